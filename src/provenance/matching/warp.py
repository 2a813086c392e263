"""Lays the pixels of a query on those of an indexed picture, at one sharpness."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Bytes = npt.NDArray[np.uint8]
    Floats = npt.NDArray[np.float32]
    Doubles = npt.NDArray[np.float64]
    Mask = npt.NDArray[np.bool_]

_SHRUNK = 0.9
_SOFTNESS = 1.2
_EDGE = 250

_TO_CORNER = ((1, 0, 0.5), (0, 1, 0.5), (0, 0, 1))
"""OpenCV counts from the middle of the first pixel, all else here from its corner."""


def laid(query: Bytes, match: Bytes, matrix: tuple[float, ...]) -> tuple[Floats, Floats, Mask]:
    """Give the query as it lies on the match, the match, and where the query has something.

    `query` and `match` are grey; `matrix` takes shares of the one to shares of the other, as
    `Alignment.matrix` does. All three results have the shape of `match`. The sharper one is
    blurred, for pictures of unlike sharpness do not agree block by block.
    """
    import cv2
    import numpy as np

    height, width = match.shape
    whole = np.reshape(matrix, (3, 3))
    scale = _scale(whole, query, match)
    if scale < _SHRUNK:
        query = _resized(query, scale)
    if scale > 1 / _SHRUNK:
        match = np.asarray(cv2.resize(_resized(match, 1 / scale), (width, height)), np.uint8)
    there = _middles(whole, query.shape, match.shape)
    aligned = cv2.warpPerspective(query, there, (width, height), flags=cv2.INTER_LINEAR)
    full = np.full(query.shape, 255, np.uint8)
    covered = cv2.warpPerspective(full, there, (width, height), flags=cv2.INTER_LINEAR)
    # What was blurred with the nothing around the query is not the query.
    inside = _soft(np.asarray(covered, np.uint8)) > _EDGE
    return _soft(np.asarray(aligned, np.uint8)), _soft(match), inside


def in_shares(moved: Doubles, shape: tuple[int, ...]) -> Doubles:
    """Give a map (3 x 3) of a picture's pixels to its pixels, as OpenCV gives it, in shares."""
    import numpy as np

    size = np.diag([shape[1], shape[0], 1.0])
    to_corner = np.array(_TO_CORNER)
    whole = to_corner @ moved @ np.linalg.inv(to_corner)
    return np.asarray(np.linalg.inv(size) @ whole @ size)


def _middles(whole: Doubles, query: tuple[int, ...], match: tuple[int, ...]) -> Doubles:
    """Give the map between the middles of pixels, from which OpenCV counts."""
    import numpy as np

    to_corner = np.array(_TO_CORNER)
    from_shares = (
        np.diag([match[1], match[0], 1]) @ whole @ np.diag([1 / query[1], 1 / query[0], 1])
    )
    return np.asarray(np.linalg.inv(to_corner) @ from_shares @ to_corner)


def _soft(pixels: Bytes) -> Floats:
    """Blur a little: a shift of half a pixel must not look like another picture."""
    import cv2
    import numpy as np

    return np.asarray(cv2.GaussianBlur(pixels, (0, 0), _SOFTNESS), np.float32)


_BLUR_WHEN_SMALL = 1.2
_MIXED = 3


def shrunk(pictures: tuple[Floats, Floats, Mask], side: int) -> tuple[Floats, Floats, Mask]:
    """Scale what `laid` gave down to a longer side, as soft as it would have been at that size.

    Laid on each other while they are large, two copies lie less than half a pixel off.
    """
    import cv2
    import numpy as np

    one, other, visible = pictures
    height, width = other.shape
    scale = side / max(width, height)
    if scale >= 1:
        return pictures
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    # Nothing of what lies around the query may be blurred into its edge.
    visible = cv2.erode(visible.astype(np.uint8), np.ones((3, 3), np.uint8), iterations=_MIXED) > 0
    one = np.where(visible, one, other)
    small = [
        np.asarray(cv2.resize(each, size, interpolation=cv2.INTER_AREA), np.float32)
        for each in (one, other, visible.astype(np.float32))
    ]
    first, second = (
        np.asarray(cv2.GaussianBlur(each, (0, 0), _BLUR_WHEN_SMALL), np.float32)
        for each in small[:2]
    )
    return first, second, small[2] > 1 - 1 / _EDGE


def _scale(whole: Doubles, query: Bytes, match: Bytes) -> float:
    """Give the pixels of the match for each of the query, in the middle of what both show."""
    import numpy as np

    a, b, c, d = whole[0, 0], whole[0, 1], whole[1, 0], whole[1, 1]
    area = abs(a * d - b * c) / whole[2, 2] ** 2 * match.size / query.size
    return float(np.sqrt(area))


def _resized(pixels: Bytes, scale: float) -> Bytes:
    import cv2
    import numpy as np

    height, width = pixels.shape
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    return np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), np.uint8)
