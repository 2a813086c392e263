"""Compares the frames of a clip with those of a video, as one map lays them all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from provenance.matching.correlation import FLAT

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    from PIL import Image

    Bytes = npt.NDArray[np.uint8]
    Floats = npt.NDArray[np.float32]
    Doubles = npt.NDArray[np.float64]
    Mask = npt.NDArray[np.bool_]

_SIDE = 64
"""Pixels of the longer side at which frames are compared, where both are as fine as that."""

_SMALLEST = 32
_WINDOW = 9
"""Pixels each way over which two frames are correlated."""

_SOFTNESS = 1.2
_SEEN = 0.04
"""Share of the clip of which the video must show something."""


@dataclass(frozen=True, slots=True)
class Shot:
    """A grey frame and its seconds from the start of its video."""

    at_s: float
    pixels: Bytes

    @classmethod
    def of(cls, at_s: float, picture: Image.Image) -> Self:
        """Take the pixels of a grey picture."""
        import numpy as np

        return cls(at_s, np.asarray(picture))


def table(
    clip: Sequence[Shot], video: Sequence[Shot], place: tuple[float, ...]
) -> tuple[Doubles, Doubles] | None:
    """Compare each frame of the clip with each of the video, and those with the next ones."""
    import numpy as np

    size = _size(clip[0].pixels, video[0].pixels, place)
    across, down, seen = _grid(size, place)
    if seen.mean() < _SEEN:
        return None
    ours = np.stack([_normal(_scaled(each.pixels, size), seen) for each in clip])
    theirs = np.stack([_normal(_sampled(each.pixels, across, down), seen) for each in video])
    after = (theirs[1:] * theirs[:-1]).sum(axis=1)
    return np.asarray(ours @ theirs.T, np.float64), np.asarray(after, np.float64)


def _size(clip: Bytes, video: Bytes, place: tuple[float, ...]) -> tuple[int, int]:
    """Give width and height at which the clip is compared: no finer than the video shows it."""
    import numpy as np

    high, wide = clip.shape
    linear = np.reshape(place, (3, 3))[:2, :2] / place[8]
    shown = np.sqrt(abs(np.linalg.det(linear)) * video.size / clip.size) * max(wide, high)
    side = float(np.clip(shown, _SMALLEST, _SIDE)) / max(wide, high)
    return max(_WINDOW, round(wide * side)), max(_WINDOW, round(high * side))


def _grid(size: tuple[int, int], place: tuple[float, ...]) -> tuple[Floats, Floats, Mask]:
    """Say where in the video each point of the clip lies (shares), and which lie in it."""
    import numpy as np

    wide, high = size
    x, y = np.meshgrid((np.arange(wide) + 0.5) / wide, (np.arange(high) + 0.5) / high)
    m = place
    depth = m[6] * x + m[7] * y + m[8]
    depth = np.where(np.abs(depth) < 1e-6, 1e-6, depth)  # noqa: PLR2004 - a horizon
    across, down = (m[0] * x + m[1] * y + m[2]) / depth, (m[3] * x + m[4] * y + m[5]) / depth
    seen = (across >= 0) & (across <= 1) & (down >= 0) & (down <= 1)
    return np.asarray(across, np.float32), np.asarray(down, np.float32), seen


def _scaled(pixels: Bytes, size: tuple[int, int]) -> Floats:
    import cv2
    import numpy as np

    return np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), np.float32)


def _sampled(pixels: Bytes, across: Floats, down: Floats) -> Floats:
    """Give the video as the clip shows it, blurred where the clip is coarser."""
    import cv2
    import numpy as np

    high, wide = pixels.shape
    step = max(float(np.ptp(across)) * wide / across.shape[1], 1.0)
    soft = cv2.GaussianBlur(pixels, (0, 0), step / 2) if step > 1 else pixels
    found = cv2.remap(
        soft, across * wide - 0.5, down * high - 0.5, cv2.INTER_LINEAR, None, cv2.BORDER_REPLICATE
    )
    return np.asarray(found, np.float32)


def _normal(pixels: Floats, seen: Mask) -> Floats:
    """Make each pixel say how it stands out of those around it, so that a product correlates.

    What is flat counts for little, and what only one of both shows for nothing.
    """
    import cv2
    import numpy as np

    def mean(values: Floats) -> Floats:
        return np.asarray(cv2.boxFilter(values, -1, (_WINDOW, _WINDOW)), np.float32)

    pixels = np.asarray(cv2.GaussianBlur(pixels, (0, 0), _SOFTNESS), np.float32)
    apart = pixels - mean(pixels)
    spread = np.sqrt(np.maximum(mean(apart * apart), 0))
    found = (apart / np.maximum(spread, FLAT))[seen]
    return np.asarray(found / max(float(np.linalg.norm(found)), 1e-6), np.float32)
