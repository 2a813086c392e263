"""Takes embedded pictures out of the metadata of a file, as bytes that nobody has decoded yet.

EXIF's second directory (Exif 2.32, 4.5.5), Photoshop's resources 0x040C and 0x0409 (Photoshop File
Formats, 2019), JFXX (ITU-T T.871, 10.2), the previews of a multi-picture file (CIPA DC-007, 5.2.3),
the thumbnails of HEIF and AVIF (ISO/IEC 23008-12, 6.5.1.1) and those of C2PA (C2PA 2.2, 18.10).

Thumbnails that are bare pixels are not taken, nor are the other views of a multi-picture file: they
are pictures of their own.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from contextlib import suppress

from provenance.metadata.jpeg_walk import application
from provenance.metadata.jumbf import manifests
from provenance.metadata.photoshop_walk import resources
from provenance.metadata.tiff_walk import Entry, tiff_of
from provenance.model.embedded import EmbeddedBytes, PlaceInFile
from provenance.model.fingerprint import Orientation
from provenance.model.metadata import Segments

MOST = 8
"""Embedded pictures of one file that are looked at."""

MOST_BYTES = 2 << 20
"""Bytes of one of them; a larger one is a rendition of the picture, and no thumbnail."""

_ORIENTATION = 0x0112
_TURNS = {2: (True, 0), 3: (False, 180), 4: (True, 180), 5: (True, 270), 6: (False, 90)}
_TURNS |= {7: (True, 90), 8: (False, 270)}
_START, _LENGTH = 0x0201, 0x0202
_JFXX = b"JFXX\0\x10"
_MPF = b"MPF\0"
_MPF_ENTRIES = 0xB002
_MPF_ENTRY_BYTES = 16
_PREVIEW_CLASS = 0x01
_THUMBNAIL_RESOURCES = {0x040C, 0x0409}
_RESOURCE_HEADER = 28


def embedded(segments: Segments) -> tuple[tuple[EmbeddedBytes, ...], int]:
    """Give the first eight embedded pictures of a file, and how many more there are.

    Each once: programs write the same thumbnail into several places. Never raises.
    """
    found: dict[bytes, EmbeddedBytes] = {}
    for finder in (_exif, _photoshop, _jfif, _mpf, _heif, _c2pa):
        # Damaged bytes raise what nobody foresaw; one bad place must not lose the rest.
        with suppress(Exception):
            for each in finder(segments):
                if 0 < len(each.data) <= MOST_BYTES:
                    found.setdefault(each.data, each)
    each_once = tuple(found.values())
    return each_once[:MOST], max(0, len(each_once) - MOST)


def stated_turn(segments: Segments) -> Orientation:
    """Give the turn that EXIF states for the picture (Exif 2.32, 4.6.4), and so for its thumbnail.

    Upright where it states none.
    """
    whole = tiff_of(segments.exif)
    number = segments.orientation
    if number is None and whole is not None:
        number = _whole(whole.directory(whole.first()), _ORIENTATION)
    mirrored, rotated = _TURNS.get(number or 1, (False, 0))
    return Orientation(mirrored, rotated)


def _exif(segments: Segments) -> Iterator[EmbeddedBytes]:
    whole = tiff_of(segments.exif)
    following = whole.following(whole.first()) if whole else 0
    if whole is None or not following:
        return
    second = whole.directory(following)
    start, size = _whole(second, _START), _whole(second, _LENGTH)
    if start and size:
        yield EmbeddedBytes(PlaceInFile.EXIF, whole.data[start : start + size])


def _whole(entries: Mapping[int, Entry], tag: int) -> int:
    """Give the number of an entry, 0 where there is none."""
    numbers = entries[tag].numbers if tag in entries else ()
    return int(numbers[0]) if numbers else 0


def _photoshop(segments: Segments) -> Iterator[EmbeddedBytes]:
    for number, data in resources(segments):
        # Format 1 is a JPEG; 0 would be bare pixels.
        if number in _THUMBNAIL_RESOURCES and data[:4] == b"\0\0\0\1":
            yield EmbeddedBytes(PlaceInFile.PHOTOSHOP, data[_RESOURCE_HEADER:])


def _jfif(segments: Segments) -> Iterator[EmbeddedBytes]:
    for data in application(segments.jpeg, 0, _JFXX):
        yield EmbeddedBytes(PlaceInFile.JFIF, data)


def _mpf(segments: Segments) -> Iterator[EmbeddedBytes]:
    """Give what the index of a multi-picture file calls large thumbnails."""
    jpeg = segments.jpeg or b""
    for data in application(jpeg, 2, _MPF)[:1]:
        index = tiff_of(data)
        base = jpeg.find(_MPF + data) + len(_MPF)
        if index is None:
            return
        listed = index.directory(index.first()).get(_MPF_ENTRIES)
        entries = listed.raw if listed else b""
        for at in range(0, len(entries) - _MPF_ENTRY_BYTES + 1, _MPF_ENTRY_BYTES):
            kind, size, start = struct.unpack_from(f"{index.order}III", entries, at)
            if kind >> 16 & 0xFF == _PREVIEW_CLASS and start:
                yield EmbeddedBytes(PlaceInFile.MPF, jpeg[base + start : base + start + size])


def _heif(segments: Segments) -> Iterator[EmbeddedBytes]:
    for data in segments.thumbnails:
        yield EmbeddedBytes(PlaceInFile.HEIF, data)


def _c2pa(segments: Segments) -> Iterator[EmbeddedBytes]:
    """Give the thumbnails of claims and ingredients; only the last manifest is of this file."""
    store = manifests(segments)
    for file in store.files:
        name = next((label for label in file.labels if label.startswith("c2pa.thumbnail.")), "")
        if not name:
            continue
        active = bool(store.labels) and file.labels[1] == store.labels[-1]
        claimed = active and name.startswith("c2pa.thumbnail.claim")
        origin = PlaceInFile.C2PA_CLAIM if claimed else PlaceInFile.C2PA_INGREDIENT
        yield EmbeddedBytes(origin, file.data)
