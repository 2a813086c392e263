"""Finds the members of a ZIP archive that was cut off, so that its directory at the end is gone.

Each member has a header of its own before it (PKWARE APPNOTE 4.3.7). Only members that are stored
as they are can be read without the directory, which is how a WACZ has to store its archives.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

_HEADER = struct.Struct("<4sHHHHHIIIHH")
_LOCAL, _AFTER = b"PK\x03\x04", b"PK\x07\x08"
_SIZE_FOLLOWS = 1 << 3
_LARGEST_PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class Member:
    """A member by its own header: where its bytes begin and end, and whether they are stored."""

    name: str
    start: int
    end: int
    stored: bool


class Part:
    """A part of a file that can be read from its start to its end; places are those of the file."""

    def __init__(self, file: IO[bytes], start: int, end: int) -> None:
        self._file = file
        self._end = end
        file.seek(start)

    def read(self, size: int = -1) -> bytes:
        """Read on, never past the end of the part."""
        left = max(0, self._end - self._file.tell())
        return self._file.read(left if size < 0 else min(size, left))

    def tell(self) -> int:
        """Give the place in the whole file."""
        return self._file.tell()


def members(file: IO[bytes]) -> Iterator[Member]:
    """Walk the headers from the beginning; end where none follows."""
    size, at = file.seek(0, 2), 0
    while True:
        file.seek(at)
        head = file.read(_HEADER.size)
        if len(head) < _HEADER.size or not head.startswith(_LOCAL):
            return
        _, _, flags, method, _, _, _, packed, _, named, more = _HEADER.unpack(head)
        name = file.read(named).decode("utf-8", "backslashreplace")
        start = at + _HEADER.size + named + more
        end = start + packed
        if flags & _SIZE_FOLLOWS and not packed:
            end = _found(file, start, size)
        yield Member(name, start, min(end, size), method == 0)
        at = _next(file, end)


def _found(file: IO[bytes], start: int, size: int) -> int:
    """Find the mark that follows a member whose size was not known when it was begun."""
    file.seek(start)
    at, before = start, b""
    while piece := file.read(_LARGEST_PIECE):
        found = (before + piece).find(_AFTER)
        if found >= 0:
            return at - len(before) + found
        at, before = at + len(piece), piece[-3:]
    return size


def _next(file: IO[bytes], end: int) -> int:
    """Pass by what states the size of a member after it: 16 bytes, 24 in a large archive."""
    file.seek(end)
    follows = file.read(28)
    if not follows.startswith(_AFTER):
        return end
    return end + (24 if follows[24:28] == _LOCAL else 16)
