"""Regions: the parts of a query picture that may be somebody's whole picture.

A letterbox, a screenshot or a collage has a hash of its own; the picture inside it has the hash
that the index knows. All is looked for in a small copy; borders are then found at full size.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from provenance.model.geometry import Box
from provenance.signals.blocks import Block, blocks
from provenance.signals.lines import Area, refined
from provenance.signals.seams import between_blurred, parted

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    from PIL import Image

    Bytes = npt.NDArray[np.uint8]

MOST = 6
LEAST_SHARE = 0.05
LEAST_SIDE = 48

_SIDE = 256
_LONGEST = 1024
_ALIKE = 0.9
# How telling: what nothing divides, what lies between blurred margins, the page without its own,
# what seams part, the rest.
_WHOLE, _SHARP, _OUTERMOST, _PART, _OUTER = range(5)


class Kind(StrEnum):
    """What surrounds a region."""

    CONTENT = "content"
    SHARP = "sharp"
    SCREENSHOT = "screenshot"
    PANEL = "panel"


@dataclass(frozen=True, slots=True)
class Region:
    """A part of a picture, and what surrounds it there."""

    box: Box
    kind: Kind


@dataclass(frozen=True, slots=True)
class _Candidate:
    """An area of the small copy; the lower the rank, the more telling."""

    area: Area
    kind: Kind
    rank: int


def regions(luma: Image.Image) -> tuple[Region, ...]:
    """Give at most six parts of an upright picture of mode L, the most telling first.

    None is the whole picture, smaller than 5 % of it or than 48 pixels a side, or nearly another.
    """
    import numpy as np

    if min(luma.size) < LEAST_SIDE:
        return ()
    scale = max(1, min(luma.size) // _SIDE, -(-max(luma.size) // _LONGEST))
    small = np.asarray(luma.reduce(scale))
    pixels = np.asarray(luma)
    kept = [Area(0, 0, luma.width, luma.height)]
    found: list[Region] = []
    for each in sorted(_candidates(small, scale), key=_order):
        area = refined(pixels, each.area, scale)
        if _large(area, luma.size) and all(_overlap(area, other) <= _ALIKE for other in kept):
            kept.append(area)
            found.append(Region(_box(area, luma.size), each.kind))
            if len(found) == MOST:
                break
    return tuple(found)


def _candidates(small: Bytes, scale: int) -> Iterator[_Candidate]:
    least = max(2, -(-LEAST_SIDE // scale) - 1)
    found = [each for each in blocks(small, least) if each.area.size >= LEAST_SHARE * small.size]
    wholes = [each for each in found if each.whole]
    for each in found:
        outer = _OUTERMOST if each.trimmed else _OUTER
        yield _Candidate(each.area, _kind(each, wholes), _WHOLE if each.whole else outer)
        if each.whole:
            for part in parted(small, each.area, least):
                yield _Candidate(part, Kind.PANEL, _PART)
    inner = between_blurred(small)
    if inner is not None:
        yield _Candidate(inner, Kind.SHARP, _SHARP)


def _order(candidate: _Candidate) -> tuple[int, int, int, int]:
    area = candidate.area
    return (candidate.rank, -area.size, area.top, area.left)


def _kind(block: Block, wholes: list[Block]) -> Kind:
    if block.trimmed:
        return Kind.CONTENT
    return Kind.SCREENSHOT if len(wholes) == 1 else Kind.PANEL


def _large(area: Area, size: tuple[int, int]) -> bool:
    share = area.size / (size[0] * size[1])
    return min(area.width, area.height) >= LEAST_SIDE and share >= LEAST_SHARE


def _overlap(one: Area, other: Area) -> float:
    """Give the intersection over the union."""
    both = Area(
        max(one.left, other.left),
        max(one.top, other.top),
        min(one.right, other.right),
        min(one.bottom, other.bottom),
    )
    shared = both.size if both.width > 0 and both.height > 0 else 0
    return shared / (one.size + other.size - shared)


def _box(area: Area, size: tuple[int, int]) -> Box:
    width, height = size
    return Box(area.left / width, area.top / height, area.right / width, area.bottom / height)
