"""Says how steadily a clip lies on a video along a line: an edit puts all its frames in one place.

A clip out of which the borders were cut is found on many frames of a scene that a camera passes
over, so that how many keypoints agree tells little of the time. But where it lies on them moves
with the camera; only on its own line it stays where it was cut out.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]

_LEAST = 3
_UNTOLD = 0.01
"""What a frame counts of which nothing is told: as one that lies off by so much of a side."""

_WORST = 0.05


def unsteadiness(
    curves: Mapping[float, Floats], places: Mapping[float, Floats], line: tuple[float, float]
) -> float | None:
    """Give by how much of a side frames lie off their common place; `None` where too few tell.

    `curves` holds of each frame of the query times of the other video and heights (n x 2) where
    it agrees; `places` where the middle of the frame lies then (n x 2, shares); `line` is an offset
    and a speed. A place is told between two such frames that both agree.
    """
    import numpy as np

    offset, speed = line
    found = []
    for at, curve in curves.items():
        when = offset + speed * at
        after = int(np.searchsorted(curve[:, 0], when))
        if 0 < after < len(curve):
            two = curve[after - 1 : after + 1, 0]
            part = (when - two[0]) / (two[1] - two[0])
            one, other = places[at][after - 1 : after + 1]
            found.append(one + (other - one) * part)
    if len(found) < _LEAST:
        return None
    told = np.array(found)
    off = np.abs(told - np.median(told, axis=0)).max(axis=1)
    untold = _UNTOLD * (len(curves) - len(told))
    return float((np.minimum(off, _WORST).sum() + untold) / len(curves))
