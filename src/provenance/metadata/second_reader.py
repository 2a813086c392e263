"""Reads the core tags of EXIF a second time, without exifread: where two readers differ, say so."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from provenance.metadata.exif import exif_of
from provenance.metadata.place import degrees_of
from provenance.metadata.tiff_walk import ASCII, EXIF_POINTER, GPS_POINTER, Entry, tiff_of
from provenance.model.metadata import Block, Disagreement, Segments, State, Statement

FIRST, SECOND = "exifread", "provenance's own reader"

_NUMBERS = re.compile(r"[-\d/.,\[\] ]+", re.ASCII)

CORE = {
    "IFD0": {0x010F: "Make", 0x0110: "Model", 0x0131: "Software", 0x0132: "DateTime"},
    "EXIF": {
        0x9003: "DateTimeOriginal",
        0x9004: "DateTimeDigitized",
        0x9010: "OffsetTime",
        0x9011: "OffsetTimeOriginal",
        0x9012: "OffsetTimeDigitized",
        0x9291: "SubSecTimeOriginal",
        0x9292: "SubSecTimeDigitized",
        0xA420: "ImageUniqueID",
        0xA431: "BodySerialNumber",
        0xA434: "LensModel",
    },
    "GPS": {
        1: "GPSLatitudeRef",
        2: "GPSLatitude",
        3: "GPSLongitudeRef",
        4: "GPSLongitude",
        6: "GPSAltitude",
        7: "GPSTimeStamp",
        17: "GPSImgDirection",
        29: "GPSDateStamp",
    },
}
"""The tags that a report rests on, by directory and number (EXIF 2.32, 4.6)."""


def disagreements(segments: Segments, exif: Block) -> tuple[Disagreement, ...]:
    """Give each core tag that exifread (`exif`) and this reader read differently; never raises.

    That one of them reads nothing is a difference, too. A block that exifread cannot read says so
    itself.
    """
    if exif.state is not State.PRESENT:
        return ()
    first = {tag.name: tag.value for tag in exif.tags}
    second = dict(_read(exif_of(segments)))
    names = (f"{group}:{name}" for group, core in CORE.items() for name in core.values())
    return tuple(
        Disagreement(
            name,
            (Statement(FIRST, first.get(name, "")), Statement(SECOND, second.get(name, ""))),
        )
        for name in names
        if not _agree(first.get(name, ""), second.get(name, ""))
    )


def _read(exif: bytes | None) -> Iterator[tuple[str, str]]:
    tiff = tiff_of(exif)
    if tiff is None:
        return
    main = tiff.directory(tiff.first())
    directories = {
        "IFD0": main,
        "EXIF": tiff.pointed(main, EXIF_POINTER),
        "GPS": tiff.pointed(main, GPS_POINTER),
    }
    for group, core in CORE.items():
        for number, name in core.items():
            if entry := directories[group].get(number):
                yield f"{group}:{name}", _shown(entry)


def _shown(entry: Entry) -> str:
    return entry.text if entry.kind == ASCII else f"[{', '.join(entry.fractions)}]"


def _agree(first: str, second: str) -> bool:
    """Tell whether two texts say the same; exifread reduces fractions, and prints one bare."""
    if first.strip() == second.strip():
        return True
    if not (_NUMBERS.fullmatch(first) and _NUMBERS.fullmatch(second)):
        return False
    here, there = degrees_of(first), degrees_of(second)
    return here == there or (math.isnan(here) and math.isnan(there))
