"""Sightings as lines of text: a row each, and under it what was done, the link and the caption."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from provenance.model.posting import Sighting
from provenance.reports.columns import cut, display_width, fold, pad
from provenance.reports.match_words import closeness, differences, likeness
from provenance.reports.safe import safe_text
from provenance.reports.strip_lines import bars
from provenance.reports.timeline import Entry
from provenance.reports.wording import by_key, decided, minute, when

UNDER = " " * 6
_CAPTION_LINES = 2
_COLUMNS: tuple[tuple[str, int, Callable[[Entry], str]], ...] = (
    ("public", 24, lambda entry: when(entry.moment) if entry.moment else "undated"),
    ("platform", 10, lambda entry: entry.sighting.posting.platform),
    ("account", 16, lambda entry: entry.sighting.posting.account),
    ("match", 18, lambda entry: closeness(entry.match) if entry.match else ""),
)


def table(entries: Sequence[Entry], *, sources: bool = False) -> Iterator[str]:
    """Give the heading and every sighting; a link stands alone on its line, unbroken.

    With `sources` each sighting is followed by the collections and files that it rests on.
    """
    rows = [[safe_text(cell(entry)) or "-" for _, _, cell in _COLUMNS] for entry in entries]
    names = [name for name, _, _ in _COLUMNS]
    limits = [limit for _, limit, _ in _COLUMNS]
    columns = zip(names, *rows, strict=True)
    widths = [_width(cells, limit) for cells, limit in zip(columns, limits, strict=True)]
    yield _row("  #", names, widths)
    for number, (entry, row) in enumerate(zip(entries, rows, strict=True), start=1):
        yield _row(f"{number:>3}", row, widths)
        yield from _under(entry)
        yield from _sources(entry.sighting) if sources else ()


def _under(entry: Entry) -> Iterator[str]:
    posting = entry.sighting.posting
    opinion = likeness(entry.match) if entry.match else ""
    yield from _lines("; ".join(part for part in (entry.mark, opinion) if part))
    yield from bars(entry.match.strips, UNDER) if entry.match else ()
    yield from _lines(entry.why)
    yield from _lines(differences(entry.match) if entry.match else "")
    if entry.match and entry.match.decision:
        yield from _lines(decided(entry.match.decision))
    yield from _lines(f"set aside: {entry.reason}" if entry.reason else "")
    yield from _lines(by_key(entry.sighting.by_key) if entry.sighting.by_key else "")
    yield from _lines(posting.url)
    if posting.text.strip():
        yield from fold(f'"{safe_text(posting.text)}"', UNDER, lines=_CAPTION_LINES)


def _sources(sighting: Sighting) -> Iterator[str]:
    for collection in sighting.collections:
        collected = f"collected {minute(collection.collected_at)} with {collection.tool}"
        yield from _lines(f"from {collection.source} {collection.path}, {collected}")
    for file in sighting.files:
        yield from _lines(f"file {file}")


def _lines(text: str) -> Iterator[str]:
    if text:
        yield from fold(safe_text(text), UNDER)


def _width(cells: Sequence[str], most: int) -> int:
    return min(max(map(display_width, cells)), most)


def _row(number: str, cells: Sequence[str], widths: Sequence[int]) -> str:
    padded = [pad(cell, width) for cell, width in zip(cells, widths, strict=True)]
    return f"{number}  " + "  ".join([*padded[:-1], cut(cells[-1], widths[-1])])
