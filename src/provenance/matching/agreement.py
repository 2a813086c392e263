"""The aligned-block test: which share of one picture is also in the other, block by block.

A distance says that two pictures are alike; this says whether a part of one differs. Measured in
`docs/how-it-decides.md`: copies after one platform's recompression agree in 95 % of their blocks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from provenance.model.match import Relation

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float32]

BLOCK = 16
"""Pixels of a block's side, in pictures of 192 pixels."""

_CORRELATED = 0.8
_FLAT = 6.0
_SAME_PICTURE = 0.95
_EDITED_COPY = 0.4


def agreement(one: Floats, other: Floats) -> float:
    """Give the share (0-1) of blocks that agree; both pictures are grey, of one shape.

    Two flat blocks agree: sky carries nothing to correlate. Raises `ValueError` for unlike shapes
    or pictures smaller than a block.
    """
    import numpy as np

    if one.shape != other.shape or min(one.shape) < BLOCK:
        raise ValueError("the aligned-block test needs two pictures of one shape and some size")
    left, right = _blocks(one), _blocks(other)
    left -= left.mean(axis=1, keepdims=True)
    right -= right.mean(axis=1, keepdims=True)
    spread = np.sqrt((left**2).mean(axis=1)), np.sqrt((right**2).mean(axis=1))
    correlation = (left * right).mean(axis=1) / np.maximum(spread[0] * spread[1], 1e-6)
    flat = (spread[0] < _FLAT) & (spread[1] < _FLAT)
    return float(((correlation > _CORRELATED) | flat).mean())


def relation(share: float | None) -> Relation:
    """Name what a share of agreeing blocks stands for; little agreement proves nothing."""
    if share is None or share < _EDITED_COPY:
        return Relation.UNKNOWN
    return Relation.SAME_PICTURE if share >= _SAME_PICTURE else Relation.EDITED_COPY


def _blocks(picture: Floats) -> Floats:
    """Cut a picture into rows of BLOCK x BLOCK pixels each; a rest at the edge is left out."""
    rows, columns = picture.shape[0] // BLOCK, picture.shape[1] // BLOCK
    cut = picture[: rows * BLOCK, : columns * BLOCK].reshape(rows, BLOCK, columns, BLOCK)
    return cut.swapaxes(1, 2).reshape(rows * columns, BLOCK * BLOCK).copy()
