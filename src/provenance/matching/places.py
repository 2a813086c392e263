"""Where keypoints lie: packed into 32 bits each for the index, unpacked for geometry.

x and y take 9 bits each (512ths of the longer side), the size 6 bits (eighths of an octave from
one pixel), the angle 8 bits (256ths of a turn). The steps are far below what verification allows.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from provenance.model.keypoints import Keypoints

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float32]

_STEPS = 512
_PER_OCTAVE = 8
_SIZES = 64
_ANGLES = 256


@dataclass(frozen=True, slots=True)
class Places:
    """Keypoints' `points` (n x 2, pixels), `octaves` (n, log2 of the size), `angles` (n, degrees).

    Angles turn clockwise from the x axis, as OpenCV's do.
    """

    points: Floats
    octaves: Floats
    angles: Floats


def packed(places: Places, width: int, height: int) -> bytes:
    """Pack places of a picture of this size."""
    import numpy as np

    scale = _STEPS / max(width, height)
    steps = np.clip(np.floor(places.points * scale), 0, _STEPS - 1).astype(np.uint32)
    sizes = np.clip(np.round(places.octaves * _PER_OCTAVE), 0, _SIZES - 1).astype(np.uint32)
    angles = np.round(places.angles * (_ANGLES / 360)).astype(np.int64) % _ANGLES
    words = steps[:, 0] | steps[:, 1] << 9 | sizes << 18 | angles.astype(np.uint32) << 24
    return bytes(words.astype("<u4").tobytes())


def unpacked(keypoints: Keypoints) -> Places:
    """Give the places in pixels of the picture that the keypoints were found in."""
    import numpy as np

    words = np.frombuffer(keypoints.places, "<u4")
    scale = max(keypoints.width, keypoints.height) / _STEPS
    steps = np.stack([words & (_STEPS - 1), words >> 9 & (_STEPS - 1)], axis=1)
    points = (steps.astype(np.float32) + np.float32(0.5)) * np.float32(scale)
    octaves = (words >> 18 & (_SIZES - 1)).astype(np.float32) / np.float32(_PER_OCTAVE)
    angles = (words >> 24).astype(np.float32) * np.float32(360 / _ANGLES)
    return Places(points, octaves, angles)


def mirrored(keypoints: Keypoints, places: Places) -> Places:
    """Give the places as they lie in the picture's mirror image."""
    import numpy as np

    points = places.points.copy()
    points[:, 0] = keypoints.width - points[:, 0]
    return Places(points, places.octaves, np.mod(np.float32(180) - places.angles, np.float32(360)))
