"""Takes the blocks of metadata out of a TIFF or BigTIFF that need not be one that can be decoded.

A BigTIFF counts in 64 bits (the BigTIFF file format, Aware Systems 2007), which no reader of EXIF
here knows; so its first directory is written anew as that of a TIFF, without what belongs to the
pixels.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

XMP, IPTC, PHOTOSHOP, ICC = 700, 33723, 34377, 34675
"""The tags that hold a block of their own."""

_POINTERS = (0x8769, 0x8825, 0xA005)
_OF_PIXELS = {273, 279, 288, 289, 324, 325, 330}
_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4}
_WIDE = {
    16: ("Q", 4, "I", 0, 0xFFFFFFFF),
    17: ("q", 9, "i", -0x80000000, 0x7FFFFFFF),
    18: ("Q", 4, "I", 0, 0xFFFFFFFF),
}
_MOST_ENTRIES = 512
_MOST_BYTES = 4 << 20
_DEEPEST = 2


@dataclass(frozen=True, slots=True)
class _Entry:
    tag: int
    kind: int
    count: int
    raw: bytes


@dataclass(slots=True)
class _Tiff:
    """The bytes with how they count; `left` is how many more bytes of values are read."""

    data: bytes
    order: str
    big: bool
    left: int = _MOST_BYTES

    def first(self) -> int:
        """Give where the first directory is."""
        return self.number("Q", 8) if self.big else self.number("I", 4)

    def number(self, letter: str, place: int) -> int:
        """Give a number; raises `struct.error` behind the end."""
        return int(struct.unpack_from(self.order + letter, self.data, place)[0])

    def entries(self, place: int) -> Iterator[_Entry]:
        """Give the entries of a directory whose values are there, without those of the pixels."""
        count, head, step = ("Q", 8, 20) if self.big else ("H", 2, 12)
        for number in range(min(self.number(count, place), _MOST_ENTRIES)):
            at = place + head + step * number
            if at + step > len(self.data):
                return
            if (entry := self._entry(at)) is not None:
                yield entry

    def _entry(self, at: int) -> _Entry | None:
        tag, kind = self.number("H", at), self.number("H", at + 2)
        letter, inline = ("Q", 8) if self.big else ("I", 4)
        count = self.number(letter, at + 4)
        size = count * (8 if kind in _WIDE else _SIZES.get(kind, 0))
        value = at + 4 + inline
        place = value if size <= inline else self.number(letter, value)
        # The places of a million strips are not read, and so do not count.
        if tag in _OF_PIXELS or not 0 < size <= self.left or place + size > len(self.data):
            return None
        self.left -= size
        return _Entry(tag, kind, count, self.data[place : place + size])


def blocks_of(data: bytes) -> dict[int, bytes]:
    """Give the blocks by the tags that hold them; what is damaged is left out. Never raises."""
    wanted = {XMP, IPTC, PHOTOSHOP, ICC}
    found: dict[int, bytes] = {}
    with suppress(struct.error, OverflowError):
        tiff = _opened(data)
        for entry in tiff.entries(tiff.first()):
            if entry.tag in wanted:
                found.setdefault(entry.tag, entry.raw)
    return found


def classic_of(data: bytes) -> bytes:
    """Give a TIFF with the tags of a BigTIFF; anything else is given back as it is."""
    if data[2:4] not in {b"+\0", b"\0+"}:
        return data
    tiff = _opened(data)
    out = bytearray(data[:2] + struct.pack(tiff.order + "HI", 42, 8))
    with suppress(struct.error, OverflowError):
        _write(out, tiff, tiff.first(), 0)
        return bytes(out)
    return data


def _opened(data: bytes) -> _Tiff:
    order = "<" if data[:2] == b"II" else ">"
    return _Tiff(data, order, big=data[2:4] in {b"+\0", b"\0+"})


def _write(out: bytearray, tiff: _Tiff, place: int, depth: int) -> int:
    """Write a directory behind what is there, and what it points to behind it."""
    held = list(tiff.entries(place))
    start = len(out)
    out += struct.pack(tiff.order + "H", len(held)) + bytes(12 * len(held) + 4)
    for number, entry in enumerate(held):
        kind, count, raw = _narrow(tiff, entry)
        if entry.tag in _POINTERS and depth < _DEEPEST:
            inner = int.from_bytes(entry.raw[:8], "little" if tiff.order == "<" else "big")
            kind, count = 4, 1
            raw = struct.pack(tiff.order + "I", _write(out, tiff, inner, depth + 1))
        if len(raw) > 4:  # noqa: PLR2004 - what fits into an entry
            at, inline = len(out), struct.pack(tiff.order + "I", len(out))
            out[at:] = raw + b"\0" * (len(raw) % 2)
        else:
            inline = raw.ljust(4, b"\0")
        whole = struct.pack(tiff.order + "HHI", entry.tag, kind, count) + inline
        out[start + 2 + 12 * number : start + 14 + 12 * number] = whole
    return start


def _narrow(tiff: _Tiff, entry: _Entry) -> tuple[int, int, bytes]:
    """Give the type, count and bytes; numbers of 64 bits as those of 32, the largest if too large.

    Places in the file are the only such numbers, and none of them is shown.
    """
    if entry.kind not in _WIDE:
        return entry.kind, entry.count, entry.raw
    letter, kind, narrow, least, most = _WIDE[entry.kind]
    numbers = struct.unpack(f"{tiff.order}{entry.count}{letter}", entry.raw)
    within = (max(least, min(each, most)) for each in numbers)
    return kind, entry.count, struct.pack(f"{tiff.order}{entry.count}{narrow}", *within)
