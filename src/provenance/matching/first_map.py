"""Finds a first map between two pictures from the pairs of keypoints that look most alike.

Two ways are tried. RANSAC (OpenCV) draws three pairs or two at random: it finds any affine map, if
enough of the pairs are right. Where few are, each pair alone says how a picture was shifted, turned
and scaled (Lowe 2004, section 7.3), and the pair that most others support is believed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from provenance.matching.pairs import FEWEST, TOLERANCE, Side, is_sane, one_to_one

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Bytes = npt.NDArray[np.uint8]
    Doubles = npt.NDArray[np.float64]
    Mask = npt.NDArray[np.bool_]
    Numbers = npt.NDArray[np.int64]

_RATIO = 0.85
_TURN = 35.0
_SCALE = 0.8
_NEARBY = 6.0
_DRIFT = 0.15
_ALIKE_TURN = 25.0
_ALIKE_SCALE = 0.6
_SUPPORTED = 3
_AT_ONCE = 64


def first_maps(own: Side, other: Side) -> Iterator[Doubles]:
    """Give maps (2 x 3) to try, from the query's pixels to those of the indexed picture."""
    import cv2

    pairs = _clear_pairs(own, other)
    turned = _of_one_turn(own, other, pairs)
    # Repeated texture can bend an affine map out of shape; then one that cannot bend is tried.
    for estimate in (cv2.estimateAffine2D, cv2.estimateAffinePartial2D):
        yield from _estimated(estimate, own, other, turned, TOLERANCE)
    backing = _of_one_pair(own, other, pairs)
    yield from _estimated(cv2.estimateAffinePartial2D, own, other, backing, 2 * TOLERANCE)


def _estimated(
    estimate: Callable[..., Any], own: Side, other: Side, pairs: Numbers, tolerance: float
) -> Iterator[Doubles]:
    import numpy as np

    if len(pairs) < _SUPPORTED:
        return
    here, there = own.places.points[pairs[:, 0]], other.places.points[pairs[:, 1]]
    found, _ = estimate(here, there, ransacReprojThreshold=tolerance)
    if found is not None and is_sane(np.asarray(found, np.float64)):
        yield np.asarray(found, np.float64)


def _clear_pairs(own: Side, other: Side) -> Numbers:
    """Pair each of our codes with its nearest one, where the second nearest is clearly farther."""
    import numpy as np

    nearest, least, second = _two_nearest(own.codes, other.codes)
    clear = np.flatnonzero(least < _RATIO * second)
    # Many keypoints of a busy query are nearest to the same few; all in one spot, they would agree.
    clear = clear[np.lexsort((clear, least[clear]))]
    return one_to_one(np.column_stack([clear, nearest[clear]]))


def _two_nearest(codes: Bytes, others: Bytes) -> tuple[Numbers, Bytes, Bytes]:
    """Give the nearest of the others to each code, its distance, and that of the next nearest."""
    import numpy as np

    first, second = codes.view("<u8"), others.view("<u8")
    nearest = np.empty(len(first), np.int64)
    least, next_least = np.empty(len(first), np.uint8), np.empty(len(first), np.uint8)
    # Part by part: what is compared then stays in the processor's cache.
    for start in range(0, len(first), _AT_ONCE):
        part = slice(start, start + _AT_ONCE)
        apart = np.bitwise_count(first[part, None, 0] ^ second[None, :, 0])
        apart += np.bitwise_count(first[part, None, 1] ^ second[None, :, 1])
        rows = np.arange(len(apart))
        nearest[part] = apart.argmin(axis=1)
        least[part] = apart[rows, nearest[part]]
        apart[rows, nearest[part]] = 255
        next_least[part] = apart.min(axis=1)
    return nearest, least, next_least


def _of_one_turn(own: Side, other: Side, pairs: Numbers) -> Numbers:
    """Keep the pairs that agree with most others on how the picture was turned and scaled."""
    import numpy as np

    if not len(pairs):
        return pairs
    turns = own.places.angles[pairs[:, 0]] - other.places.angles[pairs[:, 1]]
    scales = own.places.octaves[pairs[:, 0]] - other.places.octaves[pairs[:, 1]]
    apart = np.abs((turns[:, None] - turns[None] + 180) % 360 - 180) < _TURN
    apart &= np.abs(scales[:, None] - scales[None]) < _SCALE
    return np.asarray(pairs[apart[apart.sum(axis=1).argmax()]])


def _of_one_pair(own: Side, other: Side, pairs: Numbers) -> Numbers:
    """Keep the pairs that lie where one of them, the best supported, says that they must.

    A pair's own size and direction are rough, so that what is far from it may be farther off.
    """
    import numpy as np

    if len(pairs) < FEWEST:
        return pairs[:0]
    at, to = pairs[:, 0], pairs[:, 1]
    here, there = own.places.points[at], other.places.points[to]
    octaves = other.places.octaves[to] - own.places.octaves[at]
    degrees = other.places.angles[to] - own.places.angles[at]
    scales, turns = np.exp2(octaves), np.radians(degrees)
    across, down = scales * np.cos(turns), scales * np.sin(turns)
    steps = here[None] - here[:, None]
    x = there[:, None, 0] + across[:, None] * steps[..., 0] - down[:, None] * steps[..., 1]
    y = there[:, None, 1] + down[:, None] * steps[..., 0] + across[:, None] * steps[..., 1]
    off = np.hypot(x - there[None, :, 0], y - there[None, :, 1])
    far = np.hypot(steps[..., 0], steps[..., 1]) * scales[:, None]
    backs = off < _NEARBY + _DRIFT * far
    backs &= np.abs((degrees[:, None] - degrees[None] + 180) % 360 - 180) < _ALIKE_TURN
    backs &= np.abs(octaves[:, None] - octaves[None]) < _ALIKE_SCALE
    return np.asarray(pairs[backs[backs.sum(axis=1).argmax()]])
