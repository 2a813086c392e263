"""Says what an embedded picture is to the visible one: the same, turned, cropped or another.

Both are brought to the size of a thumbnail and blurred alike, so what counts is how well they
correlate where one lies on the other best: with all their light and shade, and with their details
alone, which never agree by chance (`docs/how-it-decides.md` has the measurements).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from provenance.matching import agreement, bars
from provenance.matching.fitting import Place, inside, part, prepare, shrunk, whole
from provenance.model.embedded import Likened, Likeness
from provenance.model.fingerprint import Orientation
from provenance.model.geometry import Box, share

if TYPE_CHECKING:
    from PIL import Image

    from provenance.matching.fitting import Floats

SIDE = 160
"""Pixels of the longer side at which the two are compared: what most cameras write."""

SAME = 0.9
"""Correlation from which two whole pictures that lie alike are one."""

FOUND = 0.9
"""The same where one had to be turned, or looked for within the other."""

DETAILED = 0.7
"""The same for the details alone of pictures that had to be turned or looked for."""

DETAILED_IN_SMALL = 0.9
"""The same for a part of less than a fifth: a few pixels agree by chance more often."""

SPREAD = 4
"""Of nine parts of such pictures, those in which the details must agree."""

UNLIKE = 0.75
"""Correlation of pictures that lie alike, up to which nothing tells that they are related."""

CRISP = 0.6
"""Of the blocks that agree, those that do nearly perfectly, before others count as altered."""

ALIKE = 0.3
"""Of all blocks, those that must agree before the others count as altered."""

CLEARLY = 0.02
"""By how much a part must correlate better than the whole, where both do."""

_SMALL = 0.2
_PERFECT = 0.985
_NEARLY_ALL = 0.7
_MORE_THAN_ONE = 1.5
_FLAT = 6.0
_SMALLEST = 16
_SMALLEST_PART = 12
_CLOSELY = 3
_TURNS = tuple(Orientation(flip, turn) for flip in (False, True) for turn in (0, 90, 180, 270))


def likened(shown: Image.Image, hidden: Image.Image, upright: Sequence[Orientation]) -> Likened:
    """Compare an embedded picture, as it lies in the file, with the visible one, which is upright.

    Both are of mode L. `upright` are the turns that say nothing: none, and the one that the file
    states for itself.
    """
    prepare()
    visible, lying = shrunk(_pixels(shown), 2 * SIDE), shrunk(_pixels(hidden), SIDE)
    if min(*visible.shape, *lying.shape) < _SMALLEST:
        return Likened(Likeness.UNCLEAR, reason="one of the two is too small to compare")
    if min(float(visible.std()), float(bars.trimmed(lying).std())) < _FLAT:
        return Likened(Likeness.UNCLEAR, reason="one of the two is too flat to compare")
    straight = max((whole(visible, lying, turn) for turn in upright), key=_score)
    if straight.score >= _PERFECT:
        return _same_or_altered(visible, lying, straight)
    if straight.score >= SAME:
        return _same_or_nearly(visible, lying, upright, straight)
    return _sought(visible, lying, upright, straight)


def _same_or_nearly(
    visible: Floats, lying: Floats, upright: Sequence[Orientation], straight: Place
) -> Likened:
    """Tell the whole from what correlates nearly as well: nearly all of it, or its mirror."""
    cut = part(visible, lying, straight.orientation, smallest=_NEARLY_ALL)
    if not cut.whole and _is_better(cut, straight):
        return _said(Likeness.CROPPED, cut)
    # A face or a hall is nearly its own mirror image, but not in its details.
    if straight.detail < DETAILED:
        turned = [whole(visible, lying, turn) for turn in _TURNS if turn not in upright]
        best = max(turned, key=_score)
        if _is_better(best, straight):
            return _named(best, upright)
    return _same_or_altered(visible, lying, straight)


def _same_or_altered(visible: Floats, lying: Floats, place: Place) -> Likened:
    """Look for parts of two pictures that lie alike in which they show something else.

    Where they seem to, the two must be laid on each other as well as can be: bars around a dark
    picture do not show where it ends.
    """
    differing = _torn(place)
    if differing:
        closely = part(visible, lying, place.orientation, smallest=_NEARLY_ALL)
        if closely.score > place.score:
            place, differing = closely, _torn(closely)
    said = _said(Likeness.ALTERED if differing else Likeness.SAME, place)
    return replace(said, differing=differing)


def _torn(place: Place) -> tuple[Box, ...]:
    """Give the parts that differ, if one of them is torn, and is more than a block that is off."""
    one, other = place.pair
    try:
        found = agreement.agreement(one, other)
    except ValueError:  # too small to be cut into blocks
        return ()
    block = agreement.BLOCK**2 / (one.shape[0] * one.shape[1])
    large = any(share(box) > _MORE_THAN_ONE * block for box in found.differing)
    well = found.crisp >= CRISP and found.share >= ALIKE
    return found.differing if found.torn and large and well else ()


def _is_better(place: Place, straight: Place) -> bool:
    clearly = place.score >= straight.score + CLEARLY and place.detail > straight.detail
    return clearly and _is_found(place)


def _sought(
    visible: Floats, lying: Floats, upright: Sequence[Orientation], straight: Place
) -> Likened:
    """Look in all turns and sizes; whole pictures first, for they are the plainer explanation."""
    turned = [whole(visible, lying, turn) for turn in _TURNS if turn not in upright]
    found = [place for place in (*turned, *_parts(visible, lying)) if _is_found(place)]
    if found:
        return _named(max(found, key=_score), upright)
    if any(_is_found(inside(visible, lying, turn)) for turn in upright):
        return _said(Likeness.SAME, straight)
    if straight.spread >= SPREAD:
        said = _same_or_altered(visible, lying, straight)
        if said.likeness is Likeness.ALTERED:
            return said
    if straight.score > UNLIKE or straight.spread >= SPREAD:
        why = "it resembles the visible picture, but not enough to be surely the same"
        return Likened(Likeness.UNCLEAR, score=round(straight.score, 3), reason=why)
    return Likened(Likeness.DIFFERENT, score=round(straight.score, 3))


def _parts(visible: Floats, lying: Floats) -> Iterator[Place]:
    """Look for the visible picture as a part: in little first, and closely where that is best."""
    smaller = shrunk(visible, SIDE), shrunk(lying, SIDE // 2)
    roughly = [part(*smaller, turn, least=_SMALLEST_PART) for turn in _TURNS]
    roughly.sort(key=_score, reverse=True)
    for place in roughly[:_CLOSELY]:
        yield part(visible, lying, place.orientation)


def _is_found(place: Place) -> bool:
    detailed = DETAILED if share(place.box) >= _SMALL else DETAILED_IN_SMALL
    return place.score >= FOUND and place.detail >= detailed and place.spread >= SPREAD


def _named(place: Place, upright: Sequence[Orientation]) -> Likened:
    if place.orientation in upright:
        return _said(Likeness.SAME if place.whole else Likeness.CROPPED, place)
    mirrored = place.orientation.mirrored
    return _said(Likeness.MIRRORED if mirrored else Likeness.ROTATED, place)


def _said(likeness: Likeness, place: Place) -> Likened:
    crop = None if place.whole or likeness in {Likeness.SAME, Likeness.ALTERED} else place.box
    return Likened(likeness, place.orientation, crop, round(place.score, 3))


def _pixels(luma: Image.Image) -> Floats:
    """Give the pixels of a picture, of a large one those of a smaller one, which is as good."""
    import numpy as np

    by = max(luma.size) // (2 * SIDE)
    return np.asarray(luma.reduce(by) if by > 1 else luma, np.float32)


def _score(place: Place) -> float:
    return place.score
