"""Reads web archives: the pictures and videos in WARC, ARC and WACZ files, each with its page.

A capture is an upper bound: the page was public by then, perhaps long before. A link that was
captured twice may have shown two pictures, so each capture is a posting of its own.
"""

from __future__ import annotations

import base64
import binascii
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import IO, TYPE_CHECKING, cast

from provenance.errors import SourceError
from provenance.model.media import RECORD, Location
from provenance.model.moment import Clock
from provenance.model.posting import Attachment, Failed, JoinKey, Posting, Skipped
from provenance.sources import warc_parts
from provenance.sources.cut_zip import Part, members
from provenance.sources.fields import base
from provenance.sources.stated import filled
from provenance.sources.times import CRAWLER, iso
from provenance.sources.trees import OnDisk, is_zip, start_of, tree_of
from provenance.sources.visual import NOT_VISUAL, is_visual
from provenance.sources.warc_records import Record, records

if TYPE_CHECKING:
    from warcio.recordloader import ArcWarcRecord

_GZIP = b"\x1f\x8b"
_BEGINS = (b"WARC/", b"filedesc://")
_NAMES = (".warc", ".warc.gz", ".arc", ".arc.gz")
_WACZ = ".wacz"
_SHA1_BYTES = 20
_SCREENSHOT = re.compile(r"^urn:(view|thumbnail|fullPage):(?=https?:)")
"""What Browsertrix puts before the link of a page that it took a picture of."""


@dataclass(frozen=True, slots=True)
class _Capture:
    """A captured file whose page may still be told by the request that follows it."""

    ident: str
    url: str
    attachment: Attachment
    missing: str

    def entries(self) -> Iterator[Attachment | Skipped]:
        """Give the file, and what of it is not there."""
        yield self.attachment
        if self.missing:
            yield Skipped(self.attachment.where, self.missing)


class Warc:
    """Reads records one after the other; of a broken archive, what comes before the break."""

    name = "warc"
    recognised_by = "a web archive (WARC, ARC, or WACZ, which holds them)"

    def accepts(self, path: Path) -> bool:
        """Take an archive by its first bytes, and a ZIP archive that holds one."""
        start = start_of(path)
        if start.startswith(_GZIP):
            start = _inflated(start)
        if is_zip(path):
            return path.suffix.lower() == _WACZ or any(_archives(path))
        return start.startswith(_BEGINS)

    def index_file(self, path: Path) -> Path | None:
        """Name the archive."""
        return path

    def attachments(self, path: Path, stated: Posting) -> Iterator[Attachment | Skipped | Failed]:
        """Stream an entry for every capture; `where` names its link and its place."""
        for entry in _whole(path) if not is_zip(path) else _packed(path):
            if isinstance(entry, Attachment):
                yield replace(entry, posting=filled(entry.posting, stated))
            else:
                yield entry


def _whole(path: Path) -> Iterator[Attachment | Skipped | Failed]:
    tree = tree_of(path)
    with tree.open(path.name) as file:
        yield from _entries(file, tree.location(path.name), path.name)


def _packed(path: Path) -> Iterator[Attachment | Skipped | Failed]:
    """Read the archives in a WACZ; of one that is cut off, those that are still there."""
    try:
        tree = tree_of(path)
    except SourceError:
        yield from _cut_off(path)
        return
    names = list(_archives(path))
    if not names:
        shown = Location(str(path)).display
        raise SourceError(f"{shown} is a WACZ that holds no WARC file; fetch it again")
    for name in names:
        with tree.open(name) as file:
            yield from _entries(file, tree.location(name), name)


def _cut_off(path: Path) -> Iterator[Attachment | Skipped | Failed]:
    with OnDisk(path.parent).open(path.name) as file:
        for member in list(members(file)):
            if member.name.lower().endswith(_NAMES):
                if member.stored:
                    part = cast("IO[bytes]", Part(file, member.start, member.end))
                    yield from _entries(part, Location(str(path)), member.name)
                else:
                    yield Failed(member.name, "it is compressed in an archive that is cut off")
    shown = Location(path.name).display
    yield Failed(shown, "the archive is cut off; what is there was read, fetch it again")


def _inflated(start: bytes) -> bytes:
    try:
        return zlib.decompressobj(31).decompress(start, 64)
    except zlib.error:
        return b""


def _archives(path: Path) -> Iterator[str]:
    try:
        tree = tree_of(path)
    except SourceError:
        return
    yield from (name for name in tree.names() if name.lower().endswith(_NAMES))


def _entries(
    file: IO[bytes], archive: Location, name: str
) -> Iterator[Attachment | Skipped | Failed]:
    held: _Capture | None = None
    for record in records(file, name):
        if isinstance(record, Failed):
            if held:
                yield from held.entries()
                held = None
            yield record
            continue
        found = record.record
        kind = found.rec_type
        if kind == "request" and held and _header(found, "WARC-Concurrent-To") == held.ident:
            held = _with_page(held, found)
            continue
        if held:
            yield from held.entries()
            held = None
        if kind not in {"response", "resource", "revisit"}:
            continue
        entry = _entry(record, archive, name)
        if isinstance(entry, _Capture):
            held = entry
        else:
            yield entry
    if held:
        yield from held.entries()


def _entry(found: Record, archive: Location, name: str) -> _Capture | Skipped | Failed:
    record, offset = found.record, found.offset
    url = _text(_header(record, "WARC-Target-URI"))
    where = f"{PurePosixPath(name).name} {url} at byte {offset}"
    http = record.http_headers
    status = http.get_statuscode() if http else warc_parts.WHOLE
    content_range = (http.get_header("Content-Range") if http else "") or ""
    media_type = _media_type(record)
    if not is_visual(media_type, base(url)):
        return Skipped(where, f"{media_type or 'of no stated type'}: {NOT_VISUAL}")
    reason = warc_parts.left_out(status, content_range)
    if reason and record.rec_type != "revisit":
        return Skipped(where, reason)
    try:
        moments = iso(_text(_header(record, "WARC-Date")), Clock.CRAWLED, CRAWLER)
    except ValueError as error:
        return Failed(where, f"it cannot be understood: {error}")
    stated = moments[0].stated if moments else ""
    posting = Posting("web", f"{url}@{stated}", _page(record, url), "", "", moments)
    inside = Location(archive.path, (*archive.inside, f"{RECORD}{offset}"))
    # of a record that is cut off, the header still says which bytes were there
    held = None if record.rec_type == "revisit" or found.damage else inside
    attachment = Attachment(posting, held, where, key_of(_header(record, "WARC-Payload-Digest")))
    missing = warc_parts.missing(status, content_range)
    return _Capture(_header(record, "WARC-Record-ID"), url, attachment, missing)


def _page(record: ArcWarcRecord, url: str) -> str:
    """Give the link of a file; of a screenshot that a crawler made, that of the page."""
    shown = _text(_header(record, "WARC-Refers-To-Target-URI"))
    if url.startswith("file:") and "://" in shown:
        return shown
    return _SCREENSHOT.sub("", url)


def _with_page(held: _Capture, request: ArcWarcRecord) -> _Capture:
    """Name the page that asked for a file."""
    page = _text(request.http_headers.get_header("Referer") if request.http_headers else "")
    if "://" not in page:
        return held
    posting = replace(held.attachment.posting, url=page)
    return replace(held, attachment=replace(held.attachment, posting=posting))


def _media_type(record: ArcWarcRecord) -> str:
    stated = record.http_headers.get_header("Content-Type") if record.http_headers else ""
    if not stated and record.rec_type == "resource":
        stated = _header(record, "Content-Type")
    return _text(stated).partition(";")[0].strip().lower()[:60]


def _header(record: ArcWarcRecord, name: str) -> str:
    return record.rec_headers.get_header(name) or ""


def _text(value: str | None) -> str:
    return (value or "").encode("utf-8", "backslashreplace").decode("utf-8")


def key_of(stated: str) -> tuple[JoinKey, ...]:
    """Give the SHA-1 that a digest such as `sha1:…` in Base32 states; none for another."""
    algorithm, _, value = stated.partition(":")
    if algorithm.lower() != "sha1":
        return ()
    try:
        digest = base64.b32decode(value.upper())
    except (binascii.Error, ValueError):
        return ()
    return (JoinKey("sha1", digest.hex()),) if len(digest) == _SHA1_BYTES else ()
