"""The tags that a camera or its software wrote into a file: the EXIF block, read with exifread."""

from __future__ import annotations

import struct
from typing import Any

from provenance.metadata.exif_directories import TooMuchWork, tags_of
from provenance.metadata.jpeg_walk import application
from provenance.metadata.user_comment import user_comment
from provenance.model.metadata import Block, Segments, State, Tag

_PREFIX = b"Exif\0\0"
_BYTE_ORDERS = {b"II*\0": "<", b"MM\0*": ">"}
_HEADER_BYTES = 8

_GROUPS = {
    "Image": "IFD0",
    "Thumbnail": "IFD1",
    "Interoperability": "InteropIFD",
}
_NAMES = {  # what exifread has no name for, or one that is not the standard's
    "IFD0:Tag 0x000B": "IFD0:ProcessingSoftware",
    "GPS:GPSDate": "GPS:GPSDateStamp",
    "GPS:Tag 0x001F": "GPS:GPSHPositioningError",
}

_ORIENTATIONS = (  # 1 to 8, in the words of exifread
    "Horizontal (normal)",
    "Mirrored horizontal",
    "Rotated 180",
    "Mirrored vertical",
    "Mirrored horizontal then rotated 90 CCW",
    "Rotated 90 CW",
    "Mirrored horizontal then rotated 90 CW",
    "Rotated 90 CCW",
)

_LONGEST = 1_000
_BYTE = 1
_UNDEFINED = 7
_LONGEST_BINARY = 64


class Exif:
    """The EXIF tags of a JPEG, WebP, PNG, AVIF, HEIC or TIFF, named as ExifTool names them.

    exifread offers MakerNotes and user comments together or not at all, and a MakerNote with a
    changed count keeps it busy for ever; so they are read elsewhere.
    """

    kind = "exif"

    def parse(self, segments: Segments) -> Block:
        """Give the block; values are text of at most 1,000 characters, never binary data."""
        exif = exif_of(segments)
        if exif is None:
            if segments.problem:
                return Block(self.kind, State.UNREADABLE, reason=segments.problem)
            return Block(self.kind, State.ABSENT)
        try:
            tags = _as_stated(_tags(exif.removeprefix(_PREFIX)), segments.orientation)
        except (_Unreadable, TooMuchWork) as unreadable:
            return Block(self.kind, State.UNREADABLE, reason=str(unreadable))
        # exifread raises a dozen kinds of exception on damaged bytes and promises none of them.
        except Exception as error:  # noqa: BLE001
            detail = f"{type(error).__name__}: {error}"
            reason = f"the EXIF segment is damaged and its tags cannot be read ({detail})"
            return Block(self.kind, State.UNREADABLE, reason=reason)
        if comment := user_comment(exif):
            tags = (*tags, Tag("EXIF:UserComment", comment))
        return Block(self.kind, State.PRESENT, tags)


def exif_of(segments: Segments) -> bytes | None:
    """Give the EXIF block: what the container handed over, else the first that a JPEG holds."""
    if segments.exif is not None or segments.jpeg is None:
        return segments.exif
    return next(iter(application(segments.jpeg, 1, _PREFIX)), None)


class _Unreadable(Exception):
    """The segment is there and nothing can be read from it; the text says why."""


def _tags(tiff: bytes) -> tuple[Tag, ...]:
    listed = _listed(tiff)
    found = tags_of(tiff)
    if listed and not found:
        raise _Unreadable(f"the EXIF segment lists tags ({listed:,}), none of which can be read")
    return tuple(Tag(_name(key), _text(tag)) for key, tag in found.items())


def _as_stated(tags: tuple[Tag, ...], orientation: int | None) -> tuple[Tag, ...]:
    """Put back the orientation that the reader of the container has rewritten."""
    if orientation is None or not 1 <= orientation <= len(_ORIENTATIONS):
        return tags
    stated = Tag("IFD0:Orientation", _ORIENTATIONS[orientation - 1])
    return tuple(stated if tag.name == stated.name else tag for tag in tags)


def _listed(tiff: bytes) -> int:
    """Count the tags that the first directory lists (TIFF 6.0, section 2).

    exifread answers an empty dictionary alike for "not EXIF", "broken" and "no tags".
    """
    if not tiff:
        raise _Unreadable("the EXIF segment is empty")
    order = _BYTE_ORDERS.get(tiff[:4])
    if order is None:
        raise _Unreadable("the EXIF segment does not begin with a TIFF header")
    if len(tiff) >= _HEADER_BYTES:
        (start,) = struct.unpack_from(f"{order}I", tiff, 4)
        if _HEADER_BYTES <= start <= len(tiff) - 2:
            return int(struct.unpack_from(f"{order}H", tiff, start)[0])
    raise _Unreadable("the EXIF segment is cut short or damaged: its list of tags is not in it")


def _name(key: str) -> str:
    group, _, rest = key.partition(" ")
    if group == "IFD":  # third directory and later: "IFD 2 Make"
        number, _, rest = rest.partition(" ")
        group += number
    name = f"{_GROUPS.get(group, group)}:{rest}"
    return _NAMES.get(name, name)


def _text(tag: Any) -> str:
    values = tag.values
    if isinstance(values, bytes):  # text that is not UTF-8; Latin-1 loses no byte
        text = values.decode("latin-1")
    elif _is_utf16(tag):
        text = bytes(values).decode("utf-16-le", "replace")
    elif _is_binary(tag):
        text = f"({tag.field_length:,} bytes, not shown)"
    else:
        text = tag.printable
    text = text.replace("\0", "").rstrip()
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"


def _is_utf16(tag: Any) -> bool:
    # Windows writes XPTitle (0x9C9B) to XPSubject (0x9C9F) as bytes of UTF-16.
    return 0x9C9B <= tag.tag <= 0x9C9F and tag.field_type == _BYTE and bool(tag.values)  # noqa: PLR2004


def _is_binary(tag: Any) -> bool:
    if tag.prefer_printable or isinstance(tag.values, str):
        return False
    # exifread gives no values at all where there are 1,000 or more.
    left_out = not tag.values and tag.field_length
    blob = tag.field_type in {_BYTE, _UNDEFINED} and tag.field_length > _LONGEST_BINARY
    return bool(left_out or blob)
