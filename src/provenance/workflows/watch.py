"""From a folder in which files arrive to a report on each, for as long as somebody watches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

from provenance.errors import InputError
from provenance.model.case import Claim
from provenance.model.posting import Attachment, Failed, Skipped
from provenance.model.report import Report
from provenance.sources.arrivals import Arrivals, Entry, arrivals
from provenance.workflows import account
from provenance.workflows.check import answers
from provenance.workflows.examine import Wanted, limits_of, prepare
from provenance.workflows.ingest import ingest
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
    prepare(Wanted(as_query=True, keypoints=index.engine.has_keypoints()))
    entries: Iterable[Entry] = arriving.standing if existing or once else ()
    for entry in entries:
        yield _result(index, entry, claim or Claim(), add=add)
    if once:
        return
    for entry in arriving:
        yield _result(index, entry, claim or Claim(), add=add)


def _result(
    index: OpenIndex, entry: Entry, claim: Claim, *, add: bool
) -> Report | Skipped | Failed:
    if not isinstance(entry, Attachment):
        return entry
    assert entry.location is not None  # a folder hands on nothing but files
    limits = limits_of(index.settings)
    wanted = Wanted(as_query=True, keypoints=index.engine.has_keypoints())
    try:
        examination = limited(partial(as_query, limits, wanted), entry.location, limits)
    except InputError as error:
        return account.passed_over(entry.location, error)
    (report,) = answers(index, [examination], claim)
    if add:
        ingest(index, Path(entry.location.path), source="folder")
    return report
