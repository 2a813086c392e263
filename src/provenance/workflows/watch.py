"""From a folder in which files arrive to a report on each, for as long as somebody watches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

from provenance.errors import InputError, SourceError
from provenance.model.case import Claim
from provenance.model.posting import Attachment, Failed, Skipped
from provenance.model.report import Report
from provenance.sources.arrivals import Arrivals, Entry, arrivals
from provenance.workflows import account
from provenance.workflows.check import answers
from provenance.workflows.examine import limits_of, prepare
from provenance.workflows.ingest import ingest
from provenance.workflows.neural import proven, wanted_of_query
from provenance.workflows.opening import OpenIndex
from provenance.workflows.queries import as_query
from provenance.workflows.workers import limited

__all__ = ["Arrivals", "arrivals", "watch"]


def watch(
    index: OpenIndex,
    arriving: Arrivals,
    *,
    claim: Claim | None = None,
    existing: bool = False,
    once: bool = False,
    add: bool = False,
) -> Iterator[Report | Skipped | Failed]:
    """Check each file that arrives, one after the other.

    With `existing` what lies there already comes first; with `once` it is all. With `add` each file
    is added to the index after it was checked, so that a later copy finds it.
    """
    prepare(wanted_of_query(index))
    if add:
        proven(index.settings)  # what is wrong with the weights is said before anything arrives
    entries: Iterable[Entry] = arriving.standing if existing or once else ()
    for entry in entries:
        yield from _results(index, entry, claim or Claim(), add=add)
    if once:
        return
    for entry in arriving:
        yield from _results(index, entry, claim or Claim(), add=add)


def _results(
    index: OpenIndex, entry: Entry, claim: Claim, *, add: bool
) -> Iterator[Report | Skipped | Failed]:
    """Give what came of the check, and what could not be added."""
    if not isinstance(entry, Attachment):
        yield entry
        return
    assert entry.location is not None  # a folder hands on nothing but files
    limits = limits_of(index.settings)
    wanted = wanted_of_query(index)
    try:
        examination = limited(partial(as_query, limits, wanted), entry.location, limits)
    except InputError as error:
        yield account.passed_over(entry.location, error)
        return
    yield from answers(index, [examination], claim)
    if not add:
        return
    try:
        added = ingest(index, Path(entry.location.path), source="folder")
    except (InputError, SourceError) as error:  # it went away, or changed, between the two
        yield Failed(entry.location.display, str(error))
    else:
        yield from added.skipped
        yield from added.failed
