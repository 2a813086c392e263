"""From an export, a list or a folder to sightings in the index, everything accounted for."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from provenance.errors import InputError, MediaNotFound, SourceError, UsageError
from provenance.index.interface import Entry
from provenance.media.limits import Limits
from provenance.model.case import Examination
from provenance.model.media import Location
from provenance.model.moment import Basis, Clock, Moment, Trust, moment
from provenance.model.posting import Attachment, Collection, Failed, Posting, Skipped
from provenance.model.report import IngestReport
from provenance.sources import recognise, source_named
from provenance.sources.interface import Source
from provenance.version import __version__
from provenance.workflows import account
from provenance.workflows.examine import HASHES_ONLY, STORED, Wanted, examine, limits_of, prepare
from provenance.workflows.opening import OpenIndex, tool
from provenance.workflows.workers import Answered, Workers, worker_count

Result = Examination | Skipped | Failed

# Files that travel to a decoding process in one message; each message costs as much as a hash.
_IN_ONE_MESSAGE = 8

# Attachments in one transaction: enough to make its cost small, few enough to lose to a kill.
_BATCH = 256


@dataclass(frozen=True, slots=True)
class Added:
    """An attachment that is stored now; `new` tells whether it was not known before."""

    where: str
    new: bool


def ingest(
    index: OpenIndex,
    path: str | Path,
    *,
    source: str | None = None,
    stated: Posting | None = None,
    dry_run: bool = False,
    keypoints: bool = True,
) -> IngestReport:
    """Fill the index from a path and say what came of everything that was found there.

    `source` names the kind of export; without it, it is recognised. `stated` holds what is known of
    all of it and fills what the source leaves open. With `dry_run` nothing is stored. Without
    `keypoints` only whole pictures can be found, at a tenth of the cost; `extend` adds them later.
    """
    kind = source_of(Path(path), source)
    wanted = STORED if keypoints else HASHES_ONLY
    outcomes = ingesting(index, Path(path), kind, stated=stated, dry_run=dry_run, wanted=wanted)
    return report_on(index, kind, outcomes, dry_run=dry_run)


def source_of(path: Path, name: str | None) -> Source:
    """Give the named source, or the one that recognises the path."""
    return recognise(path) if name is None else source_named(name)


def ingesting(
    index: OpenIndex,
    path: Path,
    source: Source,
    *,
    stated: Posting | None = None,
    dry_run: bool = False,
    wanted: Wanted = STORED,
) -> Iterator[Added | Skipped | Failed]:
    """Give an outcome for everything that the source offers; what is `Added` is on the disk."""
    collection = _collection(source, path)
    waiting: list[Entry] = []
    store = partial(_rehearsed, index, set()) if dry_run else partial(_stored, index, collection)
    try:
        offered = source.attachments(path, stated or Posting())
        for attachment, result in _examined(index, offered, wanted):
            if isinstance(result, Examination):
                assert isinstance(attachment, Attachment)
                waiting.append(Entry(attachment, result))
            elif isinstance(result, InputError):
                assert isinstance(attachment, Attachment)
                yield _placed(attachment, account.passed_over(attachment.location, result))
            else:
                yield result
            if len(waiting) >= _BATCH:
                yield from store(waiting)
                waiting = []
    except KeyboardInterrupt:
        # What is examined already is stored, so that the next run need not repeat it.
        yield from store(waiting)
        raise
    yield from store(waiting)


def report_on(
    index: OpenIndex,
    source: Source,
    outcomes: Iterable[Added | Skipped | Failed],
    *,
    dry_run: bool,
) -> IngestReport:
    """Add up what comes of an ingest; what was added is counted, not kept, however much it is."""
    added = known = 0
    skipped: list[Skipped] = []
    failed: list[Failed] = []
    for each in outcomes:
        match each:
            case Added(new=True):
                added += 1
            case Added():
                known += 1
            case Skipped():
                skipped.append(each)
            case Failed():
                failed.append(each)
    identity = index.engine.identity()
    return IngestReport(
        tool(), identity, source.name, added, known, tuple(skipped), tuple(failed), dry_run
    )


def stated_posting(
    platform: str, account_name: str, url: str, posted: str | None, text: str
) -> Posting:
    """Read what the user says of everything that is ingested; `UsageError` for a bad time."""
    moments: tuple[Moment, ...] = ()
    if posted:
        try:
            moments = (moment(posted, Clock.POSTED, Basis.OPERATOR, Trust.SELF_ASSERTED),)
        except ValueError as error:
            raise UsageError(f"--posted: {error}") from error
    # Words of a command line are bytes, which need not be text.
    said = (platform, url, account_name, text)
    platform, url, account_name, text = (Location(each).display for each in said)
    return Posting(platform, "", url, account_name, text, moments)


def _examined(
    index: OpenIndex, offered: Iterator[Attachment | Skipped | Failed], wanted: Wanted
) -> Iterator[tuple[Attachment | Answered[Result], Result | InputError]]:
    prepare(wanted)
    limits = limits_of(index.settings)
    count = worker_count(index.settings.workers)
    examining = partial(_examine, limits, wanted)
    with Workers(examining, limits, count, together=_IN_ONE_MESSAGE) as pool:
        yield from pool.map(map(_question, offered))


def _question(entry: Attachment | Skipped | Failed) -> Attachment | Answered[Result]:
    return entry if isinstance(entry, Attachment) else Answered(entry)


def _examine(limits: Limits, wanted: Wanted, attachment: Attachment) -> Result:
    return examine(attachment.location, limits, wanted)


def _stored(index: OpenIndex, collection: Collection, entries: list[Entry]) -> Iterator[Added]:
    added = index.engine.add(collection, entries) if entries else ()
    for entry, new in zip(entries, added, strict=True):
        yield Added(entry.attachment.where, new)


def _rehearsed(
    index: OpenIndex, seen: set[tuple[str, str]], entries: list[Entry]
) -> Iterator[Added]:
    """Say what storing would say, without storing."""
    known = index.engine.sightings([entry.examination.media.sha256 for entry in entries])
    for entry in entries:
        sha256 = entry.examination.media.sha256
        key = entry.attachment.posting.key(sha256)
        stored = any(each.posting_key == key for each in known[sha256])
        yield Added(entry.attachment.where, not stored and (sha256, key) not in seen)
        seen.add((sha256, key))


def _placed(attachment: Attachment, entry: Skipped | Failed) -> Skipped | Failed:
    """Name the place in the source where it differs from the file's path."""
    if attachment.where == entry.where:
        return entry
    return replace(entry, where=attachment.where, reason=f"{entry.where}: {entry.reason}")


def _collection(source: Source, path: Path) -> Collection:
    file = source.index_file(path)
    sha256 = "" if file is None else _digest(file)
    shown = Location(str(path.absolute())).display
    return Collection(source.name, shown, sha256, datetime.now(UTC), f"provenance {__version__}")


def _digest(file: Path) -> str:
    shown = Location(str(file)).display
    if not file.is_file():
        raise MediaNotFound(f"{shown}: no such file; check the path, or leave --source away")
    try:
        with file.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise SourceError(
            f"{shown}: cannot be read ({error.strerror}); change its permissions or copy it"
        ) from error
