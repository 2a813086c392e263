"""Streams the records of a web archive, and says where it is cut off or damaged.

warcio is content with less than a record states, and with a compressed archive that ends anywhere;
both are told here, after what could be read.
"""

from __future__ import annotations

import contextlib
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

from provenance.model.media import Location
from provenance.model.posting import Failed

if TYPE_CHECKING:
    from warcio.archiveiterator import ArchiveIterator
    from warcio.recordloader import ArcWarcRecord

SCHEMES = ("http:", "https:", "file:")
"""Links whose records hold an answer of HTTP: Scoop keeps its own screenshots so, as `file:`."""
_LONGEST_LINE = 1 << 20
_ONE_MEMBER = "non-chunked gzip"


@dataclass(frozen=True, slots=True)
class Record:
    """A record, where it begins, and why it is not whole; empty where it is."""

    record: ArcWarcRecord
    offset: int
    damage: str = ""


def records(file: IO[bytes], name: str) -> Iterator[Record | Failed]:
    """Give each record; a `Failed` follows what could be read where the archive is damaged."""
    from warcio.archiveiterator import ArchiveIterator

    shown, place, damaged = Location(name).display, 0, False
    try:
        archive = ArchiveIterator(file, arc2warc=True)
        archive.loader.HTTP_SCHEMES = SCHEMES
        _bound(archive)
        while found := _next(archive):
            place = found.offset
            yield found
            if found.damage:
                damaged = True
                reason = f"the record is damaged ({found.damage}); fetch the archive again"
                yield Failed(f"{shown} at byte {place:,}", reason)
        if not damaged and (reason := _unread(archive, file)):
            yield Failed(shown, _damaged(place, reason))
    except Exception as error:  # noqa: BLE001 - warcio lets through whatever damage leads to
        yield Failed(shown, _reason(place, error))


def _bound(archive: ArchiveIterator) -> None:
    """Limit the lines that warcio reads, which a few compressed bytes may make endless."""
    unbounded = archive.reader.readline

    def bounded(length: int | None = None) -> bytes:
        line: bytes = unbounded(min(length or _LONGEST_LINE, _LONGEST_LINE))
        if len(line) >= _LONGEST_LINE:
            raise ValueError(f"a line of {_LONGEST_LINE:,} bytes or more")
        return line

    archive.reader.readline = bounded


def _next(archive: ArchiveIterator) -> Record | None:
    """Take the next record; what warcio writes to the terminal meanwhile is not for the user."""
    with contextlib.redirect_stderr(io.StringIO()):
        record = next(archive, None)
        if record is None:
            return None
        offset = archive.get_record_offset()  # reads the record to its end
    return Record(record, offset, _damage(archive, record))


def _damage(archive: ArchiveIterator, record: ArcWarcRecord) -> str:
    stated = record.rec_headers.get_header("Content-Length") or ""
    if not stated.isdecimal():
        return "it does not state its length"
    if missing := getattr(record.raw_stream, "limit", 0):
        return f"{missing:,} of its {int(stated):,} bytes are missing"
    packed = archive.reader.decompressor
    if packed is not None and not packed.eof and not archive.next_line:
        return "its compressed block has no end"
    return ""


def _unread(archive: ArchiveIterator, file: IO[bytes]) -> str:
    """Say what is wrong with the end of an archive; empty where all of it was read."""
    if file.read(1) or archive.offset < file.tell():
        return "what follows is cut off, or cannot be unpacked"
    return "a record is longer than it states" if archive.err_count else ""


def _reason(place: int, error: Exception) -> str:
    said = " ".join(str(error).split())[:120] or type(error).__name__
    if _ONE_MEMBER in said:
        return (
            "all records are compressed as one, so that none can be found again; write it anew "
            "with `warcio recompress`"
        )
    return _damaged(place, said)


def _damaged(place: int, reason: str) -> str:
    return (
        f"the archive is damaged after byte {place:,} ({reason}); what comes before was read, "
        "fetch it again for the rest"
    )
