"""Tells pictures that repeat themselves: pages of words, walls of windows, woven cloth.

There are only so many letters, so that those of one page lie on those of another one, line on line,
however the page was photographed. Of such a picture keypoints alone say little; its pixels must
agree as well. `scripts/measure_pages.py` measures what the limits part.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from provenance.matching import places

if TYPE_CHECKING:
    from provenance.model.keypoints import Keypoints

_LOOKED_AT = 268
"""Keypoints of a picture that are compared, the first of them: as many as an index keeps."""

_FEWEST = 20
_ALIKE = 20
"""Bits of 128 up to which two codes are of one thing; unrelated ones differ in some 64."""

_ELSEWHERE = 0.03
"""Of the sides of a picture: beyond it a keypoint is another one, not the same in another size."""

_OFTEN = 0.4
"""Share of the keypoints. Of pages of words more than half are found again, on bad photographs of
them, too; of one photograph in twenty as many as this."""


def repeats(keypoints: Keypoints) -> bool:
    """Tell whether many keypoints of a picture are found again elsewhere in it."""
    import numpy as np

    if len(keypoints) < _FEWEST:
        return False
    codes = np.frombuffer(keypoints.codes, "<u8").reshape(-1, 2)[:_LOOKED_AT]
    apart = np.bitwise_count(codes[:, None, 0] ^ codes[None, :, 0])
    apart += np.bitwise_count(codes[:, None, 1] ^ codes[None, :, 1])
    points = places.unpacked(keypoints).points[:_LOOKED_AT]
    steps = (points[:, None] - points[None]) / (keypoints.width, keypoints.height)
    elsewhere = (steps**2).sum(axis=2) > _ELSEWHERE**2
    again = ((apart <= _ALIKE) & elsewhere).any(axis=1)
    return bool(again.mean() >= _OFTEN)
