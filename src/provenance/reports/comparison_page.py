"""The page of a comparison: both pictures marked, one over the other, and what differs."""

from __future__ import annotations

from dataclasses import dataclass

from provenance.model.alignment import Alignment, Point
from provenance.model.comparison import Comparison, Side
from provenance.model.geometry import WHOLE, Box
from provenance.reports import beside, clip_words, comparisons

WIDTH = 1000
"""Units of the drawings' width; the height follows the picture."""

_COLUMNS, _ROWS = 5, 4
_CORNERS: tuple[Point, ...] = ((0, 0), (1, 0), (1, 1), (0, 1))
_LINE = 3
_RADIUS = 17
_SLACK = 0.02


@dataclass(frozen=True, slots=True)
class Mark:
    """A numbered point, in units of a drawing."""

    number: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Drawing:
    """What is drawn over a picture.

    `outline` are the corners of the other picture, as the `points` of a polygon; `boxes` are left,
    top, width and height of what differs.
    """

    height: int
    outline: str = ""
    marks: tuple[Mark, ...] = ()
    boxes: tuple[tuple[float, float, float, float], ...] = ()


def as_html(found: Comparison) -> str:
    """Write one page that loads nothing and runs nothing; needs the pictures to be drawn."""
    from provenance.reports.page import render

    first, second, difference = _drawings(found)
    return render(
        "compare.html",
        found=found,
        tool=found.tool,
        answer=comparisons.answer(found),
        transformed=comparisons.transformed(found.match) if found.match else "",
        in_time=list(clip_words.in_time(found)),
        looked_at=list(clip_words.looked_at(found.strips)),
        pairs=[(each, clip_words.when_of(each), clip_words.agreeing(each)) for each in found.pairs],
        shown_at=clip_words.shown_at(found),
        parts=list(comparisons.parts(found)),
        differing=comparisons.differing(found),
        evidence=list(comparisons.evidence(found)),
        drawings=(first, second),
        difference=difference,
        in_full=beside.in_full,
        width=WIDTH,
        stops=tuple(range(10, 100, 10)),
    )


def _drawings(found: Comparison) -> tuple[Drawing, Drawing, Drawing]:
    """Give what is drawn over A, over B, and over the picture of what differs."""
    first, second = _height(found.first), _height(found.second)
    lying = found.lying
    if lying is None:
        return Drawing(first), Drawing(second), Drawing(second)
    pairs = _spread(lying)
    of_other, of_first = _outlined(lying, found.shown)
    return (
        Drawing(
            first,
            _outline(of_other, first),
            _marks([pair[:2] for pair in pairs], first),
        ),
        Drawing(
            second,
            _outline(of_first, second),
            _marks([pair[2:] for pair in pairs], second),
        ),
        Drawing(second, boxes=_boxes(found, lying, second)),
    )


def _height(side: Side) -> int:
    return max(1, round(WIDTH * side.media.height / max(1, side.media.width)))


def _spread(lying: Alignment) -> list[tuple[float, ...]]:
    """Choose one pair of each cell of a grid over A, for all of them would hide the picture."""
    chosen: dict[tuple[int, int], tuple[float, ...]] = {}
    for pair in lying.pairs:
        chosen.setdefault((int(pair[1] * _ROWS), int(pair[0] * _COLUMNS)), pair)
    return [chosen[cell] for cell in sorted(chosen)]


def _outlined(lying: Alignment, shown: Box) -> tuple[list[Point], list[Point]]:
    """Give the corners of B in A, and those of A in B; of the part that both show, if it is less.

    Whole pictures may reach beyond each other.
    """
    if shown == WHOLE:
        return list(map(lying.to_query, _CORNERS)), list(map(lying.to_match, _CORNERS))
    common = lying.outline(shown)
    return list(map(lying.to_query, common)), common


def _marks(points: list[tuple[float, ...]], height: int) -> tuple[Mark, ...]:
    return tuple(
        Mark(number, _inside(x * WIDTH, WIDTH, _RADIUS), _inside(y * height, height, _RADIUS))
        for number, (x, y) in enumerate(points, start=1)
    )


def _outline(corners: list[Point], height: int) -> str:
    """Write a shape, kept a little inside the picture so that its line is seen at the edge."""
    inside = [(_at_edge(x * WIDTH, WIDTH), _at_edge(y * height, height)) for x, y in corners]
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in inside)


def _inside(at: float, length: int, margin: int) -> float:
    return round(min(length - margin, max(margin, at)), 1)


def _at_edge(at: float, length: int) -> float:
    """Move what lies at the edge a little inside; leave what lies far outside where it is."""
    slack = length * _SLACK
    return _inside(at, length, _LINE) if -slack < at < length + slack else round(at, 1)


def _boxes(
    comparison: Comparison, lying: Alignment, height: int
) -> tuple[tuple[float, float, float, float], ...]:
    """Give what differs as boxes over B."""
    found = [lying.box_in_match(box) for box in comparisons.boxes_of(comparison)]
    return tuple(
        (
            round(box.left * WIDTH, 1),
            round(box.top * height, 1),
            round((box.right - box.left) * WIDTH, 1),
            round((box.bottom - box.top) * height, 1),
        )
        for box in found
    )
