"""Cuts a very long picture into pieces that are looked at on their own.

In a conversation that was captured by scrolling, a photograph is a hundredth of the picture: at the
scale at which a query is looked at nothing would be left of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from provenance.index.vocabulary import both_sides
from provenance.matching import keypoints
from provenance.media import thumbnail
from provenance.model.fingerprint import ExaminedFrame, Piece
from provenance.model.geometry import Box, pixels

if TYPE_CHECKING:
    from PIL import Image

LONG = 2.6
"""Times its short side from which a picture is cut. The screens of telephones are shorter."""

MOST = 12
"""Pieces of a picture; one that is so long has longer ones."""

_LENGTH = 2.2
_STEP = 1.2
_LEAST_SIDE = 160
"""Pixels of the short side under which a picture shows no other one."""


def pieces_of(luma: Image.Image) -> tuple[Piece, ...]:
    """Look at the pieces of a long query as closely as at a whole one; `luma` is of mode L."""
    found = []
    for box in boxes(luma.size):
        part = luma.crop(pixels(box, luma.size))
        own = keypoints.queried(part)
        both = both_sides(own, keypoints.mirrored(own))
        found.append(Piece(box, both, thumbnail.detail(part)))
    return tuple(found)


def picture_of(examined: ExaminedFrame, part: Box) -> bytes:
    """Give the picture of a frame, or of a piece of it, in which most can be compared."""
    pieces = {each.box: each.detail for each in examined.pieces}
    return pieces.get(part) or examined.detail or examined.thumbnail


def boxes(size: tuple[int, int]) -> tuple[Box, ...]:
    """Give the pieces of a picture of a size, from its begin to its end; none of a short one.

    What is no longer than the picture is wide lies wholly in one of them.
    """
    short, long = min(size), max(size)
    times = long / max(1, short)
    if short < _LEAST_SIDE or times < LONG:
        return ()
    count = min(MOST, -int(-(times - _LENGTH) // _STEP) + 1)
    length = max(_LENGTH, times / (1 + (count - 1) * _STEP / _LENGTH)) / times
    return tuple(_boxes(count, length, upright=size[1] == long))


def _boxes(count: int, length: float, *, upright: bool) -> Iterator[Box]:
    for number in range(count):
        start = number * (1 - length) / max(1, count - 1)
        stop = min(1.0, start + length)
        yield Box(0, start, 1, stop) if upright else Box(start, 0, stop, 1)
