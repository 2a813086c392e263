"""The aligned-block test: which share of one picture is also in the other, block by block.

A distance says that two pictures are alike; this says whether a part of one differs. Measured in
`docs/how-it-decides.md`: copies after one platform's recompression agree in 95 % of their blocks.
"""

from __future__ import annotations

from dataclasses import dataclass
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
_TORN = 0.3
_PICTURED = 12.0
_SAME_PICTURE = 0.95
_EDITED_COPY = 0.4


@dataclass(frozen=True, slots=True)
class Agreement:
    """How two aligned pictures agree.

    `share` (0-1) is that of the blocks that agree; `torn` tells that some block with a picture in
    it shows something else in the other, which a copy that was only saved again never does.
    """

    share: float
    torn: bool

    @property
    def relation(self) -> Relation:
        """Name what it stands for; little agreement proves nothing."""
        if self.share < _EDITED_COPY:
            return Relation.UNKNOWN
        if self.torn or self.share < _SAME_PICTURE:
            return Relation.EDITED_COPY
        return Relation.SAME_PICTURE


def agreement(one: Floats, other: Floats) -> Agreement:
    """Compare two grey pictures of one shape, block by block.

    Two flat blocks agree: sky carries nothing to correlate. Raises `ValueError` for unlike shapes
    or pictures smaller than a block.
    """
    import numpy as np

    if one.shape != other.shape or min(one.shape) < BLOCK:
        raise ValueError("the aligned-block test needs two pictures of one shape and some size")
    left, right = _blocks(one), _blocks(other)
    left -= left.mean(axis=1, keepdims=True)
    right -= right.mean(axis=1, keepdims=True)
    spreads = np.sqrt(np.stack([(left**2).mean(axis=1), (right**2).mean(axis=1)]))
    correlation = (left * right).mean(axis=1) / np.maximum(spreads.prod(axis=0), 1e-6)
    most = spreads.max(axis=0)
    agreeing = (correlation > _CORRELATED) | (most < _FLAT)
    torn = (correlation < _TORN) & (most > _PICTURED)
    return Agreement(float(agreeing.mean()), bool(torn.any()))


def _blocks(picture: Floats) -> Floats:
    """Cut a picture into rows of BLOCK x BLOCK pixels each; a rest at the edge is left out."""
    rows, columns = picture.shape[0] // BLOCK, picture.shape[1] // BLOCK
    cut = picture[: rows * BLOCK, : columns * BLOCK].reshape(rows, BLOCK, columns, BLOCK)
    return cut.swapaxes(1, 2).reshape(rows * columns, BLOCK * BLOCK).copy()
