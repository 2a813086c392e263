"""Tells what two videos truly share from single frames of theirs that agree by chance.

A dozen frames of a query are each laid on two dozen of the index, so that now and then a few
keypoints agree. What is the same goes on being the same, and lies on the other alike: an edit does
not move. Chance has no second frame that says the same of the same stretch of time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import dist

from provenance.matching.alignment import POSSIBLE
from provenance.matching.clips import KEYPOINTS_S, SPEEDS
from provenance.model.alignment import Alignment, Point

_REACH_S = KEYPOINTS_S + 0.2
"""How far a pair may lie from a line through another: the gap between the frames, and a little."""

_MOVED = 0.4
"""Of the sides of a picture, by which its middle may lie elsewhere: the camera moves meanwhile."""

_TURNED = 0.35
"""The same for its corners as seen from its middle: zoom, turn and shear."""

_SPREAD = 0.05
"""Share of at least one picture over which the keypoints must spread: a logo recurs as well."""

_NEXT = 2
"""Frames of the query by which the second of two that agree may follow the first."""

_MIDDLE = (0.5, 0.5)
_CORNERS = ((0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0))


@dataclass(frozen=True, slots=True)
class Laid:
    """A frame of the query and one of the other video, by their seconds, and how it lies on it."""

    query_s: float
    match_s: float
    alignment: Alignment


def recurs(pairs: Sequence[Laid], looked_s: Sequence[float]) -> bool:
    """Tell whether some two frames of a query say the same of another video.

    `looked_s` are the seconds of all its frames that were compared by keypoints. At most one of
    them may lie between the two: of what is the same, every frame shows something.
    """
    order = {at: number for number, at in enumerate(sorted(set(looked_s)))}
    usable = [each for each in pairs if _is_usable(each.alignment)]
    return any(
        0 < order[other.query_s] - order[one.query_s] <= _NEXT and _is_borne_out(one, other)
        for one in usable
        for other in usable
    )


def _is_usable(alignment: Alignment) -> bool:
    return alignment.inliers >= POSSIBLE and alignment.share() >= _SPREAD


def _is_borne_out(one: Laid, other: Laid) -> bool:
    """Tell whether two frames, one after the other, agree in time and place."""
    if one.alignment.mirrored is not other.alignment.mirrored:
        return False
    passed = other.query_s - one.query_s
    went_on = other.match_s - one.match_s
    timely = any(abs(went_on - speed * passed) <= _REACH_S for speed in SPEEDS)
    return timely and _lies_alike(one.alignment, other.alignment)


def _lies_alike(one: Alignment, other: Alignment) -> bool:
    middle, again = one.to_match(_MIDDLE), other.to_match(_MIDDLE)
    if dist(middle, again) > _MOVED:
        return False
    corners = (_from(one.to_match(each), middle) for each in _CORNERS)
    elsewhere = (_from(other.to_match(each), again) for each in _CORNERS)
    return all(dist(a, b) <= _TURNED for a, b in zip(corners, elsewhere, strict=True))


def _from(point: Point, middle: Point) -> Point:
    return point[0] - middle[0], point[1] - middle[1]
