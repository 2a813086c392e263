"""Adds what pictures of the index lack, keypoints and embeddings, by reading their files again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial

from provenance.errors import InputError, MediaNotFound
from provenance.index.interface import Lacking, Renewed
from provenance.media import reader
from provenance.media.limits import Limits
from provenance.model.case import Examination
from provenance.model.media import Location
from provenance.model.posting import Failed, Skipped
from provenance.model.report import ExtendReport
from provenance.workflows import account
from provenance.workflows.examine import examined, limits_of, prepare
from provenance.workflows.neural import proven
from provenance.workflows.opening import OpenIndex, tool
from provenance.workflows.wanted import STORED, Wanted
from provenance.workflows.workers import Answered, Workers, worker_count

Result = Examination | Skipped

# Files that travel to a decoding process in one message; each message costs as much as a hash.
_IN_ONE_MESSAGE = 4

# Media in one transaction: what a kill may cost.
_BATCH = 256

_UNKNOWN = "the index knows no file of it"
_GONE = "is gone from everywhere that it was read from; put it back, or ingest it again"
_CHANGED = "changed: it is not the file that was ingested; put that one back, or ingest it again"


@dataclass(frozen=True, slots=True)
class Extended:
    """A media all of whose frames have now what they lacked; that is on the disk."""

    sha256: str


def extend(index: OpenIndex) -> ExtendReport:
    """Bring the keypoints of an index up to this program, and add those that it lacks.

    Where there are weights of a network, so are the embeddings that it lacks of these. Each file
    must still be the one that was ingested. What a stop leaves undone, the next call does. The
    index must be open for writing.
    """
    renewed = index.engine.relist()
    return report_on(index, renewed, extending(index))


def extending(index: OpenIndex) -> Iterator[Extended | Skipped | Failed]:
    """Give an outcome for every media that lacks something, in the order of SHA-256.

    Raises `UsageError` for weights that do not work.
    """
    waiting: list[tuple[Lacking, Examination]] = []
    try:
        for lacking, result in _examined(index):
            match result:
                case Examination():
                    waiting.append((lacking, result))
                case InputError():
                    yield account.failed(_first_file(lacking), result)
                case Skipped():
                    yield result
            if len(waiting) >= _BATCH:
                yield from _stored(index, waiting)
                waiting = []
    except KeyboardInterrupt:
        # What is examined already is stored, so that the next run need not repeat it.
        yield from _stored(index, waiting)
        raise
    yield from _stored(index, waiting)


def report_on(
    index: OpenIndex, renewed: Renewed, outcomes: Iterable[Extended | Skipped | Failed]
) -> ExtendReport:
    """Add up what came of it."""
    extended = 0
    skipped: list[Skipped] = []
    failed: list[Failed] = []
    for each in outcomes:
        match each:
            case Extended():
                extended += 1
            case Skipped():
                skipped.append(each)
            case Failed():
                failed.append(each)
    identity, counts = index.engine.identity(), (renewed.relisted, renewed.dropped)
    return ExtendReport(tool(), identity, extended, *counts, tuple(skipped), tuple(failed))


def _examined(index: OpenIndex) -> Iterator[tuple[Lacking, Result | InputError]]:
    wanted = replace(STORED, weights=proven(index.settings))
    prepare(wanted)
    limits = limits_of(index.settings)
    count = worker_count(index.settings.workers)
    examining = partial(_again, limits, wanted)
    lacking = index.engine.lacking(wanted.weights.sha256 if wanted.weights else "")
    with Workers(examining, limits, count, together=_IN_ONE_MESSAGE) as pool:
        for question, result in pool.map(lacking):
            assert not isinstance(question, Answered)
            yield question, result


def _again(limits: Limits, wanted: Wanted, lacking: Lacking) -> Result:
    """Examine the first file that still holds the media; raises `InputError` if one cannot be read.

    Runs in a decoding process.
    """
    changed, unreadable = False, None
    for location in lacking.files:
        try:
            data = reader.read(location, limits.file_bytes)
            if hashlib.sha256(data).hexdigest() == lacking.media.sha256:
                return examined(location, data, limits, wanted)
            changed = True
        except MediaNotFound:
            continue
        except InputError as error:
            unreadable = error
    if unreadable is not None:
        raise unreadable
    reason = _CHANGED if changed else _GONE if lacking.files else _UNKNOWN
    return Skipped(_first_file(lacking).display, reason)


def _stored(
    index: OpenIndex, waiting: list[tuple[Lacking, Examination]]
) -> Iterator[Extended | Skipped]:
    if waiting:
        index.engine.extend([frame for _, each in waiting for frame in each.all_frames])
    for lacking, examination in waiting:
        # Each is examined for all that it may lack, so that one of them stands for the others.
        brought = {each.frame for each in examination.all_frames if each.keypoints}
        left = len(set(lacking.frames) - brought)
        if left:
            yield Skipped(
                _first_file(lacking).display,
                f"{left} of its frames are not among those that are examined under the present "
                "max_frames; set it as it was",
            )
        else:
            yield Extended(lacking.media.sha256)


def _first_file(lacking: Lacking) -> Location:
    """Name a media by a file of it, or by its bytes where none is known."""
    return next(iter(lacking.files), Location(f"SHA-256 {lacking.media.sha256}"))
