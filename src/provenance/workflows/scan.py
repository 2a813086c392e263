"""From a folder to a stream of reports, every file accounted for, resumable after a stop."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import islice
from pathlib import Path

from provenance.errors import InputError
from provenance.media.limits import Limits
from provenance.model.case import Claim, Examination
from provenance.model.media import Location
from provenance.model.posting import Attachment, Failed, Posting, Skipped
from provenance.model.report import Report
from provenance.sources.folder import Folder
from provenance.workflows import account
from provenance.workflows.check import answers
from provenance.workflows.examine import limits_of, prepare
from provenance.workflows.journal import Journal
from provenance.workflows.neural import wanted_of_query
from provenance.workflows.opening import OpenIndex
from provenance.workflows.queries import as_query
from provenance.workflows.wanted import Wanted
from provenance.workflows.workers import Answered, Workers, worker_count

Result = Examination | Skipped | Failed

# Files that travel to a decoding process in one message; each message costs as much as a hash.
_IN_ONE_MESSAGE = 4

# Queries that share one pass over the packed hashes, and results between two safe points.
_TOGETHER = 16


def scan(
    index: OpenIndex, folder: str | Path, *, claim: Claim | None = None, restart: bool = False
) -> Iterator[Report | Skipped | Failed]:
    """Check every file below a folder, in the order of its names.

    What was examined before a stop is not examined again; it is searched again, because the index
    may have grown. `restart` forgets what an earlier, stopped scan did. Raises `InputError` where
    the folder itself cannot be read.
    """
    wanted = wanted_of_query(index)
    limits = limits_of(index.settings)
    weights = wanted.weights.sha256 if wanted.weights else ""
    with Journal(Path(folder), limits, keypoints=wanted.keypoints, weights=weights) as journal:
        if restart:
            journal.forget()
        results = _results(index, Path(folder), journal, wanted)
        while together := list(islice(results, _TOGETHER)):
            journal.save()
            yield from _answered(index, together, claim or Claim())
        journal.end()


def _results(index: OpenIndex, folder: Path, journal: Journal, wanted: Wanted) -> Iterator[Result]:
    """Examine what the journal does not know; one result for each entry, in order."""
    prepare(wanted)
    limits = limits_of(index.settings)
    entries = (_question(entry, journal) for entry in Folder().attachments(folder, Posting()))
    count = worker_count(index.settings.workers)
    examining = partial(_examine, limits, wanted)
    with Workers(examining, limits, count, together=_IN_ONE_MESSAGE) as pool:
        for question, result in pool.map(entries):
            if isinstance(result, InputError):
                assert isinstance(question, Location)
                yield account.passed_over(question, result)
                continue
            if isinstance(result, Examination) and not isinstance(question, Answered):
                journal.note(result)
            yield result


def _examine(limits: Limits, wanted: Wanted, location: Location) -> Result:
    return as_query(limits, wanted, location)


def _question(
    entry: Attachment | Skipped | Failed, journal: Journal
) -> Location | Answered[Result]:
    if not isinstance(entry, Attachment):
        return Answered(entry)
    assert entry.location is not None  # a folder hands on nothing but files
    known = journal.known(entry.location)
    return entry.location if known is None else Answered(known)


def _answered(
    index: OpenIndex, results: list[Result], claim: Claim
) -> Iterator[Report | Skipped | Failed]:
    reports = answers(index, [each for each in results if isinstance(each, Examination)], claim)
    for result in results:
        yield next(reports) if isinstance(result, Examination) else result
