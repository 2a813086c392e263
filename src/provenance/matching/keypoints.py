"""Finds spread SIFT keypoints and gives each a code of 128 bits; the door to OpenCV's detector.

Keypoints are spread over a grid of 8 x 8 cells and taken in turn, the strongest of each cell
first, so that the letters of a caption cannot take all places: it finds memes that the strongest
keypoints lose. Codes are binarised RootSIFT: Lowe, "Distinctive image features from
scale-invariant keypoints", 2004; Arandjelovic and Zisserman, "Three things everyone should know to
improve object retrieval", 2012.
"""

from __future__ import annotations

from functools import cache
from pkgutil import get_data
from typing import TYPE_CHECKING

from provenance.matching import places
from provenance.model.keypoints import CODE_BYTES, Keypoints

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    import numpy.typing as npt
    from cv2 import KeyPoint
    from PIL import Image

    Bytes = npt.NDArray[np.uint8]
    Floats = npt.NDArray[np.float32]
    Indices = npt.NDArray[np.int64]

STORED_SIDE = 400
"""Pixels of the longer side of an indexed picture. OpenCV doubles it, so the finest keypoints are
those of an 800-pixel picture; measured: more is dearer and finds no more."""

STORED = 268
"""Keypoints of an indexed picture: three pictures fill a page of the index."""

QUERIED_SIDE = 512
QUERIED = 1000

_SMALLEST_QUERIED = 320
_CELLS = 8
_CONTRASTS = (0.02, 0.008)
_BINS = 8


def stored(luma: Image.Image) -> Keypoints:
    """Find the keypoints of a picture that goes into the index; `luma` is of mode L."""
    return _found(luma, STORED_SIDE, STORED_SIDE, STORED)


def queried(luma: Image.Image) -> Keypoints:
    """Find the many keypoints of a query: a small part of it may be all that matches."""
    return _found(luma, _SMALLEST_QUERIED, QUERIED_SIDE, QUERIED)


def prepare() -> None:
    """Import now what every picture needs, so that processes forked later share it."""
    import cv2

    # The processes are the parallelism; a second pool of threads would only fight with them.
    cv2.setNumThreads(1)
    medians()


def mirrored(keypoints: Keypoints) -> Keypoints:
    """Give the keypoints that the picture's mirror image has, without looking for them."""
    import numpy as np

    width, height = keypoints.width, keypoints.height
    codes = np.frombuffer(keypoints.codes, np.uint8).reshape(-1, CODE_BYTES)
    bits = np.unpackbits(codes, axis=1)[:, _mirror_order()]
    turned = places.packed(places.mirrored(keypoints, places.unpacked(keypoints)), width, height)
    return Keypoints(width, height, np.packbits(bits, axis=1).tobytes(), turned)


def _found(luma: Image.Image, smallest: int, largest: int, most: int) -> Keypoints:
    import cv2
    import numpy as np

    pixels = _resized(np.asarray(luma), smallest, largest)
    height, width = pixels.shape
    for contrast in _CONTRASTS:
        sift = cv2.SIFT.create(nfeatures=0, contrastThreshold=contrast, enable_precise_upscale=True)
        found = sift.detect(pixels, None)
        # A picture of fog or sand has little to show; then the little counts.
        if len(found) >= most // 2:
            break
    chosen = _spread(found, width, height, most)
    if not chosen:
        return Keypoints(width, height, b"", b"")
    # Some lie so near the edge that no descriptor can be made of them.
    kept, descriptors = sift.compute(pixels, chosen)
    where = places.Places(
        # OpenCV counts from the middle of the first pixel, all else here from its corner.
        np.array([each.pt for each in kept], np.float32) + np.float32(0.5),
        np.log2(np.array([each.size for each in kept], np.float32)),
        np.array([each.angle for each in kept], np.float32),
    )
    packed = places.packed(where, width, height)
    return Keypoints(width, height, _coded(np.asarray(descriptors, np.float32)).tobytes(), packed)


def _resized(pixels: Bytes, smallest: int, largest: int) -> Bytes:
    """Scale a picture so that its longer side lies between two lengths."""
    import cv2
    import numpy as np

    height, width = pixels.shape
    longer = max(width, height)
    scale = min(max(longer, smallest), largest) / longer
    if scale == 1:
        return pixels
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(pixels, size, interpolation=how), np.uint8)


def _spread(found: Sequence[KeyPoint], width: int, height: int, most: int) -> list[KeyPoint]:
    """Take the strongest of each cell, then the second of each, until there are enough."""
    import numpy as np

    if not found:
        return []
    points = np.array([each.pt for each in found])
    strengths = np.array([each.response for each in found])
    columns = np.clip((points[:, 0] * _CELLS / width).astype(int), 0, _CELLS - 1)
    rows = np.clip((points[:, 1] * _CELLS / height).astype(int), 0, _CELLS - 1)
    cells = rows * _CELLS + columns
    # The place breaks ties, so that the order in which OpenCV happened to find them does not.
    order = np.lexsort((points[:, 0], points[:, 1], -strengths, cells))
    ordered = cells[order]
    turn = np.arange(len(order)) - np.searchsorted(ordered, ordered)
    taken = order[np.lexsort((np.arange(len(order)), -strengths[order], turn))][:most]
    return [found[at] for at in taken]


def _coded(descriptors: Floats) -> Bytes:
    """Normalise to sum 1, take the root, compare with each dimension's median."""
    import numpy as np

    sums = np.maximum(descriptors.sum(axis=1, keepdims=True), np.float32(1e-6))
    return np.packbits(np.sqrt(descriptors / sums) > medians(), axis=1)


@cache
def medians() -> Floats:
    """Give the median of each dimension, shipped with the program and equal under mirroring."""
    import numpy as np

    data = get_data("provenance.matching", "data/medians.bin") or b""
    return np.frombuffer(data, "<f4")


@cache
def _mirror_order() -> Indices:
    """Give the dimension that each one becomes: 4 x 4 cells of 8 directions, flipped left to right.

    A descriptor's rows lie across its keypoint's direction, so that mirroring turns their order.
    """
    import numpy as np

    side, directions = 4, np.arange(_BINS)
    return np.array(
        [
            ((side - 1 - row) * side + column) * _BINS + (_BINS - direction) % _BINS
            for row in range(side)
            for column in range(side)
            for direction in directions
        ]
    )
