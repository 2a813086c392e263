"""Blocks of a page: what lies between bands of one colour, cut again and again (an XY-cut).

Source: G. Nagy and S. Seth, "Hierarchical representation of optically scanned documents" (1984).
Letterboxes, frames, captions, the surroundings of a screenshot and collages with gutters are pages
to it; a line of text becomes a block too small to keep, and a picture stays whole.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from provenance.signals.lines import COLUMNS, ONE_COLOUR, ROWS, Area, Lines, lines, runs

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Bytes = npt.NDArray[np.uint8]

_DEEPEST = 5
_HARD = 5.0
"""Levels by which the picture changes, on the average, where a band ends that no page has."""


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a page; `whole` tells that nothing divides it further, `trimmed` that only margins
    were taken off the page to get it."""

    area: Area
    whole: bool
    trimmed: bool


def blocks(picture: Bytes, least: int) -> Iterator[Block]:
    """Give the parts of a page whose sides are at least `least` pixels, the largest first."""
    page = Area(0, 0, picture.shape[1], picture.shape[0])
    yield from _cut(picture, page, least, depth=0, trimmed=True)


def _cut(
    picture: Bytes, area: Area, least: int, *, depth: int, trimmed: bool
) -> Iterator[Block]:
    inner = _without_margins(picture, area)
    if min(inner.width, inner.height) < least:
        return
    parts = _parts(picture, inner, least) if depth < _DEEPEST else []
    if inner != area and depth:
        yield Block(area, whole=False, trimmed=False)
    if parts == [inner] and depth:
        parts = []
    yield Block(inner, whole=not parts, trimmed=trimmed)
    for part in parts:
        yield from _cut(picture, part, least, depth=depth + 1, trimmed=False)


def _without_margins(picture: Bytes, area: Area) -> Area:
    """Take off the margins of one colour, one inside the other as in the frame of a meme."""
    for _ in range(_DEEPEST):
        inner = area
        for axis in (ROWS, COLUMNS):
            view = inner.of(picture)
            if not view.size:
                return inner
            found = lines(view, axis)
            start = _margin(found)
            stop = len(found.plain) - _margin(Lines(found.plain[::-1], found.colours[::-1]))
            if start < stop:
                inner = inner.between(axis, start, stop)
        if inner == area:
            break
        area = inner
    return area


def _margin(found: Lines) -> int:
    """Count the lines from the first on that are of its colour."""
    import numpy as np

    same = found.plain & (np.abs(found.colours - found.colours[0]) <= ONE_COLOUR / 2)
    return len(same) if same.all() else int(np.argmin(same))


def _parts(picture: Bytes, area: Area, least: int) -> list[Area]:
    """Cut along the axis that has the widest band; empty where nothing large enough is left."""
    view = area.of(picture)
    bands = {axis: _bands(view, axis) for axis in (ROWS, COLUMNS)}
    widest = {
        axis: max((stop - start for start, stop in found), default=0)
        for axis, found in bands.items()
    }
    axis = COLUMNS if widest[COLUMNS] > widest[ROWS] else ROWS
    if not widest[axis]:
        return []
    edges = [0, *(edge for band in bands[axis] for edge in band), view.shape[axis]]
    return [
        area.between(axis, start, stop)
        for start, stop in zip(edges[::2], edges[1::2], strict=True)
        if stop - start >= least
    ]


def _bands(view: Bytes, axis: int) -> list[tuple[int, int]]:
    """Give the bands of one colour that end hard on both sides, as no sky does."""
    import numpy as np

    found = lines(view, axis)
    across = view if axis == ROWS else view.T
    bands = []
    for start, stop in runs(found.plain):
        edges = across[[max(0, start - 2), start, stop - 1, min(len(across) - 1, stop + 1)]]
        steps = np.abs(np.diff(edges[[0, 1, 3, 2]].astype(np.int16), axis=0)[::2]).mean(axis=1)
        if start and stop < len(across) and steps.min() >= _HARD:
            bands.append((start, stop))
    return bands
