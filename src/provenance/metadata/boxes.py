"""Walks the boxes of MP4, MOV and 3GP (ISO/IEC 14496-12, 4.2), believing none of their sizes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

MOST_BOXES = 20_000
"""Boxes that are looked at in one file; one hour of a camera has some hundreds."""

_DEEPEST = 8
_HOLD_BOXES = {"moov", "trak", "mdia", "minf", "udta", "edts", "meta", "ilst"}
_SHORT, _LONG = 8, 16


@dataclass(frozen=True, slots=True)
class Box:
    """A box by its path (`moov/trak/mdia/mdhd`); its content is `data[start:end]`.

    `whole` is false where its size reaches beyond what holds it, or where it has no size.
    """

    path: str
    start: int
    end: int
    whole: bool = True

    @property
    def kind(self) -> str:
        """Give the four letters of its own."""
        return self.path.rpartition("/")[2]


def walk(data: bytes) -> Iterator[Box]:
    """Give all boxes in the order of the file, each before those in it; at most `MOST_BOXES`."""
    for count, box in enumerate(_inside(data, Box("", 0, len(data)), 0)):
        if count >= MOST_BOXES:
            return
        yield box


def children(data: bytes, parent: Box) -> Iterator[Box]:
    """Give the boxes directly in a box; stops where the next has no size that can be."""
    place, end = parent.start, parent.end
    if parent.kind == "meta" and data[place + 4 : place + 8] != b"hdlr":
        place += 4  # a full box in ISO files, a plain one in QuickTime's
    while place + _SHORT <= end:
        size = int.from_bytes(data[place : place + 4], "big")
        kind = data[place + 4 : place + 8].decode("latin-1")
        head = _SHORT
        if size == 1:
            size, head = int.from_bytes(data[place + 8 : place + 16], "big"), _LONG
        if size == 0 and not parent.path:
            size = end - place
        if size < head or place + head > end:
            return
        path = f"{parent.path}/{kind}" if parent.path else kind
        yield Box(path, place + head, min(place + size, end), place + size <= end)
        place += size


def _inside(data: bytes, parent: Box, depth: int) -> Iterator[Box]:
    for box in children(data, parent):
        yield box
        if box.kind in _HOLD_BOXES and depth < _DEEPEST:
            yield from _inside(data, box, depth + 1)
