"""Walks the directories of a TIFF, and so of EXIF, by the raw bytes (TIFF 6.0, section 2)."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

EXIF_POINTER, GPS_POINTER = 0x8769, 0x8825
ASCII = 2

_PREFIX = b"Exif\0\0"
_ORDERS = {b"II*\0": "<", b"MM\0*": ">"}
_FORMATS = {
    1: "B",
    3: "H",
    4: "I",
    6: "b",
    7: "B",
    8: "h",
    9: "i",
    11: "f",
    12: "d",
    13: "I",
    5: "II",
    10: "ii",
}
_SIZES = {kind: struct.calcsize("=" + letters) for kind, letters in _FORMATS.items()} | {ASCII: 1}
_RATIONALS = {5, 10}
_INLINE = 4
_MOST_ENTRIES = 512
_MOST_NUMBERS = 64
_MOST_PAGES = 16
_LONGEST_TEXT = 64 * 1024


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a directory: its type, and where its value lies in the bytes of the file.

    Values are taken out when they are asked for: many entries may claim the same large part.
    """

    kind: int
    count: int
    data: bytes
    place: int
    size: int
    order: str

    @property
    def raw(self) -> bytes:
        """Give the whole value."""
        return self.data[self.place : self.place + self.size]

    @property
    def head(self) -> bytes:
        """Give the first 64 KiB of the value, more than any text needs."""
        return self.data[self.place : self.place + min(self.size, _LONGEST_TEXT)]

    @property
    def text(self) -> str:
        """Give what stands before the first NUL: UTF-8, else Latin-1, which loses no byte."""
        raw = self.head.partition(b"\0")[0]
        try:
            return raw.decode("utf-8").strip()
        except UnicodeDecodeError:
            return raw.decode("latin-1").strip()

    @property
    def numbers(self) -> tuple[int | float, ...]:
        """Give the first 64 numbers; a rational gives two, numerator and denominator."""
        letters = _FORMATS.get(self.kind)
        if letters is None:
            return ()
        whole = min(self.size // _SIZES[self.kind], _MOST_NUMBERS)
        return struct.unpack_from(self.order + letters * whole, self.data, self.place)

    @property
    def fractions(self) -> tuple[str, ...]:
        """Give rationals as they are written, `7/2`; other numbers as they are."""
        if self.kind not in _RATIONALS:
            return tuple(str(number) for number in self.numbers)
        found = self.numbers
        return tuple(f"{found[at]}/{found[at + 1]}" for at in range(0, len(found), 2))


@dataclass(frozen=True, slots=True)
class Tiff:
    """The bytes of a TIFF with its byte order; offsets count from `base`."""

    data: bytes
    order: str
    base: int = 0

    def directory(self, offset: int) -> dict[int, Entry]:
        """Give the entries of a directory, the first of two with one number; damaged ones not."""
        return dict(reversed(list(self._entries(self.base + offset))))

    def elsewhere(self, offset: int) -> tuple[int, ...]:
        """Give where the values lie that do not fit into the entries of a directory.

        They may lie outside of the bytes: that is what whoever asks wants to know.
        """
        start = self.base + offset
        places = []
        for number in range(min(self._number("H", start), _MOST_ENTRIES)):
            place = start + 2 + 12 * number
            if place + 12 > len(self.data):
                break
            _, kind, count = struct.unpack_from(self.order + "HHI", self.data, place)
            if count * _SIZES.get(kind, 0) > _INLINE:
                places.append(self.base + self._number("I", place + 8))
        return tuple(places)

    def following(self, offset: int) -> int:
        """Give where the next directory of the chain is, 0 where there is none."""
        place = self.base + offset
        count = self._number("H", place)
        return self._number("I", place + 2 + 12 * count) if count else 0

    def first(self) -> int:
        """Give where the first directory is (the header ends with its offset)."""
        return self._number("I", self.base + 4)

    def chain(self) -> Iterator[dict[int, Entry]]:
        """Give the directories of the chain: the picture, its thumbnail, further pages."""
        seen: set[int] = set()
        offset = self.first()
        while offset and offset not in seen and len(seen) < _MOST_PAGES:
            seen.add(offset)
            yield self.directory(offset)
            offset = self.following(offset)

    def pointed(self, entries: dict[int, Entry], pointer: int) -> dict[int, Entry]:
        """Give the directory that an entry points to, empty where it points to none."""
        numbers = entries[pointer].numbers if pointer in entries else ()
        return self.directory(int(numbers[0])) if numbers else {}

    def _entries(self, start: int) -> Iterator[tuple[int, Entry]]:
        for number in range(min(self._number("H", start), _MOST_ENTRIES)):
            place = start + 2 + 12 * number
            if place + 12 > len(self.data):
                return
            tag, kind, count = struct.unpack_from(self.order + "HHI", self.data, place)
            size = count * _SIZES.get(kind, 0)
            at = place + 8 if size <= _INLINE else self.base + self._number("I", place + 8)
            if size > 0 and at + size <= len(self.data):
                yield tag, Entry(kind, count, self.data, at, size, self.order)

    def _number(self, letter: str, place: int) -> int:
        size = struct.calcsize("=" + letter)
        if not 0 <= place <= len(self.data) - size:
            return 0
        return int(struct.unpack_from(self.order + letter, self.data, place)[0])


def tiff_of(data: bytes | None) -> Tiff | None:
    """Give the TIFF that these bytes are, with or without the prefix of a JPEG's EXIF."""
    if data is None:
        return None
    tiff = data.removeprefix(_PREFIX)
    order = _ORDERS.get(tiff[:4])
    return Tiff(tiff, order) if order else None
