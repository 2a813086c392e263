"""Finds the rectangle of a table whose values sum up to most (Kadane's scan over all row spans)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float32]
    Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Area:
    """Rows from `top` and columns from `left`; `bottom` and `right` are the first beyond it."""

    top: int
    bottom: int
    left: int
    right: int

    @property
    def slices(self) -> tuple[slice, slice]:
        """Give what cuts it out of an array."""
        return slice(self.top, self.bottom), slice(self.left, self.right)

    def scaled(self, step: int, shape: tuple[int, int]) -> Area:
        """Give it in a table that is so many times finer, and of a shape."""
        bottom, right = min(shape[0], self.bottom * step), min(shape[1], self.right * step)
        return Area(self.top * step, bottom, self.left * step, right)


def richest(table: Floats) -> Area:
    """Give the area (of at least one cell) with the largest sum; `table` has a row and a column."""
    import numpy as np

    high, wide = table.shape
    down = np.vstack([np.zeros((1, wide)), np.cumsum(table, axis=0, dtype=np.float64)])
    tops, bottoms = np.triu_indices(high + 1, 1)
    spans = down[bottoms] - down[tops]
    count = len(tops)
    best, running = np.full(count, -np.inf), np.zeros(count)
    start, first, last = (np.zeros(count, np.int64) for _ in range(3))
    for column in range(wide):
        afresh = running < 0
        running = np.where(afresh, 0, running) + spans[:, column]
        start = np.where(afresh, column, start)
        better = running > best
        best = np.where(better, running, best)
        first, last = np.where(better, start, first), np.where(better, column + 1, last)
    at = int(best.argmax())
    return Area(int(tops[at]), int(bottoms[at]), int(first[at]), int(last[at]))
