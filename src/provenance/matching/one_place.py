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
from provenance.matching.correlation import FLAT

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Bytes = npt.NDArray[np.uint8]
    Floats = npt.NDArray[np.float32]
    Doubles = npt.NDArray[np.float64]
    Mask = npt.NDArray[np.bool_]

_SIDE = 96
"""Pixels of the longer side at which frames are compared, where both are as fine as that."""

_SMALLEST = 32
_WINDOW = 9
"""Pixels each way over which two frames are correlated."""

_SOFTNESS = 0.8
_SEEN = 0.04
"""Share of the clip of which the video must show something."""

_STEP_S = 0.05
_REACH_S = 4.0
"""How far from the line that is known already the right one may begin."""

_SAME_SCENE = 0.15
"""Agreement under which two frames in a row are of two scenes, so that nothing lies between."""

_CUT_S = 0.01
_PLATEAU = 0.985
_FASTER = 1.02
"""How much better another pace must do than the plain one."""

_FINER = 8
_LEAST = 0.15
"""Agreement, on average over the clip, under which no place was found."""

_AGREES = 0.5
"""Share of the agreement of most frames with which one belongs to the clip."""


@dataclass(frozen=True, slots=True)
class Shot:
    """A grey frame and its seconds from the start of its video."""

    at_s: float
    pixels: Bytes


@dataclass(frozen=True, slots=True)
class Line:
    """A moment t of the clip is `offset_s + speed * t` of the video.

    `score` is the agreement on it, on average over the frames; `agreeing` are the seconds of those
    frames of the clip that agree as most do.
    """

    offset_s: float
    speed: float
    score: float
    agreeing: tuple[float, ...]


def line(
    clip: Sequence[Shot],
    video: Sequence[Shot],
    places: Sequence[tuple[float, ...]],
    near: tuple[float, float],
) -> Line | None:
    """Give the line on which the frames of both agree best, in whichever of the places.

    `clip` and `video` are frames in order of time; `places` are maps from shares of the first to
    shares of the second; `near` is the offset and the speed that are known so far. `None` where the
    frames agree nowhere.
    """
    best: tuple[Doubles, _Curves, tuple[float, float, float]] | None = None
    for place in places:
        table = _table(clip, video, place)
        if table is None:
            continue
        curves = _curves(video, table)
        found = _searched(clip, curves, near)
        if best is None or found[2] > best[2][2]:
            best = table, curves, found
    if best is None or best[2][2] < _LEAST:
        return None
    _, curves, (offset, speed, _) = best
    offset, speed, score = _finer(clip, curves, (offset, speed))
    heights = _heights(clip, curves, offset, speed)
    return Line(offset, speed, score, _agreeing(clip, heights))


@dataclass(frozen=True, slots=True)
class _Curves:
    """Times of the video in order, and how well each frame of the clip (rows) agrees then."""

    times: Doubles
    heights: Doubles


def _agreeing(clip: Sequence[Shot], heights: Doubles) -> tuple[float, ...]:
    import numpy as np

    least = _AGREES * float(np.median(heights))
    return tuple(
        shot.at_s for shot, each in zip(clip, heights.tolist(), strict=True) if each >= least
    )


def _table(
    clip: Sequence[Shot], video: Sequence[Shot], place: tuple[float, ...]
) -> tuple[Doubles, Doubles] | None:
    """Compare each frame of the clip with each of the video, and those with the next ones."""
    import numpy as np

    size = _size(clip[0].pixels, video[0].pixels, place)
    across, down, seen = _grid(size, place)
    if seen.mean() < _SEEN:
        return None
    ours = np.stack([_normal(_scaled(each.pixels, size), seen) for each in clip])
    theirs = np.stack([_normal(_sampled(each.pixels, across, down), seen) for each in video])
    after = (theirs[1:] * theirs[:-1]).sum(axis=1)
    return np.asarray(ours @ theirs.T, np.float64), np.asarray(after, np.float64)


def _size(clip: Bytes, video: Bytes, place: tuple[float, ...]) -> tuple[int, int]:
    """Give width and height at which the clip is compared: no finer than the video shows it."""
    import numpy as np

    high, wide = clip.shape
    linear = np.reshape(place, (3, 3))[:2, :2] / place[8]
    shown = np.sqrt(abs(np.linalg.det(linear)) * video.size / clip.size) * max(wide, high)
    side = float(np.clip(shown, _SMALLEST, _SIDE)) / max(wide, high)
    return max(_WINDOW, round(wide * side)), max(_WINDOW, round(high * side))


def _grid(size: tuple[int, int], place: tuple[float, ...]) -> tuple[Floats, Floats, Mask]:
    """Say where in the video each point of the clip lies (shares), and which lie in it."""
    import numpy as np

    wide, high = size
    x, y = np.meshgrid((np.arange(wide) + 0.5) / wide, (np.arange(high) + 0.5) / high)
    m = place
    depth = m[6] * x + m[7] * y + m[8]
    depth = np.where(np.abs(depth) < 1e-6, 1e-6, depth)  # noqa: PLR2004 - a horizon
    across, down = (m[0] * x + m[1] * y + m[2]) / depth, (m[3] * x + m[4] * y + m[5]) / depth
    seen = (across >= 0) & (across <= 1) & (down >= 0) & (down <= 1)
    return np.asarray(across, np.float32), np.asarray(down, np.float32), seen


def _scaled(pixels: Bytes, size: tuple[int, int]) -> Floats:
    import cv2
    import numpy as np

    return np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), np.float32)


def _sampled(pixels: Bytes, across: Floats, down: Floats) -> Floats:
    """Give the video as the clip shows it, blurred where the clip is coarser."""
    import cv2
    import numpy as np

    high, wide = pixels.shape
    step = max(float(np.ptp(across)) * wide / across.shape[1], 1.0)
    soft = cv2.GaussianBlur(pixels, (0, 0), step / 2) if step > 1 else pixels
    found = cv2.remap(
        soft, across * wide - 0.5, down * high - 0.5, cv2.INTER_LINEAR, None, cv2.BORDER_REPLICATE
    )
    return np.asarray(found, np.float32)


def _normal(pixels: Floats, seen: Mask) -> Floats:
    """Make each pixel say how it stands out of those around it, so that a product correlates.

    What is flat counts for little, and what only one of both shows for nothing.
    """
    import cv2
    import numpy as np

    def mean(values: Floats) -> Floats:
        return np.asarray(cv2.boxFilter(values, -1, (_WINDOW, _WINDOW)), np.float32)

    pixels = np.asarray(cv2.GaussianBlur(pixels, (0, 0), _SOFTNESS), np.float32)
    apart = pixels - mean(pixels)
    spread = np.sqrt(np.maximum(mean(apart * apart), 0))
    found = (apart / np.maximum(spread, FLAT))[seen]
    return np.asarray(found / max(float(np.linalg.norm(found)), 1e-6), np.float32)


def _curves(video: Sequence[Shot], table: tuple[Doubles, Doubles]) -> _Curves:
    """Make curves over time: a scene goes on as it is until the frame with which another begins."""
    import numpy as np

    heights, after = table
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
    best: tuple[float, float, float] | None = None
    for speed in dict.fromkeys((1.0, near[1], *SPEEDS)):
        # Lines of all speeds are near that come near to it in the middle of the clip.
        around = near[0] + near[1] * middle - speed * middle
        offsets = around + np.arange(-_REACH_S, _REACH_S + _STEP_S, _STEP_S)
        found = _top(clip, curves, offsets, speed)
        if best is None or found[2] > best[2] * (_FASTER if best[1] == 1 else 1):
            best = found
    assert best is not None
    return best


def _top(
    clip: Sequence[Shot], curves: _Curves, offsets: Doubles, speed: float
) -> tuple[float, float, float]:
    """Give the middle of the offsets that do best with a speed."""
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
    return float((offsets[first] + offsets[last]) / 2), speed, float(total[top]) / len(clip)


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
        if one[2] > best[2] * _FASTER and one[2] > kept[2]:
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
