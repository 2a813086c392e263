"""From an export, a list or a folder to sightings in the index, everything accounted for."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from provenance.errors import InputError, MediaNotFound, MissingPart, SourceError, UsageError
from provenance.index.interface import Entry
from provenance.media.limits import Limits
from provenance.model.case import Examination
from provenance.model.media import Location
from provenance.model.moment import Basis, Clock, Moment, Trust, moment
from provenance.model.posting import Attachment, Collection, Failed, Posting, Skipped
from provenance.model.report import IngestReport, Part, Preview
from provenance.sources import Found, parts, source_named
from provenance.sources.interface import Source
from provenance.version import __version__
from provenance.workflows import account
from provenance.workflows.examine import examine, limits_of, prepare
from provenance.workflows.identify import identified
from provenance.workflows.ledger import Ledger
from provenance.workflows.neural import proven
from provenance.workflows.opening import OpenIndex, tool
from provenance.workflows.wanted import HASHES_ONLY, STORED, Wanted
from provenance.workflows.workers import Answered, Workers, worker_count

Result = Examination | Attachment | Skipped | Failed

# Files that travel to a decoding process in one message; each message costs as much as a hash.
_IN_ONE_MESSAGE = 8

# Previews of a dry run that are kept; the rest is counted.
_PREVIEWED = 1000

# Attachments in one transaction: enough to make its cost small, few enough to lose to a kill.
_BATCH = 256

# Where none has its picture, a row is so cheap that the transaction would be most of its cost: keys
# lie anywhere, so each one writes half of a large index anew. It is two seconds of work.
_BARE_BATCH = 16_384


@dataclass(frozen=True, slots=True)
class Added:
    """An attachment that is stored now; `new` tells whether it was not known before.

    `has_file` tells whether its picture is there. `posting` is what would be stored in a dry run.
    """

    where: str
    new: bool
    has_file: bool = True
    posting: Posting | None = None


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
    Where there are weights of a network, keypoints bring embeddings with them.
    """
    parts = parts_of(Path(path), source)
    wanted = STORED if keypoints else HASHES_ONLY
    outcomes = ingesting(index, parts, stated=stated, dry_run=dry_run, wanted=wanted)
    return report_on(index, parts, outcomes, dry_run=dry_run)


def parts_of(path: Path, name: str | None) -> tuple[Found, ...]:
    """Give the path to the named source, or each part of it to the one that recognises it."""
    return parts(path) if name is None else (Found(source_named(name), path, set()),)


def ingesting(
    index: OpenIndex,
    parts: Sequence[Found],
    *,
    stated: Posting | None = None,
    dry_run: bool = False,
    wanted: Wanted = STORED,
) -> Iterator[Added | Skipped | Failed]:
    """Give an outcome for everything in all parts; a part among others that is broken has failed.

    What is `Added` is on the disk.
    """
    for part in parts:
        try:
            yield from _ingesting(index, part, stated or Posting(), dry_run=dry_run, wanted=wanted)
        except SourceError as error:
            if len(parts) == 1:
                raise
            yield Failed(Location(str(part.path)).display, str(error))


def _ingesting(
    index: OpenIndex, part: Found, stated: Posting, *, dry_run: bool, wanted: Wanted
) -> Iterator[Added | Skipped | Failed]:
    collection = _collection(part.source, part.path)
    waiting: list[Entry] = []
    pictures = 0
    store = partial(_rehearsed, index, set()) if dry_run else partial(_stored, index, collection)
    try:
        offered = _noted(part.source.attachments(part.path, stated), part.taken)
        for attachment, result in _examined(index, offered, wanted):
            if isinstance(result, Examination):
                assert isinstance(attachment, Attachment)
                waiting.append(Entry(attachment, result))
            elif isinstance(result, Attachment):
                waiting.append(Entry(result, None))
            elif isinstance(result, InputError):
                assert isinstance(attachment, Attachment)
                yield _placed(attachment, result)
            else:
                yield result
            pictures += isinstance(result, Examination)
            if pictures >= _BATCH or len(waiting) >= _BARE_BATCH:
                yield from store(waiting)
                waiting, pictures = [], 0
    except (KeyboardInterrupt, SourceError):
        # What is examined already is stored, so that the next run need not repeat it; and an
        # archive that is cut off gives what it has.
        yield from store(waiting)
        raise
    yield from store(waiting)


def report_on(
    index: OpenIndex,
    parts: Sequence[Found],
    outcomes: Iterable[Added | Skipped | Failed],
    *,
    dry_run: bool,
) -> IngestReport:
    """Add up what comes of an ingest; what was added is counted, not kept, however much it is.

    What was skipped, or has failed, is kept with its reason, and packed when it is much.
    """
    added = known = without_picture = 0
    skipped: Ledger[Skipped] = Ledger()
    failed: Ledger[Failed] = Ledger()
    previews: list[Preview] = []
    for each in outcomes:
        match each:
            case Added(new=True):
                added += 1
                without_picture += not each.has_file
                if each.posting and len(previews) < _PREVIEWED:
                    previews.append(Preview(each.where, each.posting, each.has_file))
            case Added():
                known += 1
            case Skipped():
                skipped.append(each)
            case Failed():
                failed.append(each)
    return IngestReport(
        tool(),
        index.engine.identity(),
        ", ".join(dict.fromkeys(part.source.name for part in parts)),
        added,
        known,
        skipped.kept(),
        failed.kept(),
        dry_run,
        without_picture,
        tuple(
            Part(each.source.name, Location(str(each.path)).display, each.source.recognised_by)
            for each in parts
        ),
        tuple(previews),
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
    if wanted.keypoints:
        wanted = replace(wanted, weights=proven(index.settings))
    prepare(wanted)
    limits = limits_of(index.settings)
    count = worker_count(index.settings.workers)
    examining = partial(_examine, limits, wanted)
    with Workers(examining, limits, count, together=_IN_ONE_MESSAGE) as pool:
        yield from pool.map(map(_question, offered))


def _noted(
    offered: Iterable[Attachment | Skipped | Failed], taken: set[str]
) -> Iterator[Attachment | Skipped | Failed]:
    """Note each file that a source hands on, so that the folder round it leaves it alone."""
    for entry in offered:
        if isinstance(entry, Attachment) and entry.location and not entry.location.inside:
            taken.add(os.path.abspath(entry.location.path))
        yield entry


def _question(entry: Attachment | Skipped | Failed) -> Attachment | Answered[Result]:
    if not isinstance(entry, Attachment):
        return Answered(entry)
    posting = identified(entry.posting)
    if posting is not entry.posting:
        entry = Attachment(posting, entry.location, entry.where, entry.keys)
    return Answered(entry) if entry.location is None else entry


def _examine(limits: Limits, wanted: Wanted, attachment: Attachment) -> Result:
    assert attachment.location is not None
    return examine(attachment.location, limits, wanted)


def _stored(index: OpenIndex, collection: Collection, entries: list[Entry]) -> Iterator[Added]:
    added = index.engine.add(collection, entries) if entries else ()
    for entry, new in zip(entries, added, strict=True):
        yield Added(entry.attachment.where, new, entry.examination is not None)


def _rehearsed(index: OpenIndex, seen: set[bytes], entries: list[Entry]) -> Iterator[Added]:
    """Say what storing would say, without storing."""
    examined = [entry.examination.media.sha256 for entry in entries if entry.examination]
    known = index.engine.sightings(examined)
    for entry in entries:
        attachment, sha256 = entry.attachment, ""
        if entry.examination:
            sha256 = entry.examination.media.sha256
            key = attachment.posting.key(sha256)
            files = [each for each in known[sha256] if each.by_key is None]
            stored = any(each.posting_key == key for each in files)
        else:
            sha256 = "/".join(each.value for each in attachment.keys)
            key = attachment.posting.key(sha256)
            stored = index.engine.mentioned(key, attachment.keys)
        # a short digest, for there may be millions; two in ten million are alike once in 10^24
        mark = hashlib.blake2b(f"{sha256} {key}".encode(), digest_size=16).digest()
        new = not stored and mark not in seen
        seen.add(mark)
        yield Added(attachment.where, new, entry.examination is not None, attachment.posting)


def _placed(attachment: Attachment, error: InputError) -> Skipped | Failed:
    """Account for a file that was not examined; name its place where it differs from its path."""
    assert attachment.location is not None
    entry = account.passed_over(attachment.location, error)
    if isinstance(error, MissingPart):
        # Nothing is wrong with the file: the rest of the export is in, and the reason says how.
        entry = Skipped(entry.where, entry.reason)
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
