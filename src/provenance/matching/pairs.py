"""Pairs of keypoints of two pictures, one of each, and maps between the pictures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from provenance.matching import places
from provenance.matching.places import Places
from provenance.model.keypoints import CODE_BYTES, Keypoints

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Bytes = npt.NDArray[np.uint8]
    Doubles = npt.NDArray[np.float64]
    Numbers = npt.NDArray[np.int64]

FEWEST = 4
"""Keypoints that must agree for a map to mean anything."""

TOLERANCE = 3.75
"""Pixels of the indexed picture, at 400 for its longer side, by which a keypoint may be off."""

_MOST_STRETCHED = 2.5
_MERGED = 2.0


@dataclass(frozen=True, slots=True)
class Side:
    """One picture's keypoints, unpacked."""

    codes: Bytes
    places: Places


def side_of(keypoints: Keypoints) -> Side:
    """Unpack the keypoints of one picture."""
    import numpy as np

    codes = np.frombuffer(keypoints.codes, np.uint8).reshape(-1, CODE_BYTES)
    return Side(codes, places.unpacked(keypoints))


def is_sane(found: Doubles) -> bool:
    """Refuse maps that flip a picture or stretch it more than pictures are stretched."""
    import numpy as np

    # Pairs on one line, or in one spot, fix no map; OpenCV may then give numbers that are none.
    if not np.isfinite(found).all():
        return False
    linear = found[:, :2]
    large, small = np.linalg.svd(linear, compute_uv=False)
    return bool(np.linalg.det(linear) > 0 and large <= _MOST_STRETCHED * small)


def one_to_one(pairs: Numbers) -> Numbers:
    """Keep the nearest pair of each keypoint, on either side; `pairs` are in that order."""
    import numpy as np

    _, first = np.unique(pairs[:, 0], return_index=True)
    pairs = pairs[np.sort(first)]
    _, first = np.unique(pairs[:, 1], return_index=True)
    return pairs[np.sort(first)]


def distinct(own: Side, other: Side, pairs: Numbers) -> int:
    """Count pairs, those that lie on one spot in either picture only once."""
    spots = [
        side.places.points[at] // _MERGED for side, at in ((own, pairs[:, 0]), (other, pairs[:, 1]))
    ]
    return min(len(set(map(tuple, each.tolist()))) for each in spots)
