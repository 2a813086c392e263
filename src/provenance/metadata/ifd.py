"""Reads directories of TIFF structures, value by value, where exifread gives no bytes.

TIFF 6.0, section 2; Exif 2.32, 4.6.2. Directories, entries and values are bounded, and nothing that
an offset says is believed before it lies within the data.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass

EXIF_DIRECTORY = 0x8769
MAKER_NOTE = 0x927C

_ORDERS = {b"II*\0": "<", b"MM\0*": ">"}
_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 6: 1, 7: 1, 9: 4, 13: 4}
_WHOLE = {1: "B", 3: "H", 4: "I", 13: "I"}
_MOST_ENTRIES = 512
_MOST_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class Directory:
    """The values of a directory as bytes, by tag, and where the next one begins (0: nowhere)."""

    values: Mapping[int, bytes]
    numbers: Mapping[int, int]
    following: int


@dataclass(frozen=True, slots=True)
class Tiff:
    """A TIFF structure: its bytes, its byte order (`<` or `>`), where its first directory is."""

    data: bytes
    order: str
    first: int

    def directory(self, start: int) -> Directory:
        """Read the directory at an offset; one that is not there is empty."""
        values: dict[int, bytes] = {}
        numbers: dict[int, int] = {}
        if not 0 < start <= len(self.data) - 2:
            return Directory(values, numbers, 0)
        (count,) = struct.unpack_from(f"{self.order}H", self.data, start)
        end = start + 2 + 12 * min(count, _MOST_ENTRIES)
        for place in range(start + 2, min(end, len(self.data) - 11), 12):
            self._entry(place, values, numbers)
        following = 0
        if count <= _MOST_ENTRIES and end + 4 <= len(self.data):
            (following,) = struct.unpack_from(f"{self.order}I", self.data, end)
        return Directory(values, numbers, following)

    def _entry(self, place: int, values: dict[int, bytes], numbers: dict[int, int]) -> None:
        tag, kind, count = struct.unpack_from(f"{self.order}HHI", self.data, place)
        size = _SIZES.get(kind, 0) * count
        at = place + 8
        if size > 4:  # noqa: PLR2004 - a longer value lies elsewhere
            (at,) = struct.unpack_from(f"{self.order}I", self.data, at)
        if not 0 < size <= _MOST_BYTES or at + size > len(self.data):
            return
        values.setdefault(tag, self.data[at : at + size])
        if count == 1 and kind in _WHOLE:
            numbers.setdefault(tag, struct.unpack_from(self.order + _WHOLE[kind], self.data, at)[0])


def tiff(data: bytes | None) -> Tiff | None:
    """Open a TIFF structure, with or without EXIF's mark before it; `None` for anything else."""
    data = (data or b"").removeprefix(b"Exif\0\0")
    order = _ORDERS.get(data[:4])
    if order is None or len(data) < 8:  # noqa: PLR2004 - the header
        return None
    (first,) = struct.unpack_from(f"{order}I", data, 4)
    return Tiff(data, order, first)
