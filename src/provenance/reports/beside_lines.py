"""Lines of text on embedded pictures, on what matches them, and on links by metadata."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from provenance.model.case import Examination
from provenance.model.link import Links
from provenance.model.match import Match
from provenance.reports import beside
from provenance.reports.columns import fold
from provenance.reports.safe import safe_text
from provenance.reports.sighting_lines import table
from provenance.reports.timeline import of_set_aside, of_sightings
from provenance.reports.wording import counted


def of_hidden(matches: Sequence[Match], *, sources: bool = False) -> Iterator[str]:
    """Give the matches of embedded pictures, apart from all others."""
    if not matches:
        return
    many = counted(len(matches), "match", "matches")
    yield f"  {many} of embedded pictures, which are not the visible ones"
    yield from table(of_set_aside(matches), sources=sources)
    yield ""


def of_links(links: Links, *, sources: bool = False) -> Iterator[str]:
    """Give the files that share a key, each with its keys, and the keys that link nothing."""
    if links.linked:
        number = len(links.linked) + links.more
        yield f"  {counted(number, 'file', 'files')} {beside.NO_PIXELS}"
    for link in links.linked:
        for key in link.keys:
            yield from fold(safe_text(beside.shared(key)), " " * 6, first="    ")
        if not link.matches:
            yield "      its picture does not match"
        if link.sightings:
            yield from table(of_sightings(link.sightings), sources=sources)
    for said in beside.unlinked(links):
        yield from fold(safe_text(said), "    ", first="  ")
    if links.linked or links.common:
        yield ""


def of_embedded(examination: Examination) -> list[str]:
    """Describe the embedded pictures that do not just show the same."""
    return [beside.described(each) for each in beside.told_of(examination)]
