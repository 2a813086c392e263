"""Blocks of sightings for a terminal: matches, what is only possible, and what was set aside."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from provenance.model.case import Case
from provenance.model.match import Match
from provenance.model.report import LookupReport
from provenance.reports.sighting_lines import table
from provenance.reports.timeline import (
    POSSIBLE,
    Entry,
    of_case,
    of_lookup,
    of_set_aside,
    possibly,
    surely,
)
from provenance.reports.wording import counted, set_aside


def of_check(case: Case) -> Iterator[str]:
    """Give the sightings of a check, block by block, each with an empty line behind it."""
    entries = of_case(case)
    sure = [match for match in case.matches if match.dates]
    if sure:
        yield f"  {_counts(surely(entries))} of {counted(len(sure), 'match', 'matches')}"
        yield from _table(surely(entries))
        yield ""
    if possibly(entries) or len(sure) < len(case.matches):
        yield from _possible(possibly(entries), case.matches)
        yield ""
    if case.set_aside:
        yield from _set_aside(case.set_aside)
        yield ""


def of_answer(report: LookupReport) -> Iterator[str]:
    """Give the appearances of a lookup, with what each rests on."""
    entries = of_lookup(report)
    yield from _table(surely(entries), sources=True)
    if possibly(entries) or not all(match.dates for match in report.matches):
        yield ""
        yield from _possible(possibly(entries), report.matches, sources=True)
    if report.set_aside:
        yield ""
        yield from _set_aside(report.set_aside, sources=True)


def _possible(
    entries: Sequence[Entry], matches: Collection[Match], *, sources: bool = False
) -> Iterator[str]:
    pictures = sum(1 for match in matches if not match.dates)
    yield f"  {POSSIBLE}"
    of = f" of {counted(pictures, 'picture', 'pictures')}" if pictures else ""
    yield f"  {_counts(entries)}{of}"
    yield from _table(entries, sources=sources)


def _set_aside(matches: Sequence[Match], *, sources: bool = False) -> Iterator[str]:
    yield f"  {set_aside(matches)}"
    yield from table(of_set_aside(matches), sources=sources)


def _table(entries: Sequence[Entry], *, sources: bool = False) -> Iterator[str]:
    yield from table(entries, sources=sources) if entries else ()


def _counts(entries: Sequence[Entry]) -> str:
    return counted(len(entries), "sighting", "sightings")
