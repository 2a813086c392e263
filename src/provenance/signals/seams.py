"""Seams: straight lines from side to side along which two pictures meet, or a picture its blur.

An edge in a photograph ends somewhere or bends; a seam is there in every part of its length.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from provenance.signals.lines import COLUMNS, ROWS, Area

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Bytes = npt.NDArray[np.uint8]
    Floats = npt.NDArray[np.float32]

_SECTIONS = 8
_STEP = 2.0
_CLEAR = 2.2
_AROUND = 6
_DEEPEST = 3


@dataclass(frozen=True, slots=True)
class Seam:
    """A line before the row or column `at`; `clear` is how much more it changes than the lines
    around it, in the part of its length where that is least but one."""

    axis: int
    at: int
    clear: float


def parted(picture: Bytes, area: Area, least: int, depth: int = 0) -> Iterator[Area]:
    """Give the parts into which the clearest seams part an area; nothing where there are none."""
    seam = _clearest(area.of(picture), least) if depth < _DEEPEST else None
    if seam is None:
        return
    end = area.height if seam.axis == ROWS else area.width
    for start, stop in ((0, seam.at), (seam.at, end)):
        part = area.between(seam.axis, start, stop)
        yield part
        yield from parted(picture, part, least, depth + 1)


def _clearest(view: Bytes, least: int) -> Seam | None:
    found = [
        seam
        for axis, across in ((ROWS, view.T), (COLUMNS, view))
        if (seam := _seam(across, axis, least)) is not None
    ]
    return max(found, key=lambda seam: seam.clear, default=None)


def _seam(view: Bytes, axis: int, least: int) -> Seam | None:
    """Find the clearest seam between two columns."""
    import numpy as np

    if view.shape[0] < 2 * _SECTIONS or view.shape[1] < max(2 * least, 4 * _AROUND):
        return None
    clear = clearness(view)
    clear[: least - 1] = 0
    clear[len(clear) - least + 1 :] = 0
    at = int(np.argmax(clear))
    return Seam(axis, at + 1, float(clear[at])) if clear[at] >= _CLEAR else None


def clearness(view: Bytes) -> Floats:
    """Say of each step between two columns how much more changes there than around it."""
    import numpy as np

    rows = view.shape[0] // _SECTIONS * _SECTIONS
    steps = np.abs(np.diff(view[:rows].astype(np.int16), axis=1))
    sections = steps.reshape(_SECTIONS, -1, steps.shape[1]).mean(axis=1, dtype=np.float32)
    sums = np.cumsum(np.pad(sections, ((0, 0), (_AROUND + 1, _AROUND))), axis=1)
    wide = sums[:, 2 * _AROUND + 1 :] - sums[:, : -2 * _AROUND - 1]
    padded = np.pad(sections, ((0, 0), (1, 1)))
    near = padded[:, :-2] + padded[:, 1:-1] + padded[:, 2:]
    around = (wide - near) / (2 * _AROUND - 2)
    ratios = sections / (around + _STEP)
    found: Floats = np.partition(ratios, 1, axis=0)[1]
    return found
