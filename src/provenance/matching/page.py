"""Tells pages of words from pictures: paper and ink, a few greys that fill most of the place.

Letters lie on other letters, for there are only so many of them: two pages in one kind of type
agree in dozens of keypoints, whatever they say, and lines that lie on lines agree roughly as
pixels do. `scripts/measure_pages.py` measures what the limits part.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from provenance.model.geometry import Box, pixels

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from provenance.model.alignment import Alignment

    Bytes = npt.NDArray[np.uint8]

_GREYS = 3
_NEAR_GREY = 3
_FILLED = 0.45
_OUTER = 10
_LEVELS = 256


def is_page(query: Bytes, found: Alignment) -> bool:
    """Tell whether three greys fill near half of where the keypoints agree, as paper and ink do.

    `query` is grey, height x width; `found` is how it lies on another picture. The outermost tenth
    of the keypoints is left out: few letters around a photograph make no page of it.
    """
    import numpy as np

    if not found.pairs:
        return False
    points = np.array([pair[:2] for pair in found.pairs])
    (left, top), (right, bottom) = np.percentile(points, (_OUTER, 100 - _OUTER), axis=0)
    height, width = query.shape
    sides = pixels(Box(float(left), float(top), float(right), float(bottom)), (width, height))
    return _filled(query[sides[1] : sides[3], sides[0] : sides[2]]) >= _FILLED


def _filled(seen: Bytes) -> float:
    """Give the share (0-1) of the pixels whose grey is near one of the commonest."""
    import numpy as np

    left = np.bincount(seen.ravel(), minlength=_LEVELS)
    found = 0
    for _ in range(_GREYS):
        sums = np.convolve(left, np.ones(2 * _NEAR_GREY + 1, np.int64), "same")
        middle = int(sums.argmax())
        found += int(sums[middle])
        left[max(0, middle - _NEAR_GREY) : middle + _NEAR_GREY + 1] = 0
    return found / seen.size
