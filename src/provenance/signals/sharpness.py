"""The sharp part of a picture that lies between blurred copies of itself, as in reels and stories."""

from __future__ import annotations

from typing import TYPE_CHECKING

from provenance.signals.lines import COLUMNS, ROWS, Area, runs

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Bytes = npt.NDArray[np.uint8]
    Floats = npt.NDArray[np.float32]

_BLURRED = 0.4
_SMOOTHED = 5
_SMALLEST = 0.04


def sharp(picture: Bytes) -> Area | None:
    """Give the part between blurred margins, or `None` where there are none on two sides."""
    page = Area(0, 0, picture.shape[1], picture.shape[0])
    area = page
    for axis in (COLUMNS, ROWS):
        view = area.of(picture)
        if min(view.shape) <= 2 * _SMOOTHED:
            return None
        start, stop = _between(_changes(view, axis))
        area = area.between(axis, start, stop)
    return None if area == page else area


def _changes(view: Bytes, axis: int) -> Floats:
    """Measure how much neighbouring pixels differ in each row or column."""
    import numpy as np

    # The steps along a line say how sharp it is; those across it would show its border as well.
    steps = np.abs(np.diff(view.astype(np.int16), axis=1 - axis))
    return steps.mean(axis=1 - axis, dtype=np.float32)


def _between(changes: Floats) -> tuple[int, int]:
    """Find the longest run of sharp lines, if lines on both sides of it are blurred."""
    import numpy as np

    kernel = np.full(_SMOOTHED, 1 / _SMOOTHED)
    padded = np.pad(changes, _SMOOTHED // 2, mode="edge")
    smooth = np.convolve(padded, kernel, mode="valid")
    found = runs(smooth > _BLURRED * np.quantile(smooth, 0.8))
    start, stop = max(found, key=lambda run: (run[1] - run[0], -run[0]), default=(0, len(changes)))
    margin = _SMALLEST * len(changes)
    if start < margin or len(changes) - stop < margin:
        return 0, len(changes)
    return start, stop
