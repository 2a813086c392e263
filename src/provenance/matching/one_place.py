"""Tells when a clip was cut out of a video, from where its frames lie: all in one place.

Where borders were cut off or something was put over a clip, keypoints lay each of its frames on
many frames of the scene that a camera passes over, and their numbers tell little of the time. But
an edit puts all frames of a clip in one place. So each of the maps that keypoints give is held to
be this place, all frames of both are compared as it lays them, and the line is wanted on which they
agree best: the place and the time are found together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from provenance.matching.clips import SPEEDS
from provenance.matching.laid_frames import Shot, table

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Doubles = npt.NDArray[np.float64]

_STEP_S = 0.05
_REACH_S = 4.0
"""How far from the line that is known already the right one may begin."""

_SAME_SCENE = 0.15
"""Agreement under which two frames in a row are of two scenes, so that nothing lies between."""

_CUT_S = 0.01
_PLATEAU = 0.985
_EARLY = 0.25
_FASTER = 1.06
"""How much better another pace must do than the plain one."""

_BETWEEN = 1.06
"""The same for one between those that were tried."""

_NUDGES = (0.032, 0.016, 0.008)
_WAYS = ((1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (1, -1), (-1, 1), (-1, -1))
"""By how much of its sides the best place is moved, to see whether another does better."""

_FINER = 8
_LEAST = 0.25
"""Agreement of its best frames under which no place of the clip was found."""

_AGREES = 0.4
"""Share of the agreement of the best frames with which one belongs to the clip."""


@dataclass(frozen=True, slots=True)
class Line:
    """A moment t of the clip is `offset_s + speed * t` of the video.

    `agreement` (0-1) is that of the frames that agree best on it; `agreeing` are the seconds of
    those frames of the clip that agree about as well: of none, where even the best hardly do.
    """

    offset_s: float
    speed: float
    agreement: float
    agreeing: tuple[float, ...]


def line(
    clip: Sequence[Shot],
    video: Sequence[Shot],
    places: Sequence[tuple[float, ...]],
    near: tuple[float, float],
) -> Line | None:
    """Give the line on which the frames of both agree best, in whichever of the places.

    `clip` and `video` are frames in order of time; `places` are maps from shares of the first to
    shares of the second; `near` is the offset and the speed that are known so far. `None` where no
    place lies in the video.
    """
    tried = [each for place in places if (each := _tried(clip, video, place, near))]
    if not tried:
        return None
    best = max(tried, key=lambda each: each.score)
    for step in _NUDGES:
        around = (_moved(best.place, *way, step) for way in _WAYS)
        nudged = [each for place in around if (each := _tried(clip, video, place, near))]
        best = max([best, *nudged], key=lambda each: each.score)
    offset, speed, _ = _finer(clip, best.curves, (best.offset_s, best.speed))
    return _told(clip, _heights(clip, best.curves, offset, speed), (offset, speed))


@dataclass(frozen=True, slots=True)
class _Tried:
    """The best line in one place."""

    place: tuple[float, ...]
    curves: _Curves
    offset_s: float
    speed: float
    score: float


def _tried(
    clip: Sequence[Shot],
    video: Sequence[Shot],
    place: tuple[float, ...],
    near: tuple[float, float],
) -> _Tried | None:
    compared = table(clip, video, place)
    if compared is None:
        return None
    curves = _curves(video, compared)
    return _Tried(place, curves, *_searched(clip, curves, near))


def _moved(place: tuple[float, ...], across: int, down: int, step: float) -> tuple[float, ...]:
    """Move a place in the video by so much of its sides."""
    import numpy as np

    shift = np.array([[1, 0, across * step], [0, 1, down * step], [0, 0, 1]])
    return tuple((shift @ np.reshape(place, (3, 3))).ravel().tolist())


@dataclass(frozen=True, slots=True)
class _Curves:
    """Times of the video in order, and how well each frame of the clip (rows) agrees then."""

    times: Doubles
    heights: Doubles


def _told(clip: Sequence[Shot], heights: Doubles, found: tuple[float, float]) -> Line:
    """Name the frames that agree about as well as the best ones do."""
    import numpy as np

    best = float(np.quantile(heights, 0.9))
    pairs = zip(clip, heights.tolist(), strict=True)
    agreeing = tuple(shot.at_s for shot, each in pairs if each >= _AGREES * best)
    return Line(*found, best, agreeing if best >= _LEAST else ())


def _curves(video: Sequence[Shot], compared: tuple[Doubles, Doubles]) -> _Curves:
    """Make curves over time: a scene goes on as it is until the frame with which another begins."""
    import numpy as np

    heights, after = compared
    times = np.array([each.at_s for each in video])
    cut = np.nonzero(after < _SAME_SCENE)[0]
    all_times = np.concatenate([times, np.maximum(times[cut + 1] - _CUT_S, times[cut])])
    every = np.concatenate([np.maximum(heights, 0), np.maximum(heights[:, cut], 0)], axis=1)
    order = np.argsort(all_times, kind="stable")
    return _Curves(all_times[order], every[:, order])


def _searched(
    clip: Sequence[Shot], curves: _Curves, near: tuple[float, float]
) -> tuple[float, float, float]:
    """Give the offset, the speed and the score of the best line near the one that is known."""
    import numpy as np

    middle = (clip[0].at_s + clip[-1].at_s) / 2
    found = []
    for speed in dict.fromkeys((1.0, near[1], *SPEEDS)):
        # Lines of all speeds are near that come near to it in the middle of the clip.
        around = near[0] + near[1] * middle - speed * middle
        offsets = around + np.arange(-_REACH_S, _REACH_S + _STEP_S, _STEP_S)
        offset, _, score = _top(clip, curves, offsets, speed)
        # Whatever the place, another pace than the plain one must do clearly better.
        found.append((offset, speed, score if speed == 1 else score / _FASTER))
    return max(found, key=lambda each: each[2])


def _top(
    clip: Sequence[Shot], curves: _Curves, offsets: Doubles, speed: float
) -> tuple[float, float, float]:
    """Give, of the offsets that do best with a speed, one of the first.

    The clip has a frame where a scene begins, too, and the first line that fits both is right.
    """
    import numpy as np

    total = np.zeros(len(offsets))
    for number, shot in enumerate(clip):
        when = offsets + speed * shot.at_s
        total += np.interp(when, curves.times, curves.heights[number], left=0, right=0)
    top = int(np.argmax(total))
    first = last = top
    least = total[top] * _PLATEAU
    while first > 0 and total[first - 1] >= least:
        first -= 1
    while last + 1 < len(total) and total[last + 1] >= least:
        last += 1
    early = float(offsets[first] + (offsets[last] - offsets[first]) * _EARLY)
    return early, speed, float(total[top]) / len(clip)


def _finer(
    clip: Sequence[Shot], curves: _Curves, found: tuple[float, float]
) -> tuple[float, float, float]:
    """Look for a pace between those that were tried, where the clip is long enough to tell it."""
    import numpy as np

    offset, speed = found
    middle = (clip[0].at_s + clip[-1].at_s) / 2
    long = max(clip[-1].at_s - clip[0].at_s, 1.0)
    step = 0.25 / long  # the ends move by an eighth of a second
    best = _top(clip, curves, offset + np.arange(-1, 1 + _STEP_S, _STEP_S), speed)
    kept = best
    for times in range(-_FINER, _FINER + 1):
        tried = speed + times * step
        if times == 0 or not speed * 0.9 <= tried <= speed * 1.1:
            continue
        around = offset + (speed - tried) * middle
        one = _top(clip, curves, around + np.arange(-1, 1 + _STEP_S, _STEP_S), tried)
        if one[2] > best[2] * _BETWEEN and one[2] > kept[2]:
            kept = one
    return kept


def _heights(clip: Sequence[Shot], curves: _Curves, offset: float, speed: float) -> Doubles:
    import numpy as np

    return np.array(
        [
            np.interp(offset + speed * shot.at_s, curves.times, curves.heights[number])
            for number, shot in enumerate(clip)
        ]
    )
