"""IPTC-IIM: captions, credits and instructions of agencies and platforms (IIM 4.2)."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from itertools import islice

from provenance.metadata.guarded import Unreadable, block_of
from provenance.metadata.photoshop_walk import resources
from provenance.metadata.png_profiles import profiles
from provenance.metadata.tiff_walk import tiff_of
from provenance.metadata.trailer import iptc_behind
from provenance.metadata.values import decoded, joined
from provenance.model.metadata import Block, Segments, Tag

_RESOURCE = b"8BIM"
_IIM_RESOURCE = 0x0404
_TIFF_TAG = 33723
_MOST_BLOCKS = 8
_MOST_SETS = 2_000
_LONG = 4
_MARK = 0x1C
_EXTENDED = 0x8000
_UTF8 = b"\x1b%G"
_CHARSET = (1, 90)

NAMES = {
    (1, 0): "EnvelopeRecordVersion",
    (1, 5): "Destination",
    (1, 20): "FileFormat",
    (1, 22): "FileVersion",
    (1, 30): "ServiceIdentifier",
    (1, 40): "EnvelopeNumber",
    (1, 50): "ProductID",
    (1, 60): "EnvelopePriority",
    (1, 70): "DateSent",
    (1, 80): "TimeSent",
    (1, 90): "CodedCharacterSet",
    (1, 100): "UniqueObjectName",
    (2, 0): "ApplicationRecordVersion",
    (2, 3): "ObjectTypeReference",
    (2, 4): "ObjectAttributeReference",
    (2, 5): "ObjectName",
    (2, 7): "EditStatus",
    (2, 10): "Urgency",
    (2, 12): "SubjectReference",
    (2, 15): "Category",
    (2, 20): "SupplementalCategories",
    (2, 22): "FixtureIdentifier",
    (2, 25): "Keywords",
    (2, 26): "ContentLocationCode",
    (2, 27): "ContentLocationName",
    (2, 30): "ReleaseDate",
    (2, 35): "ReleaseTime",
    (2, 37): "ExpirationDate",
    (2, 38): "ExpirationTime",
    (2, 40): "SpecialInstructions",
    (2, 55): "DateCreated",
    (2, 60): "TimeCreated",
    (2, 62): "DigitalCreationDate",
    (2, 63): "DigitalCreationTime",
    (2, 65): "OriginatingProgram",
    (2, 70): "ProgramVersion",
    (2, 75): "ObjectCycle",
    (2, 80): "By-line",
    (2, 85): "By-lineTitle",
    (2, 90): "City",
    (2, 92): "Sub-location",
    (2, 95): "Province-State",
    (2, 100): "Country-PrimaryLocationCode",
    (2, 101): "Country-PrimaryLocationName",
    (2, 103): "OriginalTransmissionReference",
    (2, 105): "Headline",
    (2, 110): "Credit",
    (2, 115): "Source",
    (2, 116): "CopyrightNotice",
    (2, 118): "Contact",
    (2, 120): "Caption-Abstract",
    (2, 122): "Writer-Editor",
    (2, 135): "LanguageIdentifier",
    (7, 10): "SizeMode",
    (7, 20): "MaxSubfileSize",
    (7, 90): "ObjectSizeAnnounced",
    (7, 95): "MaximumObjectSize",
}
"""Data sets by record and number, as ExifTool names them; others are `IPTC:Record-Number`."""

_DATES = {(1, 70), *((2, number) for number in (30, 37, 47, 55, 62))}
_TIMES = {(1, 80), *((2, number) for number in (35, 38, 60, 63))}
_NUMBERS = {(1, 0), (1, 20), (1, 22), (2, 0), (7, 10), (7, 20), (7, 90), (7, 95)}


class Iptc:
    """The IIM data sets of a JPEG (APP13, split blocks joined, trailers), PNG or TIFF."""

    kind = "iptc"

    def parse(self, segments: Segments) -> Block:
        """Give the block; repeated data sets are one tag, their values joined by commas.

        A second block that is not the same as the first is `IPTC2:...`, as ExifTool has it.

        `File:CurrentIPTCDigest` is the MD5 of the block, which Photoshop keeps to notice changes.
        """
        return block_of(self.kind, lambda: _tags(segments))


def _tags(segments: Segments) -> tuple[Tag, ...] | None:
    blocks = list(dict.fromkeys(each for each in _iim(segments) if each))
    if not blocks:
        return None
    pairs = [
        (name.replace("IPTC:", f"IPTC{number if number > 1 else ''}:", 1), value)
        for number, iim in enumerate(blocks[:_MOST_BLOCKS], 1)
        for name, value in _named(list(islice(_data_sets(iim), _MOST_SETS)))
    ]
    if not pairs:
        raise Unreadable("the IPTC block holds no data set that can be read")
    digest = hashlib.md5(blocks[0], usedforsecurity=False).hexdigest()
    return joined([*pairs, ("File:CurrentIPTCDigest", digest)], "IPTC")


def _iim(segments: Segments) -> Iterator[bytes]:
    """Give each IIM block, wherever it is kept."""
    yield from (data for number, data in resources(segments) if number == _IIM_RESOURCE)
    yield segments.iptc or _of_tiff(segments.exif)
    yield from (each for each in profiles(segments, "iptc") if _RESOURCE not in each[:40])
    yield iptc_behind(segments.jpeg or b"")


def _of_tiff(exif: bytes | None) -> bytes:
    """Give what a TIFF holds; many programs write it as numbers, and some swap their bytes."""
    tiff = tiff_of(exif)
    entry = tiff.directory(tiff.first()).get(_TIFF_TAG) if tiff else None
    if entry is None:
        return b""
    if entry.kind == _LONG and entry.raw[:1] != b"\x1c" and entry.raw[3:4] == b"\x1c":
        return b"".join(entry.raw[at : at + 4][::-1] for at in range(0, len(entry.raw), 4))
    return entry.raw


def _data_sets(iim: bytes) -> Iterator[tuple[tuple[int, int], bytes]]:
    """Give the data sets (IIM 4.2, 1.5); the first that makes no sense ends the block."""
    place = iim.find(_MARK)
    while 0 <= place <= len(iim) - 5 and iim[place] == _MARK:
        which = (iim[place + 1], iim[place + 2])
        size = int.from_bytes(iim[place + 3 : place + 5], "big")
        place += 5
        if size & _EXTENDED:
            wide = size & ~_EXTENDED
            size = int.from_bytes(iim[place : place + wide], "big")
            place += wide
        yield which, iim[place : place + size]
        # Two blocks joined have padding between them.
        place = iim.find(_MARK, place + size)


def _named(data_sets: list[tuple[tuple[int, int], bytes]]) -> Iterator[tuple[str, str]]:
    utf8 = any(which == _CHARSET and value == _UTF8 for which, value in data_sets)
    for which, value in data_sets:
        name = NAMES.get(which, f"{which[0]}-{which[1]}")
        yield f"IPTC:{name}", _value(which, value, utf8=utf8)


def _value(which: tuple[int, int], value: bytes, *, utf8: bool) -> str:
    if which == _CHARSET:
        return "UTF8" if value == _UTF8 else repr(value)[2:-1]
    if which in _NUMBERS:
        return str(int.from_bytes(value[:4], "big"))
    text = value.decode("utf-8", "replace") if utf8 else decoded(value)
    if which in _DATES:
        return re.sub(r"^(\d{4})(\d{2})(\d{2})$", r"\1:\2:\3", text, flags=re.ASCII)
    if which in _TIMES:
        return re.sub(r"^(\d\d)(\d\d)(\d\d)(?:([+-]\d\d)(\d\d))?$", _clock, text, flags=re.ASCII)
    return text


def _clock(found: re.Match[str]) -> str:
    zone = f"{found[4]}:{found[5]}" if found[4] else ""
    return f"{found[1]}:{found[2]}:{found[3]}{zone}"
