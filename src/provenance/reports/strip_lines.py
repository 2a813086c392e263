"""A strip as a line of text: the whole video, and in it the stretch or the moment that matches."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from provenance.model.match import Match
from provenance.model.strip import Strip
from provenance.reports.columns import COLUMNS
from provenance.reports.moments import brief, moments

_REST, _MARKED = "─", "█"
_WIDEST = 40
SIDES = ("indexed", "checked")
"""What the videos are called, that which was found first."""


def bars(strips: Sequence[Strip], indent: str, names: tuple[str, str] = SIDES) -> Iterator[str]:
    """Give a line for each video: `checked  00:00.0 ──███── 01:40.0`."""
    shown = [each for each in strips if each.marked and each.end_s > each.start_s]
    sides = [(names[each.of_query], brief(each.start_s), brief(each.end_s)) for each in shown]
    widths = [max(map(len, column)) for column in zip(*sides, strict=True)]
    for strip, (name, start, end) in zip(shown, sides, strict=True):
        room = COLUMNS - len(indent) - sum(widths) - 4
        head = f"{indent}{name:<{widths[0]}}  {start:>{widths[1]}} "
        yield f"{head}{bar(strip, min(_WIDEST, room))} {end}"


def bar(strip: Strip, width: int) -> str:
    """Draw so many cells from the first to the last frame; of each stretch one at least."""
    cells = [_REST] * width
    for first, last in ends(strip):
        start = min(width - 1, int(first * width))
        end = max(start + 1, min(width, round(last * width)))
        cells[start:end] = _MARKED * (end - start)
    return "".join(cells)


def ends(strip: Strip) -> list[tuple[float, float]]:
    """Give where each stretch that is marked begins and ends, as shares (0-1) of the video."""
    length = strip.end_s - strip.start_s
    if length <= 0:
        return []

    def share(at: float) -> float:
        return min(1.0, max(0.0, (at - strip.start_s) / length))

    return [(share(first), share(last)) for first, last in strip.every]


def untold(matches: Sequence[Match]) -> int:
    """Count the matches of videos at a moment or in a stretch that have no strips."""
    return sum(1 for match in matches if not match.strips and moments(match))
