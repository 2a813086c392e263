"""Drives exifread over the directories of an EXIF block, and keeps it to the bytes that are there.

A damaged directory says that it holds 65,535 entries; exifread reads every one of them, though the
block ends after a few. So one damaged file of thirty cost a hundred times what the others do.
"""

from __future__ import annotations

import io
import logging
from functools import cache
from typing import Any, Literal

_EFFORT = 1 << 22
_EFFORT_OF_A_READ = 10
_ENTRY_BYTES = 12
_ORDERS: dict[bytes, tuple[str, Literal["little", "big"]]] = {
    b"II": ("I", "little"),
    b"MM": ("M", "big"),
}
_CHAIN = ("Image", "Thumbnail")


class TooMuchWork(Exception):
    """The block asks for far more work than a real one does; the text says so."""


class _Metered(io.BytesIO):
    """Bytes that refuse to be read without end.

    Directories that all list one another make 60 kB cost hours. The busiest of 98 real files took
    a three-hundredth of what is allowed here; the rest is room for TIFFs of many pages.
    """

    def __init__(self, data: bytes) -> None:
        super().__init__(data)
        self._left = _EFFORT

    def spend(self, count: int) -> None:
        """Count one read of so many bytes."""
        self._left -= _EFFORT_OF_A_READ + count
        if self._left < 0:
            raise TooMuchWork(
                "the EXIF segment asks for far more work than a real one, so it was given up"
            )

    def read(self, size: int | None = -1, /) -> bytes:
        data = super().read(size)
        self.spend(len(data))
        return data


def tags_of(tiff: bytes) -> dict[str, Any]:
    """Give exifread's tags by its own names (`Image Make`), MakerNotes and user comments left out.

    The directories are those of its `process_file`: the chain, then what `ExifOffset` points to.
    Raises `TooMuchWork`, and on damaged bytes whatever exifread raises.
    """
    # It would print every oddity of a damaged file to the terminal.
    logging.getLogger("exifread").disabled = True
    header = _header()(tiff)
    for number, place in enumerate(header.list_ifd()):
        name = _CHAIN[number] if number < len(_CHAIN) else f"IFD {number}"
        header.dump_ifd(place, name)
    if pointer := header.tags.get("Image ExifOffset"):
        header.dump_ifd(pointer.values[0], "EXIF")
    found: dict[str, Any] = header.tags
    return found


@cache
def _header() -> Any:
    """Give the class; made here, since only whoever has an EXIF block needs exifread."""
    from exifread.core.exif_header import ExifHeader

    class Header(ExifHeader):
        """exifread's reader, with its two places mended where bytes are counted."""

        def __init__(self, tiff: bytes) -> None:
            letter, self._order = _ORDERS[tiff[:2]]
            self._tiff, self._opened = tiff, -1
            self._metered = _Metered(tiff)
            super().__init__(self._metered, letter, 0, 0, strict=False, detailed=False)

        def dump_ifd(self, ifd: int, *more: Any, **named: Any) -> None:
            """Read a directory; the first number asked for is how many entries it has."""
            self._opened = ifd
            super().dump_ifd(ifd, *more, **named)

        def s2n(self, offset: int, length: int, signed: bool = False) -> int:  # noqa: FBT001, FBT002
            """Give a number, 0 where the bytes end, and no more entries than the bytes can hold."""
            self._metered.spend(length)
            held = self._tiff[offset : offset + length]
            if len(held) != length:
                return 0
            number = int.from_bytes(held, self._order, signed=signed)
            if offset != self._opened:
                return number
            self._opened = -1
            return min(number, (len(self._tiff) - offset - 2) // _ENTRY_BYTES + 1)

    return Header
