"""Confirms by pixels what few keypoints say: do the two pictures look alike where they are laid?

Keypoints see corners, blocks of pixels see everything between them, so that the one is evidence
apart from the other. Over pictures laid on each other wrongly, hardly a block agrees
(`scripts/measure_confirmation.py`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from provenance.matching.correlation import CORRELATED, PERFECT, correlation, wholly

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float32]
    Mask = npt.NDArray[np.bool_]

MOST = 0.7
"""Share of the blocks with a picture in them that must agree where very few keypoints do."""

SOME = 0.35
"""The same, where as many keypoints agree as would be strong: the rest may have been edited."""

HINT = 0.12
"""The same, for all of one picture on all of another: of unlike ones hardly a tenth agrees."""

BLOCKS = 8
"""Blocks with a picture in them that there must be."""

BLOCKS_WHERE_POSSIBLE = 3
"""The same, where as many keypoints agree as make a match possible by themselves."""

_PERFECTLY = 0.75
_NEARLY_ALL = 0.95
_LITTLE = 60
_FAINTLY = 0.8
_FAINTEST = 2.0
_FAINT_BLOCKS = 32
_BLOCK = 8


@dataclass(frozen=True, slots=True)
class Confirmation:
    """How many blocks of 8 x 8 pixels show a picture, and which `share` (0-1) of these agree.

    `crisp` (0-1) is the share of them that agree nearly perfectly.
    """

    blocks: int
    share: float
    crisp: float = 0.0

    @property
    def agreeing(self) -> int:
        """Count the blocks that agree."""
        return round(self.blocks * self.share)

    def holds(self, *, possible: bool) -> bool:
        """Tell whether most agrees; `possible` where the keypoints alone nearly are enough."""
        wanted = BLOCKS_WHERE_POSSIBLE if possible else BLOCKS
        return self.blocks >= wanted and self.share >= MOST

    def supports(self) -> bool:
        """Tell whether enough agrees for a picture of which a part was edited."""
        return self.blocks >= BLOCKS_WHERE_POSSIBLE and self.share >= SOME

    def hints(self) -> bool:
        """Tell whether what is left between words agrees more than it does by chance."""
        return self.blocks >= BLOCKS and self.share >= HINT

    def is_exact(self) -> bool:
        """Tell whether nearly all agrees, or what agrees does so nearly perfectly.

        Of a copy, what an edit left alone does; lines of other words on lines of words do not. A
        few lines may, so that where little is compared, both must hold.
        """
        clean = self.crisp >= _PERFECTLY * self.share
        if self.blocks < _LITTLE:
            return self.share >= MOST and clean
        return self.share >= _NEARLY_ALL or (self.share >= SOME and clean)

    def denies(self) -> bool:
        """Tell whether there is much to compare, and hardly more agrees than does by chance."""
        return self.blocks >= BLOCKS and self.share < HINT


def confirmation(one: Floats, other: Floats, visible: Mask) -> Confirmation:
    """Compare two grey pictures of one shape, as `warp.laid` gives them, where both are visible."""
    blocks = correlation(one, other, _BLOCK)
    pictured = blocks.values[wholly(visible, _BLOCK) & blocks.pictured]
    if not len(pictured):
        return Confirmation(0, 0.0)
    share, crisp = ((pictured > limit).mean() for limit in (CORRELATED, PERFECT))
    return Confirmation(len(pictured), float(share), float(crisp))


def is_faintly_alike(one: Floats, other: Floats, visible: Mask) -> bool:
    """Tell whether blocks that show too little to be compared show the same faint pattern together.

    The arguments are as for `confirmation`. Plain paper has no pattern, and that of another wall or
    sky is another one: over 2,400 pairs of unlike memes it agrees to 0.42 at most.
    """
    import numpy as np

    blocks = correlation(one, other, _BLOCK)
    faint = wholly(visible, _BLOCK) & ~blocks.pictured
    weights = blocks.spreads[faint] ** 2
    if len(weights) < _FAINT_BLOCKS or np.sqrt(weights.mean()) < _FAINTEST:
        return False
    return float(np.average(blocks.values[faint], weights=weights)) >= _FAINTLY
