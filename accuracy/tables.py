"""Tables that read alike on a terminal and as Markdown, and goals that were met or missed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bar:
    """What was promised of a figure, and what was measured."""

    promise: str
    measured: float
    limit: float
    at_least: bool = True

    @property
    def met(self) -> bool:
        """Tell whether the measured figure keeps the promise."""
        return self.measured >= self.limit if self.at_least else self.measured <= self.limit

    def __str__(self) -> str:
        return f"{self.promise}: {self.measured:.1f}, {word(met=self.met)}"


def word(*, met: bool) -> str:
    """Say whether a goal was met."""
    return "met" if met else "missed"


def table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Write a table; columns of figures end together, others begin together."""
    widths = [max(3, *map(len, cells)) for cells in zip(columns, *rows, strict=True)]
    right = [all(map(_figure, cells)) for cells in zip(*rows, strict=True)]
    ends = ("-:" if each else "--" for each in right)
    rule = ["-" * (width - 2) + end for width, end in zip(widths, ends, strict=True)]
    return "\n".join(_line(cells, widths, right) for cells in (columns, rule, *rows))


def _figure(cell: str) -> bool:
    return cell[:1].isdigit() or cell == "-"


def _line(cells: Sequence[str], widths: Sequence[int], right: Sequence[bool]) -> str:
    aligned = (
        cell.rjust(width) if end else cell.ljust(width)
        for cell, width, end in zip(cells, widths, right, strict=True)
    )
    return f"| {' | '.join(aligned)} |"
