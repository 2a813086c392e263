"""Finds the stretch in common of two videos from frames on which keypoints agree.

Frames with keypoints lie far apart, and each frame of a query agrees with several of them: with
the nearest most. So every frame of the query has a curve over the other video's time, which is high
where many keypoints agree; the line is wanted on which the curves of all frames are highest.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from provenance.matching.clips import KEYPOINTS_S, LEAST, SPEEDS
from provenance.matching.steady import unsteadiness
from provenance.model.clip import Clip

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]

_STEP_S = 0.1
_SPAN_S = 1.0
_EPSILON_S = 0.01
_REACH_S = KEYPOINTS_S + 0.2
"""How far after a frame with keypoints its scene may go on: the gap, and a little."""

_AGREES = 0.5
"""Share of the keypoints that agree on the best frame which must agree on the line."""

_PLATEAU = 0.99
_AS_WELL = 0.95
"""Share of the height of the best line from which another may be taken that is steadier."""

_STEADIER = 0.5
"""How much less unsteady that must be, in parts of what the best line is."""

_WORST = 0.01
_FASTER = 1.05
"""How much better another pace must do than the plain one."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A frame of the query and one of the other video that show the same, by so many keypoints.

    `place` is where the middle of the first lies in the second, in shares of its sides.
    """

    query_s: float
    match_s: float
    keypoints: int
    mirrored: bool
    place: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class _Line:
    offset_s: float
    speed: float
    score: float


def of_pairs(pairs: Sequence[Pair]) -> Clip | None:
    """Give the best stretch of which keypoints tell, `None` where there is none."""
    found = [
        replace(each, mirrored=mirrored)
        for mirrored in (False, True)
        if (each := _of_pairs([pair for pair in pairs if pair.mirrored is mirrored]))
    ]
    return max(found, key=lambda each: (each.frames, not each.mirrored), default=None)


def _of_pairs(pairs: Sequence[Pair]) -> Clip | None:
    curves = _curves(pairs)
    if len(curves) < LEAST:
        return None
    lines = [_best(curves, speed) for speed in SPEEDS]
    line = lines[0]
    for other in lines[1:]:
        if other.score > line.score * (_FASTER if line is lines[0] else 1):
            line = other
    line = _steadiest(pairs, curves, line)
    on = [at for at in curves if _height(curves[at], line.offset_s + line.speed * at) >= _AGREES]
    if len(on) < LEAST or on[-1] - on[0] < _SPAN_S:
        return None
    start, end = (line.offset_s + line.speed * at for at in (on[0], on[-1]))
    return Clip(
        round(on[0], 2),
        round(on[-1], 2),
        round(max(0.0, start), 2),
        round(max(0.0, end), 2),
        round(line.offset_s, 2),
        round(line.speed, 3),
        len(on),
    )


def _steadiest(pairs: Sequence[Pair], curves: dict[float, Floats], line: _Line) -> _Line:
    """Give a line that does about as well and on which the query lies much more steadily, if any.

    Tried are those of all speeds; the given one stands where nothing tells more.
    """
    import numpy as np

    placed = {(each.query_s, each.match_s): each.place for each in pairs if each.place}
    agreeing: dict[float, Floats] = {}
    places: dict[float, Floats] = {}
    for at, curve in curves.items():
        rows = curve[curve[:, 1] >= _AGREES]
        own = [placed.get((at, float(when))) for when in rows[:, 0]]
        if all(own):
            agreeing[at], places[at] = rows, np.array(own)
    before = unsteadiness(agreeing, places, (line.offset_s, line.speed))
    best = line, (_WORST if before is None else before) * _STEADIER
    for speed in SPEEDS:
        for offset, score in zip(*_scored(curves, speed), strict=True):
            if score >= line.score * _AS_WELL:
                one = unsteadiness(agreeing, places, (float(offset), speed))
                if one is not None and one < best[1]:
                    best = _Line(float(offset), speed, float(score)), one
    return best[0]


def _curves(pairs: Sequence[Pair]) -> dict[float, Floats]:
    """Give for each frame of the query, in order, times of the other video and heights of 0-1."""
    import numpy as np

    by_frame: dict[float, dict[float, int]] = {}
    for pair in pairs:
        own = by_frame.setdefault(pair.query_s, {})
        own[pair.match_s] = max(own.get(pair.match_s, 0), pair.keypoints)
    found = {}
    for at in sorted(by_frame):
        rows = sorted(by_frame[at].items())
        most = max(count for _, count in rows)
        found[at] = np.array([(when, count / most) for when, count in rows])
    return found


def _scored(curves: dict[float, Floats], speed: float) -> tuple[Floats, Floats]:
    """Give offsets at which a line of this speed may lie, and how high the curves are on each."""
    import numpy as np

    corners = [(curve[:, 0] - speed * at)[curve[:, 1] >= _AGREES] for at, curve in curves.items()]
    near = np.unique(np.round(np.concatenate(corners) / _STEP_S))
    steps = np.arange(-round(_REACH_S / _STEP_S), round(_REACH_S / _STEP_S) + 1)
    offsets = np.unique(near[:, None] + steps) * _STEP_S
    scores = np.zeros(len(offsets))
    for at, curve in curves.items():
        scores += _height(curve, offsets + speed * at)
    return offsets, scores


def _best(curves: dict[float, Floats], speed: float) -> _Line:
    """Give the line of a speed on which the curves are highest."""
    import numpy as np

    offsets, scores = _scored(curves, speed)
    top = float(scores.max())
    # Two places of one video may do equally well; the first of them counts.
    high = offsets[scores >= top * _PLATEAU]
    plateau = high[high <= high[0] + _REACH_S]
    # The query has a frame where a scene begins, too, and the first line that fits both is right.
    return _Line(float(np.quantile(plateau, 0.25)), speed, top)


def _height(curve: Floats, times: Floats | float) -> Floats:
    """Give how high a curve is at some times.

    A scene has a frame with keypoints where it begins, so what agrees holds from there on. Towards
    the next one it changes by degrees, unless that is of another scene.
    """
    import numpy as np

    wanted = np.asarray(times)
    when, heights = curve[:, 0], curve[:, 1]
    before = np.searchsorted(when, wanted + _EPSILON_S, side="right") - 1
    last = np.maximum(before, 0)
    following = np.minimum(last + 1, len(when) - 1)
    there = (before >= 0) & (wanted - when[last] <= _REACH_S)
    slides = (heights[last] >= _AGREES) & (heights[following] >= _AGREES)
    slides &= when[following] - when[last] <= _REACH_S
    held = np.where(slides, np.interp(wanted, when, heights), heights[last])
    return np.where(there, held, 0.0)
