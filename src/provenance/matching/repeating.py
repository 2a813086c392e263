"""Tells pictures that repeat themselves: pages of words, walls of windows, woven cloth.

There are only so many letters, so that those of one page lie on those of another one, line on line,
however the page was photographed. Of such a picture keypoints alone say little; its pixels must
agree as well. `scripts/measure_pages.py` measures what the limits part.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from provenance.matching import places

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from provenance.model.alignment import Alignment
    from provenance.model.keypoints import Keypoints

    Doubles = npt.NDArray[np.float64]

_FEWEST = 20
_ALIKE = 20
"""Bits of 128 up to which two codes are of one thing; unrelated ones differ in some 64."""

_ELSEWHERE = 0.03
"""Of the sides of a picture: beyond it a keypoint is another one, not the same in another size."""

_OFTEN = 0.4
"""Share of the keypoints that agree. Of those of two pages more than half are found again, of those
of two memes on one template hardly 0.3: what agrees there is not the words."""

_NOTHING_ELSE = 0.75
"""Share of all keypoints, with which there is nothing but words: most pages have more, and memes of
large words on little else 0.7."""


def repeats(match: Keypoints, found: Alignment) -> bool:
    """Tell whether of a picture's keypoints that agree many are found again elsewhere in it.

    `found` is how another picture lies on it.
    """
    import numpy as np

    if len(match) < _FEWEST or not found.pairs:
        return False
    codes = np.frombuffer(match.codes, "<u8").reshape(-1, 2)
    points = places.unpacked(match).points / (match.width, match.height)
    alike = np.bitwise_count(codes[:, None, 0] ^ codes[None, :, 0])
    alike += np.bitwise_count(codes[:, None, 1] ^ codes[None, :, 1])
    elsewhere = _apart(points, points) > _ELSEWHERE**2
    again = ((alike <= _ALIKE) & elsewhere).any(axis=1)
    agreeing = np.unique(_apart(np.array(found.pairs)[:, 2:], points).argmin(axis=1))
    return bool(again[agreeing].mean() >= _OFTEN or again.mean() >= _NOTHING_ELSE)


def _apart(some: Doubles, others: Doubles) -> Doubles:
    """Give the squared distance of each of n points from each of m, as n x m."""
    steps = some[:, None] - others[None]
    return steps[..., 0] ** 2 + steps[..., 1] ** 2
