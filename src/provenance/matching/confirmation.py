"""Confirms by pixels what few keypoints say: do the two pictures look alike where they are laid?

Keypoints see corners, blocks of pixels see everything between them, so that the one is evidence
apart from the other. Over pictures laid on each other wrongly, hardly a block agrees
(`scripts/measure_confirmation.py`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from provenance.matching.correlation import correlation, wholly

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

_BLOCK = 8


@dataclass(frozen=True, slots=True)
class Confirmation:
    """How many blocks of 8 x 8 pixels show a picture, and which `share` (0-1) of these agree."""

    blocks: int
    share: float

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

    def denies(self) -> bool:
        """Tell whether there is much to compare, and hardly more agrees than does by chance."""
        return self.blocks >= BLOCKS and self.share < HINT


def confirmation(one: Floats, other: Floats, visible: Mask) -> Confirmation:
    """Compare two grey pictures of one shape, as `warp.laid` gives them, where both are visible."""
    blocks = correlation(one, other, _BLOCK)
    pictured = blocks.alike[wholly(visible, _BLOCK) & blocks.pictured]
    share = float(pictured.mean()) if len(pictured) else 0.0
    return Confirmation(len(pictured), share)
