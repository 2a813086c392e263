"""IPTC-IIM: captions, credits and instructions of agencies and platforms (IIM 4.2)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from provenance.metadata.guarded import Unreadable, block_of
from provenance.metadata.jpeg_walk import application
from provenance.metadata.values import decoded, joined
from provenance.model.metadata import Block, Segments, Tag

_PHOTOSHOP = b"Photoshop 3.0\0"
_RESOURCE = b"8BIM"
_IIM_RESOURCE = 0x0404
_RAW_PROFILE = "Raw profile type iptc"
_MARK = 0x1C
_EXTENDED = 0x8000
_UTF8 = b"\x1b%G"
_CHARSET = (1, 90)

NAMES = {
    (1, 90): "CodedCharacterSet",
    (2, 0): "ApplicationRecordVersion",
    (2, 5): "ObjectName",
    (2, 7): "EditStatus",
    (2, 10): "Urgency",
    (2, 15): "Category",
    (2, 20): "SupplementalCategories",
    (2, 22): "FixtureIdentifier",
    (2, 25): "Keywords",
    (2, 40): "SpecialInstructions",
    (2, 55): "DateCreated",
    (2, 60): "TimeCreated",
    (2, 62): "DigitalCreationDate",
    (2, 63): "DigitalCreationTime",
    (2, 65): "OriginatingProgram",
    (2, 70): "ProgramVersion",
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
}
"""Data sets by record and number, as ExifTool names them; others are `IPTC:Record-Number`."""

_DATES, _TIMES = {30, 37, 47, 55, 62, 70}, {35, 38, 60, 63}


class Iptc:
    """The IIM data sets of a JPEG (APP13, split blocks joined), PNG (raw profile) or TIFF."""

    kind = "iptc"

    def parse(self, segments: Segments) -> Block:
        """Give the block; repeated data sets are one tag, their values joined by commas."""
        return block_of(self.kind, lambda: _tags(segments))


def _tags(segments: Segments) -> tuple[Tag, ...] | None:
    iim = b"".join(_iim(segments))
    if not iim:
        return None
    tags = joined(_named(list(_data_sets(iim))), "IPTC")
    if not tags:
        raise Unreadable("the IPTC block holds no data set that can be read")
    return tags


def _iim(segments: Segments) -> Iterator[bytes]:
    """Give the IIM bytes wherever they are kept; blocks that were split follow one another."""
    yield from _resources(b"".join(application(segments.jpeg, 13, _PHOTOSHOP)))
    yield from _resources(segments.photoshop or b"")
    yield segments.iptc or b""
    for key, value in segments.text:
        if key == _RAW_PROFILE:
            profile = _from_hexadecimal(value)
            yield from _resources(profile) if _RESOURCE in profile[:40] else (profile,)


def _from_hexadecimal(text: str) -> bytes:
    """Read what ImageMagick writes: a name, a length, then lines of digits."""
    try:
        return bytes.fromhex("".join(text.split("\n")[3:]))
    except ValueError as error:
        raise Unreadable("the IPTC text chunk of the PNG is not hexadecimal") from error


def _resources(data: bytes) -> Iterator[bytes]:
    """Give the IIM blocks among Photoshop's image resources (Photoshop File Formats, 2019)."""
    place = data.find(_RESOURCE)
    while place >= 0 and place + 12 <= len(data):
        number = int.from_bytes(data[place + 4 : place + 6], "big")
        start = place + 6 + (data[place + 6] + 2 & ~1)  # a name and its length, to an even size
        size = int.from_bytes(data[start : start + 4], "big")
        if number == _IIM_RESOURCE:
            yield data[start + 4 : start + 4 + size]
        # Sizes that lie send us on to the next mark, not out of the file.
        past = start + 4 + size
        place = data.find(_RESOURCE, past if past <= len(data) else place + 4)


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
    if which[1] == 0:
        return str(int.from_bytes(value[:2], "big"))
    text = value.decode("utf-8", "replace") if utf8 else decoded(value)
    if which[0] == 2 and which[1] in _DATES:  # noqa: PLR2004 - the application record
        return re.sub(r"^(\d{4})(\d{2})(\d{2})$", r"\1:\2:\3", text, flags=re.ASCII)
    if which[0] == 2 and which[1] in _TIMES:  # noqa: PLR2004
        return re.sub(r"^(\d\d)(\d\d)(\d\d)(?:([+-]\d\d)(\d\d))?$", _clock, text, flags=re.ASCII)
    return text


def _clock(found: re.Match[str]) -> str:
    zone = f"{found[4]}:{found[5]}" if found[4] else ""
    return f"{found[1]}:{found[2]}:{found[3]}{zone}"
