"""Reads one member of a ZIP archive, or one record of a WARC file, in place and within limits.

The size that an archive states of a member is not believed: reading stops one byte over the limit.
"""

from __future__ import annotations

import contextlib
import io
import os
import zipfile
from functools import lru_cache
from typing import BinaryIO, cast

from provenance.errors import InputError, MediaNotFound, RefusedMedia, UnreadableMedia
from provenance.model.media import RECORD, Location

_ZIP = b"PK\x03\x04"
_LOCAL_HEADER = 30
"""Bytes of a local header before the name (PKWARE APPNOTE 4.3.7)."""
_PIECE = 1 << 20
_SCHEMES = ("http:", "https:", "file:")
"""Links whose records hold an answer of HTTP, as the source of web archives reads them."""


def read(location: Location, descriptor: int, status: os.stat_result, max_bytes: int) -> bytes:
    """Give the bytes of what lies inside an open archive.

    Raises `MediaNotFound` where it is not there, `RefusedMedia` where it is encrypted or over
    `max_bytes`, `UnreadableMedia` where the archive is damaged or the member is empty.
    """
    with os.fdopen(os.dup(descriptor), "rb") as file:
        try:
            data = _bounded(_entered(file, location, status), location, max_bytes)
        except InputError:
            raise
        except Exception as error:  # whatever damage makes zipfile, warcio or a decompressor raise
            raise UnreadableMedia(
                f"{location.display}: cannot be read from its archive ({_said(error)}); "
                "fetch it again"
            ) from error
    if not data:
        raise UnreadableMedia(f"{location.display}: is empty (0 bytes); fetch it again")
    return data


def _said(error: Exception) -> str:
    return " ".join(str(error).split())[:100] or type(error).__name__


def _entered(file: BinaryIO, location: Location, status: os.stat_result) -> BinaryIO:
    stream = file
    for depth, step in enumerate(location.inside):
        stream.seek(0)
        is_zip = stream.read(len(_ZIP)) == _ZIP
        key = (location.path, status.st_ino, status.st_mtime_ns)
        members = _listed(key, step) if is_zip and not depth else {}
        if step.startswith(RECORD) and step not in members:
            return _record(stream, int(step.removeprefix(RECORD)))
        if is_zip:
            stream = _member(stream, members, step, location)
        else:
            raise UnreadableMedia(f"{location.display}: lies in no ZIP archive; fetch it again")
    return stream


def _listed(key: tuple[str, int, int], step: str) -> dict[str, zipfile.ZipInfo]:
    """List an archive; of one that is cut off, records can still be found by their places."""
    try:
        return _members(*key)
    except zipfile.BadZipFile:
        if step.startswith(RECORD):
            return {}
        raise


@lru_cache(maxsize=2)
def _members(path: str, inode: int, changed: int) -> dict[str, zipfile.ZipInfo]:  # noqa: ARG001
    """List an archive once for all of its members; the last two numbers tell when it is another."""
    with zipfile.ZipFile(path) as archive:
        return {each.filename: each for each in archive.infolist()}


def _member(
    file: BinaryIO, members: dict[str, zipfile.ZipInfo], name: str, location: Location
) -> BinaryIO:
    info = members.get(name)
    if info is None:
        raise MediaNotFound(f"{location.display}: is not in that archive; check the path")
    if info.flag_bits & 1:
        raise RefusedMedia(
            f"{location.display}: is encrypted; unpack it with its password and hand that in"
        )
    if info.compress_type == zipfile.ZIP_STORED:
        return cast("BinaryIO", _Window(file, _start(file, info), info.file_size))
    return cast("BinaryIO", _deflated(file, info))


def _start(file: BinaryIO, info: zipfile.ZipInfo) -> int:
    file.seek(info.header_offset)
    header = file.read(_LOCAL_HEADER)
    if len(header) < _LOCAL_HEADER or not header.startswith(_ZIP):
        raise zipfile.BadZipFile("a member has no header")
    lengths = int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little")
    return info.header_offset + _LOCAL_HEADER + lengths


def _deflated(file: BinaryIO, info: zipfile.ZipInfo) -> zipfile.ZipExtFile:
    return cast("zipfile.ZipExtFile", zipfile.ZipFile(file).open(info))


def _record(file: BinaryIO, offset: int) -> BinaryIO:
    from warcio.archiveiterator import ArchiveIterator

    file.seek(offset)
    with contextlib.redirect_stderr(io.StringIO()):  # it talks to the terminal
        records = ArchiveIterator(file, arc2warc=True)
        records.loader.HTTP_SCHEMES = _SCHEMES
        record = next(records, None)
    if record is None:
        raise EOFError("there is no record at that place")
    return cast("BinaryIO", record.content_stream())


def _bounded(stream: BinaryIO, location: Location, max_bytes: int) -> bytes:
    pieces: list[bytes] = []
    size = 0
    while piece := stream.read(min(_PIECE, max_bytes + 1 - size)):
        pieces.append(piece)
        size += len(piece)
        if size > max_bytes:
            raise RefusedMedia(
                f"{location.display}: unpacks to more than the limit of {max_bytes:,} bytes; "
                "raise max_file_bytes in the settings if you trust it"
            )
    return b"".join(pieces)


class _Window(io.RawIOBase):
    """A part of a file as a file: a member that is stored as it is can be entered anywhere."""

    def __init__(self, file: BinaryIO, start: int, size: int) -> None:
        self._file = file
        self._start = start
        self._size = size
        self._at = 0

    def readable(self) -> bool:
        """Tell that it can be read."""
        return True

    def seekable(self) -> bool:
        """Tell that it can be entered anywhere."""
        return True

    def tell(self) -> int:
        """Give the place from the start of the part."""
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to a place, counted from the start, from here or from the end."""
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        self._at = max(0, base + offset)
        return self._at

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Read on, never past the end of the part."""
        self._file.seek(self._start + self._at)
        data = self._file.read(max(0, min(len(buffer), self._size - self._at)))
        buffer[: len(data)] = data
        self._at += len(data)
        return len(data)
