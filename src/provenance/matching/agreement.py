"""The aligned-block test: which share of one picture is also in the other, block by block.

A distance says that two pictures are alike; this says whether a part of one differs. Measured in
`docs/how-it-decides.md`: copies after one platform's recompression agree in 95 % of their blocks.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from provenance.matching.correlation import PERFECT, correlation, wholly
from provenance.model.geometry import Box
from provenance.model.match import Relation

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float32]
    Mask = npt.NDArray[np.bool_]

BLOCK = 16
"""Pixels of a block's side, in pictures of 192 pixels."""

_TORN = 0.3
_PICTURED = 12.0
_SAME_PICTURE = 0.95
_EDITED_COPY = 0.4
_CRISP = 0.6
_MOSTLY = 0.6
_HARDLY = 0.15
_HELD = 0.12
_FILLED = 0.8
_COVERED = 0.8
_MOST_BOXES = 8


@dataclass(frozen=True, slots=True)
class Agreement:
    """How two aligned pictures agree.

    `share` (0-1) is that of the blocks that agree; `torn` tells that some block with a picture in
    it shows something else in the other, which a copy that was only saved again never does.
    `crisp` (0-1) is the share of the agreeing blocks with a picture in them that agree nearly
    perfectly: what an edit left alone does, another photograph of the same thing does not.
    `differing` are the boxes around blocks that do not agree, the largest first, in shares of the
    pictures.
    """

    share: float
    torn: bool
    crisp: float = 1.0
    differing: tuple[Box, ...] = ()

    @property
    def relation(self) -> Relation:
        """Name what it stands for; little agreement alone proves nothing."""
        few = self.share < _HARDLY or not self.is_compact
        if self.share < _EDITED_COPY and few:
            return Relation.UNKNOWN
        if self.torn or self.share < _SAME_PICTURE:
            return Relation.EDITED_COPY
        return Relation.SAME_PICTURE

    @property
    def is_compact(self) -> bool:
        """Tell whether what differs fills its boxes, and these leave some of the picture."""
        covered = sum((b.right - b.left) * (b.bottom - b.top) for b in self.differing)
        return 0 < covered <= _COVERED and 1 - self.share >= _FILLED * covered

    def relation_as_laid(self, held: float) -> Relation:
        """Name it for pictures that keypoints laid on each other, so that they share something.

        Where most of it differs, many of its keypoints (`held`, 0-1) must say that the rest is a
        copy; or what differs must fill a few places, as written words do, and be wholly gone from
        the rest.
        """
        scattered = (self.crisp < _CRISP or held < _HELD) and not self.is_compact
        if (scattered and self.share < _MOSTLY) or self.share < _HARDLY:
            return Relation.SAME_SCENE
        if self.torn or self.share < _SAME_PICTURE:
            return Relation.EDITED_COPY
        return Relation.SAME_PICTURE


def agreement(one: Floats, other: Floats, visible: Mask | None = None) -> Agreement:
    """Compare two grey pictures of one shape, block by block.

    Two flat blocks agree: sky carries nothing to correlate. Of blocks that are not wholly `visible`
    nothing is said. Raises `ValueError` for unlike shapes or where not a block can be compared.
    """
    import numpy as np

    if one.shape != other.shape or min(one.shape) < BLOCK:
        raise ValueError("the aligned-block test needs two pictures of one shape and some size")
    blocks = correlation(one, other, BLOCK)
    agreeing = blocks.alike | ~blocks.pictured
    torn = (blocks.values < _TORN) & (blocks.spreads > _PICTURED)
    seen = np.ones(agreeing.shape, bool) if visible is None else wholly(visible, BLOCK)
    if not seen.any():
        raise ValueError("not a block of the two pictures shows both")
    pictured = blocks.values[seen & agreeing & blocks.pictured]
    return Agreement(
        float(agreeing[seen].mean()),
        bool(torn[seen].any()),
        float((pictured > PERFECT).mean()) if len(pictured) else 1.0,
        _boxes(seen & ~agreeing, one.shape),
    )


def _boxes(apart: Mask, shape: tuple[int, ...]) -> tuple[Box, ...]:
    """Give the boxes around blocks that touch each other, the largest first."""
    import numpy as np

    height, width = shape
    left = {(int(row), int(column)) for row, column in np.argwhere(apart)}
    found = []
    while left:
        group, edge = set(), {min(left)}
        while edge:
            group |= edge
            around = {(r + y, c + x) for r, c in edge for y in (-1, 0, 1) for x in (-1, 0, 1)}
            edge = (around & left) - group
        left -= group
        tops, lefts = [r for r, _ in group], [c for _, c in group]
        box = (min(lefts), min(tops), max(lefts) + 1, max(tops) + 1)
        found.append((-len(group), box))
    return tuple(
        Box(
            x * BLOCK / width,
            y * BLOCK / height,
            right * BLOCK / width,
            bottom * BLOCK / height,
        )
        for _, (x, y, right, bottom) in sorted(found)[:_MOST_BOXES]
    )
