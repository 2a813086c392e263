"""Moves a picture, laid on another by few keypoints, to where the pixels of both agree most.

Few keypoints fix a map only roughly, and what lies a few pixels off seems to differ. The map is
improved by the enhanced correlation coefficient (Evangelidis and Psarakis, 2008), as OpenCV has it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from provenance.matching import warp

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float32]
    Doubles = npt.NDArray[np.float64]
    Mask = npt.NDArray[np.bool_]

FEW = 24
"""Keypoints under which their map is rough, and the pixels are asked for a better one."""

_STEPS = 60
_ENOUGH = 1e-5
_SMALLEST = 32
_FARTHEST = 0.2
"""Share of its sides by which a picture may be moved; what is farther off is another map."""

_CORNERS = ((0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0))


def nudged(
    laid: tuple[Floats, Floats, Mask], matrix: tuple[float, ...]
) -> tuple[float, ...] | None:
    """Give the better map, or `None` where there is none near.

    `laid` is what `warp.laid` gives for the map `matrix`, which takes shares of the query to shares
    of the match, as `Alignment.matrix` does.
    """
    import cv2
    import numpy as np

    one, other, visible = laid
    if min(other.shape) < _SMALLEST or not visible.any():
        return None
    criteria = (cv2.TERM_CRITERIA_EPS | cv2.TERM_CRITERIA_COUNT, _STEPS, _ENOUGH)
    start = np.eye(2, 3, dtype=np.float32)
    try:
        _, moved = cv2.findTransformECC(
            other, one, start, cv2.MOTION_AFFINE, criteria, visible.astype(np.uint8), 1
        )
    except cv2.error:  # they have too little in common to begin with
        return None
    shares = warp.in_shares(np.vstack([moved, [0, 0, 1]]).astype(np.float64), other.shape)
    if not np.isfinite(shares).all() or _farthest(shares) > _FARTHEST:
        return None
    found = np.linalg.inv(shares) @ np.reshape(matrix, (3, 3))
    return tuple(float(each) for each in (found / found[2, 2]).ravel())


def _farthest(shares: Doubles) -> float:
    import numpy as np

    corners = np.array(_CORNERS)
    there = corners @ shares[:2, :2].T + shares[:2, 2]
    return float(np.abs(there - corners).max())
