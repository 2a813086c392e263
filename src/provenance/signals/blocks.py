"""Blocks of a page: what lies between bands of one colour, cut again and again (an XY-cut).

Source: G. Nagy and S. Seth, "Hierarchical representation of optically scanned documents" (1984).
Letterboxes, frames, captions, the surroundings of a screenshot and collages with gutters are pages
to it; a line of text becomes a block too small to keep, and a picture stays whole.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from provenance.signals.lines import COLUMNS, HARD, ROWS, SAME, Area, Lines, bands, lines, steps

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Bytes = npt.NDArray[np.uint8]

_DEEPEST = 5
_DRAWN = 4
"""Levels by which a line differs in itself that a program drew."""


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a page.

    `whole` tells that nothing divides it further, `trimmed` that only margins were taken off the
    page to get it.
    """

    area: Area
    whole: bool
    trimmed: bool


def blocks(picture: Bytes, least: int) -> Iterator[Block]:
    """Give the parts of a page whose sides are at least `least` pixels."""
    page = Area(0, 0, picture.shape[1], picture.shape[0])
    cut = _Cut(picture, _colours(picture), least)
    yield from cut.blocks(page, depth=0)


@dataclass(frozen=True, slots=True)
class _Cut:
    """How a page is cut: `colours` are those of its paper, `least` the pixels of a side."""

    picture: Bytes
    colours: tuple[float, ...]
    least: int

    def blocks(self, area: Area, depth: int) -> Iterator[Block]:
        """Give an area without each of its margins, then its parts."""
        levels = self._levels(area)
        inner = levels[-1]
        if min(inner.width, inner.height) < self.least:
            return
        parts = self._parts(inner) if depth < _DEEPEST else []
        yield Block(inner, whole=not parts, trimmed=not depth)
        for outer in levels[:-1]:
            yield Block(outer, whole=False, trimmed=not depth)
        for part in parts:
            yield from self.blocks(part, depth + 1)

    def _levels(self, area: Area) -> list[Area]:
        """Take off the margins of one colour, one inside the other as in the frame of a meme."""
        levels = [area]
        while len(levels) <= _DEEPEST:
            inner = self._inside(self._inside(levels[-1], ROWS), COLUMNS)
            if inner == levels[-1]:
                break
            levels.append(inner)
        return levels

    def _inside(self, area: Area, axis: int) -> Area:
        view = area.of(self.picture)
        if not view.size:
            return area
        found, across = lines(view, axis), view if axis == ROWS else view.T
        start = self._margin(found, across)
        stop = len(across) - self._margin(found.reversed(), across[::-1])
        return area.between(axis, start, stop) if start < stop else area.between(axis, 0, 0)

    def _margin(self, found: Lines, across: Bytes) -> int:
        """Count the lines from the first on that are of its colour and end hard, or are paper."""
        import numpy as np

        same = found.plain & (np.abs(found.colours - found.colours[0]) <= SAME)
        length = len(same) if same.all() else int(np.argmin(same))
        paper = self._is_paper(found.colours[0])
        return length if paper or _step(across, length) >= HARD else 0

    def _is_paper(self, colour: float) -> bool:
        return any(abs(colour - each) <= SAME for each in self.colours)

    def _parts(self, area: Area) -> list[Area]:
        """Cut along the axis that has the widest band; empty where there is none."""
        view = area.of(self.picture)
        cuts = {axis: self._bands(view, axis) for axis in (ROWS, COLUMNS)}
        widest = {
            axis: max((stop - start for start, stop in found), default=0)
            for axis, found in cuts.items()
        }
        axis = COLUMNS if widest[COLUMNS] > widest[ROWS] else ROWS
        edges = [0, *(edge for band in cuts[axis] for edge in band), view.shape[axis]]
        parts = [
            area.between(axis, start, stop)
            for start, stop in zip(edges[::2], edges[1::2], strict=True)
            if stop - start >= self.least
        ]
        return parts if cuts[axis] else []

    def _bands(self, view: Bytes, axis: int) -> list[tuple[int, int]]:
        """Give the bands of one colour between pictures: they end hard, as no sky does."""
        found = lines(view, axis)
        across = view if axis == ROWS else view.T
        kept = []
        for start, stop in bands(found):
            hard = [_step(across, stop) >= HARD, _step(across[::-1], len(across) - start) >= HARD]
            paper = self._is_paper(found.colours[start])
            inside = start and stop < len(across)
            if inside and (all(hard) or (paper and any(hard))):
                kept.append((start, stop))
        return kept


def _colours(picture: Bytes) -> tuple[float, ...]:
    """Give the colours of the page's outermost lines that no camera took: they have no noise."""
    outermost = (picture[0], picture[-1], picture[:, 0], picture[:, -1])
    return tuple(
        float(line.mean()) for line in outermost if int(line.max()) - int(line.min()) <= _DRAWN
    )


def _step(across: Bytes, at: int) -> float:
    """Measure how much a picture changes where a margin of `at` lines ends."""
    if not 0 < at < len(across):
        return 0.0
    # The line in between may hold some of both.
    return float(steps(across[[at - 1, min(at + 1, len(across) - 1)]], ROWS).mean())
