"""Marks: 64 bits of a keypoint that stand in the word lists beside its frame.

56 bits are those of every second cell of the code, like a checkerboard; 4 bits are the angle in
sixteenths of a turn, 4 the size in half octaves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from provenance.model.keypoints import Keypoints

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Marks = npt.NDArray[np.uint64]

ANGLES = 16
SIZES = 16
CODE_MASK = (1 << 56) - 1

_CHECKERBOARD = (0, 2, 5, 7, 8, 10, 13)


def marks_of(keypoints: Keypoints, count: int | None = None) -> Marks:
    """Give the marks of the first `count` keypoints, of all where it is `None`."""
    import numpy as np

    codes = np.frombuffer(keypoints.codes, np.uint8).reshape(-1, 16)[:count]
    places = np.frombuffer(keypoints.places, "<u4")[:count]
    # Places hold the size in eighths of an octave in bits 18-23, the angle in 256ths in 24-31.
    sizes = np.minimum((places >> 18 & 63) >> 2, SIZES - 1)
    angles = places >> 28
    data = np.empty((len(places), 8), np.uint8)
    data[:, :7] = codes[:, _CHECKERBOARD]
    data[:, 7] = angles * SIZES + sizes
    return np.ascontiguousarray(data).view("<u8")[:, 0]
