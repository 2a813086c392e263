"""Outlines what differs more finely, where larger versions of two aligned pictures are there."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from provenance.matching.agreement import BLOCK
from provenance.matching.correlation import correlation
from provenance.model.geometry import Box

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float32]
    Mask = npt.NDArray[np.bool_]


def tightened(boxes: tuple[Box, ...], one: Floats, other: Floats) -> tuple[Box, ...]:
    """Shrink boxes to the blocks in them that do not agree in two grey pictures of one shape.

    The boxes come from the same test on smaller versions. One in which all of these smaller blocks
    agree stays as it is, so that nothing that was found is lost.
    """
    blocks = correlation(one, other, BLOCK)
    apart = ~blocks.alike & blocks.pictured
    return tuple(_tight(box, apart, one.shape) for box in boxes)


def _tight(box: Box, apart: Mask, shape: tuple[int, ...]) -> Box:
    import numpy as np

    high, wide = shape[0] / BLOCK, shape[1] / BLOCK
    # Rounded, for a side that lies between two blocks must not take in one more.
    left, right = round(box.left * wide, 3), round(box.right * wide, 3)
    top, bottom = round(box.top * high, 3), round(box.bottom * high, 3)
    first, start = int(top), int(left)
    inside = apart[first : math.ceil(bottom), start : math.ceil(right)]
    if not inside.any():
        return box
    rows, columns = np.flatnonzero(inside.any(axis=1)), np.flatnonzero(inside.any(axis=0))
    return Box(
        max(box.left, (start + int(columns[0])) / wide),
        max(box.top, (first + int(rows[0])) / high),
        min(box.right, (start + int(columns[-1]) + 1) / wide),
        min(box.bottom, (first + int(rows[-1]) + 1) / high),
    )
