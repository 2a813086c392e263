"""What a camera keeps for itself and we use: serials, counts of its shutter, ids of a picture.

The layouts are undocumented by their makers; those here are as Exiv2's and ExifTool's manuals give
them. Of each note only the wanted entries are read, so that its size and its counts cost nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from provenance.metadata.exif import exif_of
from provenance.metadata.guarded import block_of
from provenance.metadata.tiff_walk import ASCII, EXIF_POINTER, Entry, Tiff, tiff_of
from provenance.metadata.values import decoded, joined
from provenance.model.metadata import Block, Segments, Tag

NOTE = 0x927C
_MAKE = 0x010F

_WANTED = {
    "Apple": {0x000B: "BurstUUID", 0x0011: "ContentIdentifier", 0x0015: "ImageUniqueID"},
    "Canon": {
        0x0008: "FileNumber",
        0x0009: "OwnerName",
        0x000C: "SerialNumber",
        0x0028: "ImageUniqueID",
        0x0096: "InternalSerialNumber",
    },
    "Nikon": {0x001D: "SerialNumber", 0x00A0: "SerialNumber", 0x00A7: "ShutterCount"},
    "FujiFilm": {0x0010: "InternalSerialNumber", 0x1438: "ImageCount"},
    "Panasonic": {0x0025: "InternalSerialNumber"},
    "Olympus": {0x0404: "SerialNumber", 0x101A: "SerialNumber"},
    "Pentax": {0x0229: "SerialNumber"},
    "Sony": {0x2031: "SerialNumber"},
}
_EQUIPMENT = 0x2010
_OF_EQUIPMENT = {0x0101: "SerialNumber", 0x0102: "InternalSerialNumber"}
_IN_HEXADECIMAL = {"Canon:ImageUniqueID"}
_NO_COUNT = {0, 0xFFFFFFFF}
_UNDEFINED = 7
_CANON_DIGITS = 10
_MOST_ENTRIES = 256
_FEWEST_VALUES = 4


@dataclass(frozen=True, slots=True)
class _Layout:
    """Where the directory of a note begins, and from where it counts; `None` is the file's TIFF."""

    maker: str
    mark: bytes
    start: int
    base: int | None = None
    order: str = ""


_LAYOUTS = (
    _Layout("Apple", b"Apple iOS\0", 14, 0, ">"),
    _Layout("Olympus", b"OLYMPUS\0", 12, 0),
    _Layout("Olympus", b"OM SYSTEM\0", 16, 0),
    _Layout("Olympus", b"OLYMP\0", 8),
    _Layout("Panasonic", b"Panasonic\0", 12),
    _Layout("Sony", b"SONY DSC ", 12),
    _Layout("Sony", b"SONY CAM ", 12),
    _Layout("Sony", b"SONY MOBILE", 12),
    _Layout("Pentax", b"AOC\0", 6),
    _Layout("Pentax", b"PENTAX \0", 10, 0),
)


class MakerNotes:
    """The few entries of a MakerNote that join pictures of one camera; nothing else of it."""

    kind = "maker-notes"

    def parse(self, segments: Segments) -> Block:
        """Give the block; present without tags where the note is of a maker we do not know."""
        return block_of(self.kind, lambda: _tags(segments))


def _tags(segments: Segments) -> tuple[Tag, ...] | None:
    tiff = tiff_of(exif_of(segments))
    if tiff is None:
        return None
    main = tiff.directory(tiff.first())
    note = tiff.pointed(main, EXIF_POINTER).get(NOTE)
    if note is None:
        return None
    make = main[_MAKE].text if _MAKE in main else ""
    found = _directory(tiff, note, make)
    pairs = [("MakerNotes:Bytes", str(note.size))]
    if found:
        maker, inside, start = found
        pairs.insert(0, ("MakerNotes:Maker", maker))
        pairs += _outside(note, inside, start)
        pairs += _pairs(maker, inside, inside.directory(start))
    return joined(pairs, "MakerNotes")


def _directory(tiff: Tiff, note: Entry, make: str) -> tuple[str, Tiff, int] | None:
    """Give the maker of a note, the bytes that its directory counts in, and where it begins."""
    raw, place = note.head, note.place
    if raw.startswith(b"Nikon\0\2") and (inner := tiff_of(raw[10:18] + b"\0" * 8)):
        within = Tiff(tiff.data, inner.order, place + 10)
        return "Nikon", within, within.first()
    if raw.startswith((b"FUJIFILM", b"GENERALE")):
        return "FujiFilm", Tiff(tiff.data, "<", place), int.from_bytes(raw[8:12], "little")
    for layout in _LAYOUTS:
        if raw.startswith(layout.mark):
            base = tiff.base if layout.base is None else place + layout.base
            start = place + layout.start - base
            order = layout.order or _order(raw[layout.start : layout.start + 2], tiff.order)
            return layout.maker, Tiff(tiff.data, order, base), start
    for maker in ("Canon", "Nikon"):  # notes that are a directory and nothing else
        if make.upper().startswith(maker.upper()):
            order = _order(raw[:2], tiff.order)
            return maker, Tiff(tiff.data, order, tiff.base), place - tiff.base
    return None


def _outside(note: Entry, within: Tiff, start: int) -> Iterator[tuple[str, str]]:
    """Tell where most of the values lie outside of the note, so that it was moved by a program.

    A few makers put one or two values elsewhere on purpose, such as a preview.
    """
    places = within.elsewhere(start)
    end = note.place + note.size
    out = sum(not note.place <= place < end for place in places)
    if len(places) >= _FEWEST_VALUES and out > len(places) / 2:
        yield "MakerNotes:Outside", f"{out} of {len(places)} values lie outside of the note"


def _order(count: bytes, order: str) -> str:
    """Give the byte order in which the number of entries makes sense, the file's if both do."""
    sensible = {
        each: 0 < int.from_bytes(count, "little" if each == "<" else "big") <= _MOST_ENTRIES
        for each in "<>"
    }
    other = "<" if order == ">" else ">"
    return other if sensible[other] and not sensible[order] else order


def _pairs(maker: str, within: Tiff, entries: dict[int, Entry]) -> Iterator[tuple[str, str]]:
    wanted = [(entries.get(number), name) for number, name in _WANTED[maker].items()]
    if maker == "Olympus" and (equipment := entries.get(_EQUIPMENT)):
        at = equipment.place - within.base
        if equipment.kind != _UNDEFINED:
            at = int(equipment.numbers[0]) if equipment.numbers else 0
        inside = within.directory(at)
        wanted += [(inside.get(number), name) for number, name in _OF_EQUIPMENT.items()]
    for entry, name in wanted:
        if entry and (text := _shown(f"{maker}:{name}", entry)):
            yield f"{maker}:{name}", text


def _shown(name: str, entry: Entry) -> str:
    if name in _IN_HEXADECIMAL:
        return entry.head[:16].hex().strip("0")
    if entry.kind in {ASCII, _UNDEFINED}:
        text = decoded(entry.head.strip(b" ").partition(b"\0")[0])
        return text if text.isprintable() else ""
    number = entry.numbers[0] if entry.numbers else 0
    if number in _NO_COUNT:
        return ""
    return f"{number:0{_CANON_DIGITS}}" if name == "Canon:SerialNumber" else str(number)
