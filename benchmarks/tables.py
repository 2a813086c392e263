"""Tables of results, aligned so that they read alike on a terminal and as Markdown."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Bar:
    """What was promised of a figure, and what was measured."""

    promise: str
    measured: float
    limit: float
    at_least: bool = False

    @property
    def met(self) -> bool:
        """Tell whether the measured figure keeps the promise."""
        return self.measured >= self.limit if self.at_least else self.measured <= self.limit

    def __str__(self) -> str:
        return f"{self.promise}: {self.measured:.2f}, {'met' if self.met else 'missed'}"


@dataclass(slots=True)
class Table:
    """One table with the promises it is held against and what a reader must know."""

    title: str
    columns: tuple[str, ...]
    rows: list[tuple[str, ...]] = field(default_factory=list)
    bars: list[Bar] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        parts = [f"### {self.title}", _grid(self.columns, self.rows)]
        parts += ["\n".join(f"- {line}" for line in (*self.bars, *self.notes))]
        return "\n\n".join(part for part in parts if part)


def _grid(columns: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    widths = [max(map(len, cells)) for cells in zip(columns, *rows, strict=True)]
    rule = ("-" * width for width in widths)
    lines = (columns, tuple(rule), *rows)
    return "\n".join(f"| {_line(cells, widths)} |" for cells in lines)


def _line(cells: tuple[str, ...], widths: list[int]) -> str:
    return " | ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True))
