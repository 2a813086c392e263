"""Follows what a frame shows through the frames before and after it, as the camera moves.

Corners are followed by their surroundings (Lucas and Kanade, 1981; Bouguet's pyramids, 2001), which
is much cheaper than to find keypoints in every frame, and exact to a part of a pixel. One affine
map is fitted to them all, so that what moves by itself does not matter.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    from PIL import Image

    Bytes = npt.NDArray[np.uint8]
    Doubles = npt.NDArray[np.float64]
    Floats = npt.NDArray[np.float32]

_CORNERS = 200
_QUALITY = 0.01
_APART = 5
_WINDOW = (21, 21)
_LEVELS = 3
_TOLERANCE = 1.5
_FEWEST = 8
_LEAST = 0.25
"""Share of the corners that must be found again, all under one map."""


class Followed:
    """A frame (grey pixels) whose corners are looked for in others of the same size."""

    def __init__(self, frame: Image.Image) -> None:
        import cv2
        import numpy as np

        self._pixels: Bytes = np.asarray(frame)
        found = cv2.goodFeaturesToTrack(self._pixels, _CORNERS, _QUALITY, _APART)
        none = np.empty((0, 1, 2), np.float32)
        self._corners: Floats = none if found is None else np.asarray(found, np.float32)
        self._near = np.eye(3)[:2]

    def start_again(self) -> None:
        """Go back to the frame itself, before the frames on its other side are looked at."""
        import numpy as np

        self._near = np.eye(3)[:2]

    def into(self, frame: Image.Image) -> Doubles | None:
        """Give the map (3 x 3, pixels) to the next frame; `None` for one of another shape.

        Corners are looked for where the frame before had them. Where they are not found, that map
        is given again: what turns or runs through the picture may have taken them along, and only
        a look at the pixels can tell that from another scene.
        """
        import numpy as np

        other = np.asarray(frame)
        if other.shape != self._pixels.shape:
            return None
        found = self._moved(other) if len(self._corners) >= _FEWEST else None
        self._near = self._near if found is None else found
        return np.vstack([self._near, [0, 0, 1]])

    def _moved(self, other: Bytes) -> Doubles | None:
        """Fit a map (2 x 3) to the corners that are found again, if these are enough."""
        import cv2
        import numpy as np

        expected = cv2.transform(self._corners, self._near).astype(np.float32)
        there, good, _ = cv2.calcOpticalFlowPyrLK(
            self._pixels,
            other,
            self._corners,
            expected,
            winSize=_WINDOW,
            maxLevel=_LEVELS,
            flags=cv2.OPTFLOW_USE_INITIAL_FLOW,
        )
        kept = good.ravel() == 1
        if kept.sum() < _FEWEST:
            return None
        found, agreeing = cv2.estimateAffine2D(
            self._corners[kept], there[kept], ransacReprojThreshold=_TOLERANCE
        )
        if found is None or agreeing.sum() < max(_FEWEST, _LEAST * len(self._corners)):
            return None
        return np.asarray(found, np.float64)
