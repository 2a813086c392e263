"""Reduces grey pixels to the two small pictures that all hashes are made from.

PDQ wants a 64x64 picture under a double box filter (Jarosz), pHash a 32x32 picture under Pillow's
Lanczos filter. Both filters are linear and see only pixels around each output, so a few products
with narrow matrices serve; this is where most of the cost of ingest was.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache, wraps
from typing import TYPE_CHECKING, ParamSpec, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    import numpy.typing as npt
    from PIL import Image

    Floats = npt.NDArray[np.float32]
    Doubles = npt.NDArray[np.float64]
    Bytes = npt.NDArray[np.uint8]
    Indices = npt.NDArray[np.int64]

P = ParamSpec("P")
T = TypeVar("T")

JAROSZ_SIDE = 64
LANCZOS_SIDE = 32

_LANCZOS = 1
"""Pillow's number for the filter; naming it here keeps Pillow's door in the media room."""

_STRIP_PIXELS = 4_000_000
_PRECISION_BITS = 22
_LOBES = 3.0
_KEPT = 96
_LONGEST_KEPT = 4096
"""Sizes whose matrices are kept: some 20 MB for pictures of the size at which we hash. Those of a
banner or a scroll are too large to keep, and would leave no memory for the pictures after it."""


def _kept(function: Callable[P, T]) -> Callable[P, T]:
    """Remember what a function gives for the lengths, its last argument, that are worth it."""
    remembered = lru_cache(maxsize=_KEPT)(function)

    @wraps(function)
    def kept(*args: P.args, **kwargs: P.kwargs) -> T:
        length = args[-1]
        assert isinstance(length, int)
        return function(*args, **kwargs) if length > _LONGEST_KEPT else remembered(*args)

    return kept


@dataclass(frozen=True, slots=True)
class Projection:
    """The reduced pictures: `jarosz` float32 64x64, `lanczos` uint8 32x32.

    `quality` is PDQ's, 0-100: the sum of the steps between neighbours in `jarosz`.
    """

    jarosz: Floats
    lanczos: Bytes
    quality: int

    def transposed(self) -> Projection:
        """Swap rows and columns."""
        return Projection(self.jarosz.T, self.lanczos.T, self.quality)


def project(luma: Image.Image) -> Projection:
    """Reduce a picture of mode L.

    `jarosz` agrees with the reference PDQ to float rounding; `lanczos` is equal, bit for bit, to
    `luma.resize((32, 32), LANCZOS)`, rounding of the intermediate picture included.
    """
    import numpy as np

    pixels = np.asarray(luma)
    height, width = pixels.shape
    fast = _rows_first(width, height)
    filtered = np.zeros((JAROSZ_SIDE, width), np.float32)
    across = np.empty((height, LANCZOS_SIDE), np.float32)
    strip = max(1, _STRIP_PIXELS // width)
    down_bands = _bands("jarosz", height)
    across_bands = _bands("lanczos", width) if fast else ()
    for top in range(0, height, strip):
        rows = pixels[top : top + strip].astype(np.float32)
        for first, last, left, right, weights in down_bands:
            start, stop = max(left, top), min(right, top + len(rows))
            if start < stop:
                part = weights[:, start - left : stop - left]
                filtered[first:last] += part @ rows[start - top : stop - top]
        for first, last, left, right, weights in across_bands:
            across[top : top + strip, first:last] = rows[:, left:right] @ weights.T
    small = filtered @ jarosz(width).T
    if fast:
        resized = _down(_rounded(pixels, across))
    else:
        resized = np.asarray(luma.resize((LANCZOS_SIDE, LANCZOS_SIDE), _LANCZOS))
    return Projection(small, resized, _quality(small))


def _quality(picture: Floats) -> int:
    """Sum the steps between neighbours, as PDQ's reference does: 0 is flat, 100 is plenty."""
    import numpy as np

    scaled = picture * np.float32(100 / 255)
    down, across = scaled[1:] - scaled[:-1], scaled[:, 1:] - scaled[:, :-1]
    steps = np.trunc(np.abs(down)).sum() + np.trunc(np.abs(across)).sum()
    return min(100, int(steps) // 90)


def _rows_first(width: int, height: int) -> bool:
    """Tell whether Pillow resizes along the rows first, whatever its version.

    Pillow 13 goes along the columns first from height > 2 * width - 32 on (found by trying), older
    ones never do; in that region, and for tiny pictures, Pillow itself is asked.
    """
    return min(width, height) >= 2 * LANCZOS_SIDE and height + 2 * LANCZOS_SIDE <= 2 * width


def _rounded(pixels: Bytes, resized: Floats) -> Bytes:
    """Round as Pillow does; where float32 cannot tell up from down, compute again exactly."""
    import numpy as np

    width = pixels.shape[1]
    # The rounding error of a float32 dot product of n terms is at most n * 2^-24 * sum|a||b|, and
    # the weights of a Lanczos filter sum to less than 1.3 in absolute value.
    taps = 2 * _LOBES * max(1.0, width / LANCZOS_SIDE) + 2
    doubt = np.float32(taps * 2.0**-24 * 255 * 1.3)
    resized += np.float32(0.5)
    rounded = np.floor(resized)
    resized -= rounded
    doubtful = np.flatnonzero(np.abs(resized - np.float32(0.5)) > np.float32(0.5) - doubt)
    if len(doubtful):
        rows, outputs = np.divmod(doubtful, LANCZOS_SIDE)
        columns, weights = _taps(width)
        sums = (pixels[rows[:, None], columns[outputs]] * weights[outputs]).sum(axis=1)
        rounded[rows, outputs] = _fixed_point(sums)
    clipped: Bytes = np.clip(rounded, 0, 255, out=rounded).astype(np.uint8)
    return clipped


def _down(resized: Bytes) -> Bytes:
    import numpy as np

    weights = lanczos(resized.shape[0]).astype(np.float64)
    sums = _fixed_point(weights @ resized.astype(np.float64))
    clipped: Bytes = np.clip(sums, 0, 255).astype(np.uint8)
    return clipped


def _fixed_point(sums: Doubles) -> Doubles:
    import numpy as np

    rounded: Doubles = np.floor((sums + (1 << (_PRECISION_BITS - 1))) / (1 << _PRECISION_BITS))
    return rounded


@_kept
def _bands(kind: str, length: int) -> tuple[tuple[int, int, int, int, Floats], ...]:
    """Cut a filter matrix into bands of outputs, each with only the pixels that it sees.

    Gives the outputs from first to last, the pixels from left to right, and the weights between.
    """
    import numpy as np

    if kind == "jarosz":
        matrix, count = jarosz(length), 8
    else:
        matrix, count = lanczos(length) / np.float32(1 << _PRECISION_BITS), 4
    size = len(matrix) // count
    bands = []
    for first in range(0, len(matrix), size):
        rows = matrix[first : first + size]
        used = np.flatnonzero(rows.any(axis=0))
        left, right = int(used[0]), int(used[-1]) + 1
        bands.append((first, first + size, left, right, np.ascontiguousarray(rows[:, left:right])))
    return tuple(bands)


@_kept
def jarosz(length: int) -> Floats:
    """Give the 64 x length matrix of PDQ's filter: two box passes, then every n/64-th sample.

    Source: ThreatExchange, pdq/cpp/downscaling/downscaling.cpp (window (n + 127) / 128).
    """
    import numpy as np

    window = (length + 127) // 128
    rows = np.arange(JAROSZ_SIDE)
    samples = ((rows + 0.5) * length / JAROSZ_SIDE).astype(int)
    # Where weights begin and where they end; the sum along a row gives the weights themselves.
    steps = np.zeros((JAROSZ_SIDE, length + 1))
    left, right = _box(samples, window, length)
    for outer in range(window):
        at = left + outer
        first, last = _box(np.minimum(at, length - 1), window, length)
        weight = (at < right) / ((right - left) * (last - first))
        steps[rows, first] += weight
        steps[rows, last] -= weight
    matrix = steps.cumsum(axis=1)[:, :length]
    # No weight is smaller than 1 / window², so this is what rounding leaves where there is none.
    matrix[matrix < 0.5 / window**2] = 0
    return matrix.astype(np.float32)


def _box(at: Indices, window: int, length: int) -> tuple[Indices, Indices]:
    """Give the first pixel of the window around each `at`, and the one after its last."""
    import numpy as np

    end = at + (window + 2) // 2
    return np.maximum(0, end - window), np.minimum(length, end)


@_kept
def lanczos(length: int) -> Floats:
    """Give the 32 x length matrix of Pillow's Lanczos filter in its 22-bit fixed point.

    The numbers are whole and below 2^24, so float32 holds them exactly.
    """
    import numpy as np

    columns, weights = _taps(length)
    matrix = np.zeros((LANCZOS_SIDE, length), np.float32)
    # A tap beyond the edge weighs nothing, but shares its column with the last one that does.
    np.add.at(matrix, (np.arange(LANCZOS_SIDE)[:, None], columns), weights)
    return matrix


@_kept
def _taps(length: int) -> tuple[Indices, Doubles]:
    """Give the pixels that each of the 32 outputs sees, and their weights; both 32 x taps.

    Source: Pillow, src/libImaging/Resample.c, precompute_coeffs and normalize_coeffs_8bpc.
    """
    import numpy as np

    scale = length / LANCZOS_SIDE
    shrink = 1.0 / max(scale, 1.0)
    support = _LOBES * max(scale, 1.0)
    centers = (np.arange(LANCZOS_SIDE)[:, None] + 0.5) * scale
    first = np.maximum((centers - support + 0.5).astype(int), 0)
    last = np.minimum((centers + support + 0.5).astype(int), length)
    columns = first + np.arange(int((last - first).max()))
    at = (columns - centers + 0.5) * shrink
    inside = (columns < last) & (at >= -_LOBES) & (at < _LOBES)
    # np.sinc(x) is sin(pi x) / (pi x).
    weights = np.sinc(at) * np.sinc(at / _LOBES) * inside
    # Summed one by one, in order, as the original does.
    fixed = weights / np.add.accumulate(weights, axis=1)[:, -1:] * (1 << _PRECISION_BITS)
    return np.minimum(columns, length - 1), np.trunc(fixed + np.copysign(0.5, fixed))
