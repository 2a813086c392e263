"""Finds which part of a picture another one really shows, of all that it covers.

Keypoints say how one picture lies on another, and so what it covers if nothing was cut off. But a
picture in a collage was cut to its cell, and under a crop there is what was written there: what is
covered then ends in something foreign. Foreign lines of pixels agree in hardly a place.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from provenance.matching.correlation import FLAT
from provenance.matching.rectangle import Area, richest
from provenance.model.geometry import Box

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float32]
    Mask = npt.NDArray[np.bool_]

_WINDOW = 9
_ALIKE = 0.7
_CHANCE = 0.45
_RANGE = 0.25
_STEP = 3
_FEWEST = 300
_SURE = 0.85
"""Share of the places inside that must agree, or nothing can be told of those outside."""

_HALF = 0.5
_BAND = 4
_PICTURED = 0.15
_LEAST_OFF = 4.0
_OFF, _FAR_OFF = 2.5, 12.5
"""Times the usual difference of greys inside up to which flat lines, and alike ones, belong."""

_LINE_ALIKE = 0.75
_LINE_FLAT = 2.0
_LINE_PARTS = 6
_REACH = 7
_SLIGHT = 0.03
"""Share of a side under which nothing is cut off: it may be the map that is wrong."""


@dataclass(frozen=True, slots=True)
class _Compared:
    """Two pictures of one shape: where they agree, where they show something, how far they differ.

    `off` is the difference of their greys once these were brought to one level.
    """

    one: Floats
    other: Floats
    agree: Mask
    pictured: Mask
    off: Floats

    def turned(self) -> _Compared:
        """Give the same with its columns as rows."""
        return _Compared(self.one.T, self.other.T, self.agree.T, self.pictured.T, self.off.T)

    def flipped(self) -> _Compared:
        """Give the same from the last row to the first."""
        return self._at(slice(None, None, -1), slice(None))

    def across(self, columns: Mask) -> _Compared:
        """Give some of the columns."""
        return self._at(slice(None), columns)

    def _at(self, rows: slice, columns: slice | Mask) -> _Compared:
        return _Compared(
            self.one[rows, columns],
            self.other[rows, columns],
            self.agree[rows, columns],
            self.pictured[rows, columns],
            self.off[rows, columns],
        )


def part(one: Floats, other: Floats, seen: Mask) -> Box | None:
    """Give the part that the query shows, in shares of the match; `None` for all that it covers.

    A side on which nothing was cut off is that of the match, beyond which the query may end.
    Takes what `warp.laid` gives: the query as it lies on the match, the match, and where the query
    has something. The sides of both must be parallel.
    """
    import numpy as np

    rows, columns = (np.flatnonzero(seen.any(axis=axis)) for axis in (1, 0))
    if min(len(rows), len(columns)) < _WINDOW:
        return None
    covered = Area(int(rows[0]), int(rows[-1]) + 1, int(columns[0]), int(columns[-1]) + 1)
    found = _shown(one[covered.slices], other[covered.slices], seen[covered.slices])
    if found is None:
        return None
    wide, high = columns[-1] + 1 - columns[0], rows[-1] + 1 - rows[0]
    return Box(
        (covered.left + found.left) / other.shape[1] if found.left else 0.0,
        (covered.top + found.top) / other.shape[0] if found.top else 0.0,
        (covered.left + found.right) / other.shape[1] if found.right < wide else 1.0,
        (covered.top + found.bottom) / other.shape[0] if found.bottom < high else 1.0,
    )


def _shown(one: Floats, other: Floats, seen: Mask) -> Area | None:
    """Grow what surely agrees until what is left outside surely does not."""
    values, spreads = _correlated(one, other)
    pictured = seen & (spreads >= FLAT)
    agree = pictured & (values > _ALIKE)
    score = ((values - _CHANCE) / _RANGE).clip(-1, 1) * pictured
    core = richest(score[_STEP // 2 :: _STEP, _STEP // 2 :: _STEP]).scaled(_STEP, seen.shape)
    inside = agree[core.slices]
    held = inside.sum() / max(1, pictured[core.slices].sum())
    if held < _SURE or inside.sum() < _FEWEST:
        return None
    off = _off(one, other, core, inside)
    limit = max(_LEAST_OFF, float(off[core.slices][inside].mean()))
    found = _grown(_Compared(one, other, agree, pictured, off), core, _HALF * held, limit)
    return None if found == Area(0, seen.shape[0], 0, seen.shape[1]) else found


def _correlated(one: Floats, other: Floats) -> tuple[Floats, Floats]:
    """Give the correlation (-1 to 1) around each pixel, and the larger spread of the two there."""
    import cv2
    import numpy as np

    def mean(picture: Floats) -> Floats:
        size = (_WINDOW, _WINDOW)
        return np.asarray(cv2.blur(picture, size, borderType=cv2.BORDER_REFLECT), np.float32)

    first, second = mean(one), mean(other)
    spread = np.maximum(mean(one * one) - first * first, 0)
    its = np.maximum(mean(other * other) - second * second, 0)
    common = mean(one * other) - first * second
    values = common / np.maximum(np.sqrt(spread * its), 1e-3)
    return values, np.sqrt(np.maximum(spread, its))


def _off(one: Floats, other: Floats, core: Area, inside: Mask) -> Floats:
    """Give how far the greys differ once their levels are those that agree best inside."""
    import numpy as np

    own, its = one[core.slices][inside], other[core.slices][inside]
    gain, lift = np.polyfit(own.astype(np.float64), its.astype(np.float64), 1)
    return np.asarray(np.abs(gain * one + lift - other), np.float32)


def _grown(compared: _Compared, core: Area, least: float, limit: float) -> Area | None:
    """Move each side outwards as far as lines of pixels agree, at last to the line where they end.

    Lines are looked at across what agrees the other way: a banner says nothing about the sides.
    `None` where no line agrees.
    """
    turned = compared.turned()
    rows, columns = (core.top, core.bottom), (core.left, core.right)
    for last in (False, True):
        upright = _good(turned, columns, rows, least)
        if not upright.any():
            return None
        rows = _ends(compared.across(upright), rows, least, limit, last=last)
        level = _good(compared, rows, columns, least)
        if not level.any():
            return None
        columns = _ends(turned.across(level), columns, least, limit, last=last)
    return Area(*rows, *columns)


def _good(
    compared: _Compared, lines: tuple[int, int], along: tuple[int, int], least: float
) -> Mask:
    """Tell which of the lines agree, where they were found to lie in the picture so far."""
    import numpy as np

    start, stop = along
    agree = compared.agree[:, start:stop].sum(axis=1)
    good = agree >= least * compared.pictured[:, start:stop].sum(axis=1)
    numbers = np.arange(len(good))
    return np.asarray(good & (numbers >= lines[0]) & (numbers < lines[1]))


def _ends(
    compared: _Compared, rows: tuple[int, int], least: float, limit: float, *, last: bool
) -> tuple[int, int]:
    high = len(compared.off)
    first = _outermost(compared, rows[0], least, limit)
    final = _outermost(compared.flipped(), high - rows[1], least, limit)
    if last:
        first, final = _edge(compared.off, first), _edge(compared.off[::-1], final)
        first, final = (0 if each < _SLIGHT * high else each for each in (first, final))
    return first, high - final


def _outermost(compared: _Compared, core: int, least: float, limit: float) -> int:
    """Give the first row, of those before the `core`, that belongs to the picture."""
    agree, pictured = compared.agree.sum(axis=1), compared.pictured.sum(axis=1)
    off, wide = compared.off.mean(axis=1), compared.off.shape[1]
    alike = _lines_alike(compared, core + 1) & (off[: core + 1] < _FAR_OFF * limit)
    first = core
    for row in range(core):
        some = pictured[row : row + _BAND].sum()
        enough = some >= _PICTURED * _BAND * wide and agree[row : row + _BAND].sum() >= least * some
        if enough or alike[row]:
            first = row
            break
    while first > 0 and pictured[first - 1] < _PICTURED * wide and off[first - 1] < _OFF * limit:
        first -= 1
    return first


def _lines_alike(compared: _Compared, count: int) -> Mask:
    """Tell of the first rows which are alike in their details, each together with the next one.

    A strip of three lines between a banner and the edge has no room for a window.
    """
    import cv2
    import numpy as np

    wide = compared.off.shape[1]
    size = (max(_WINDOW, wide // _LINE_PARTS | 1), 1)
    details = []
    for each in (compared.one, compared.other):
        rows = np.ascontiguousarray(each[: count + 1], np.float32)
        rows = rows - cv2.blur(rows, size, borderType=cv2.BORDER_REFLECT)
        details.append(rows - rows.mean(axis=1, keepdims=True))
    one, other = details
    spreads = [np.sqrt((each * each).mean(axis=1)) for each in details]
    values = (one * other).mean(axis=1) / np.maximum(spreads[0] * spreads[1], 1e-3)
    values[np.maximum(*spreads) < _LINE_FLAT] = -1
    after = np.append(values[1:], values[-1:])
    return np.asarray((values + after)[:count] >= 2 * _LINE_ALIKE)


def _edge(off: Floats, first: int) -> int:
    """Move the first row of a picture to where, near it, the greys cease to differ most clearly."""
    if first == 0:
        return 0
    start = max(0, first - _REACH)
    near = off[start : first + _REACH].mean(axis=1)
    splits = [
        (float(near[:at].var() * at + near[at:].var() * (len(near) - at)), at)
        for at in range(1, len(near))
        if near[:at].mean() > near[at:].mean()
    ]
    return start + min(splits)[1] if splits else first
