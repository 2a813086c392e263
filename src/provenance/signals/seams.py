"""Seams: straight lines from side to side along which two pictures meet, or a picture its blur.

An edge in a photograph ends somewhere or bends; a seam is there in every part of its length.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from provenance.signals.lines import COLUMNS, ROWS, Area, steps

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Bytes = npt.NDArray[np.uint8]
    Floats = npt.NDArray[np.float32]

_SECTIONS = 8
_NOISE = 2.0
_MOST = 3.0
_CLEAR = 2.4
_LIKELY = 0.9
"""What a seam is worth more where panels of one size would meet."""

_BLURRED = 0.6
_SYMMETRIC = 1.5
_MARGINS = (0.04, 0.45)
_AROUND = 6
_DEEPEST = 2


@dataclass(frozen=True, slots=True)
class Seam:
    """A line before the row or column `at`; `clear` is how clear it is, 0-3."""

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


def between_blurred(picture: Bytes) -> Area | None:
    """Give the sharp part between two blurred margins of one width, as in reels and stories."""
    page = Area(0, 0, picture.shape[1], picture.shape[0])
    area = page
    for axis, view in ((COLUMNS, picture), (ROWS, picture.T)):
        margin = _blurred_margin(view)
        area = area.between(axis, margin, view.shape[1] - margin)
    return None if area == page else area


def _blurred_margin(view: Bytes) -> int:
    """Count the columns of a blurred margin at either side; 0 where there is none."""
    import numpy as np

    first, last = (round(share * view.shape[1]) for share in _MARGINS)
    if not _is_large(view) or first < 1:
        return 0
    clear = np.pad(_clearness(view), 1)
    wide = np.maximum(np.maximum(clear[:-2], clear[2:]), clear[1:-1])
    both = np.minimum(wide, wide[::-1])[first:last]
    margin = first + int(np.argmax(both)) + 1
    changes = steps(view, ROWS).mean(axis=0)
    outside = (changes[:margin].mean() + changes[-margin:].mean()) / 2
    blurred = outside < _BLURRED * changes[margin:-margin].mean()
    return margin if blurred and both.max() >= _SYMMETRIC else 0


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

    width = view.shape[1]
    if not _is_large(view) or width < 2 * least:
        return None
    clear = _clearness(view)
    for place in (width / 2, width / 3, 2 * width / 3):
        clear[round(place) - 2 : round(place) + 1] += _LIKELY
    clear[: least - 1] = 0
    clear[len(clear) - least + 1 :] = 0
    at = int(np.argmax(clear))
    return Seam(axis, at + 1, float(clear[at])) if clear[at] >= _CLEAR else None


def _is_large(view: Bytes) -> bool:
    height, width = view.shape
    return bool(height >= 2 * _SECTIONS and width >= 4 * _AROUND)


def _clearness(view: Bytes) -> Floats:
    """Say of each step between two columns how much more changes there than around it, 0-3.

    It is measured in sections of the column and limited in each, so that an edge that is clear in
    some of them only is no seam.
    """
    import numpy as np

    rows = view.shape[0] // _SECTIONS * _SECTIONS
    sections = steps(view[:rows], COLUMNS).reshape(_SECTIONS, rows // _SECTIONS, -1)
    means = sections.sum(axis=1, dtype=np.uint32) * np.float32(_SECTIONS / rows)
    sums = np.zeros((_SECTIONS, means.shape[1] + 2 * _AROUND + 1), np.float32)
    sums[:, _AROUND + 1 : -_AROUND] = np.cumsum(means, axis=1)
    sums[:, -_AROUND:] = sums[:, -_AROUND - 1, None]
    around = sums[:, 2 * _AROUND + 1 :] - sums[:, : -2 * _AROUND - 1] - means
    around[:, 1:] -= means[:, :-1]
    around[:, :-1] -= means[:, 1:]
    around /= 2 * _AROUND - 2
    clear: Floats = np.minimum(means / (around + _NOISE), _MOST).mean(axis=0)
    return clear
