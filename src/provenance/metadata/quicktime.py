"""What an MP4, MOV or 3GP says of itself: times, place, device and programs, by ExifTool's names.

ISO/IEC 14496-12, 8.2.2, 8.3.2, 8.4.2; Apple's QuickTime File Format, "Metadata" and "User data".
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from datetime import datetime, timedelta

from provenance.metadata.boxes import Box, walk
from provenance.metadata.guarded import block_of
from provenance.metadata.values import joined
from provenance.model.metadata import Block, Segments, Tag

NOT_SET = "0000:00:00 00:00:00"
"""How ExifTool writes a time of zero, which is no time at all."""

_EPOCH = datetime(1904, 1, 1)
TIMES = {"mvhd": "", "tkhd": "Track", "mdhd": "Media"}
_TEXTS = {
    "\xa9xyz": "GPSCoordinates",
    "\xa9mak": "Make",
    "\xa9mod": "Model",
    "\xa9swr": "SoftwareVersion",
    "\xa9day": "ContentCreateDate",
    "\xa9too": "Encoder",
    "\xa9enc": "EncodedBy",
    "\xa9nam": "Title",
    "\xa9cmt": "Comment",
    "desc": "Description",
    "cprt": "Copyright",
}
_KEYS = {
    "com.apple.quicktime.location.ISO6709": "GPSCoordinates",
    "com.apple.quicktime.creationdate": "CreationDate",
    "com.apple.quicktime.make": "Make",
    "com.apple.quicktime.model": "Model",
    "com.apple.quicktime.software": "Software",
    "com.apple.quicktime.content.identifier": "ContentIdentifier",
    "com.apple.proapps.serialno": "SerialNumber",
    "com.android.version": "AndroidVersion",
    "com.android.capture.fps": "AndroidCaptureFPS",
}
_SERIALS = {"slno": "SerialNumber", "SNum": "SerialNumber"}
_GOPRO = "CAME"
"""A digest of the serial number, as GoPro writes it; the number itself is not in the file."""

_LONGEST = 4096
_MOST_KEYS = 1024


class QuickTime:
    """The statements of a video; how it is built is the kind `video`."""

    kind = "quicktime"

    def parse(self, segments: Segments) -> Block:
        """Give the block; a time of zero says nothing, so it stands with the structure."""
        return block_of(self.kind, lambda: _tags(segments.video))


def _tags(data: bytes | None) -> tuple[Tag, ...] | None:
    if data is None:
        return None
    pairs: list[tuple[str, str]] = []
    keys: list[str] = []
    for box in walk(data):
        if box.kind in TIMES:
            pairs += [each for each in times(data, box) if each[1] != NOT_SET]
        elif box.path.endswith("meta/keys"):
            keys = list(_keys(data, box))
        elif "/ilst/" in box.path:
            pairs += _item(data, box, keys)
        elif box.path.endswith("udta/loci"):
            pairs += _loci(data[box.start : min(box.end, box.start + _LONGEST)])
        elif box.path.endswith("udta/date"):
            held = data[box.start : min(box.end, box.start + _LONGEST)]
            pairs.append(("UserData:DateTimeOriginal", _text(held)))
        elif box.path == f"moov/udta/{box.kind}" and box.kind in {*_SERIALS, _GOPRO}:
            pairs += _serial(box.kind, data[box.start : min(box.end, box.start + _LONGEST)])
        elif "udta/" in box.path and box.kind in _TEXTS and "meta" not in box.path:
            pairs += _user_text(data, box)
    return joined(pairs, "QuickTime") if pairs else None


def times(data: bytes, box: Box) -> Iterator[tuple[str, str]]:
    """Read when a movie, track or medium was made and changed: seconds since 1904."""
    held = data[box.start : min(box.end, box.start + 20)]
    wide = held[:1] == b"\1"
    layout = ">QQ" if wide else ">II"
    if len(held) < 4 + struct.calcsize(layout):
        return
    made, changed = struct.unpack_from(layout, held, 4)
    yield f"QuickTime:{TIMES[box.kind]}CreateDate", _written(made)
    yield f"QuickTime:{TIMES[box.kind]}ModifyDate", _written(changed)


def _written(seconds: int) -> str:
    if seconds == 0:
        return NOT_SET
    try:
        return f"{_EPOCH + timedelta(seconds=seconds):%Y:%m:%d %H:%M:%S}"
    except OverflowError:
        return f"{seconds} seconds since 1904, which is no time"


def _keys(data: bytes, box: Box) -> Iterator[str]:
    place = box.start + 8
    for _ in range(_MOST_KEYS):
        size = int.from_bytes(data[place : place + 4], "big")
        if size < 8 or place + size > box.end:  # noqa: PLR2004 - size and namespace
            return
        yield data[place + 8 : place + min(size, _LONGEST)].decode("utf-8", "replace")
        place += size


def _item(data: bytes, box: Box, keys: list[str]) -> Iterator[tuple[str, str]]:
    """Read an item: size, `data`, a type (1 is UTF-8), a locale, the value."""
    held = data[box.start : min(box.end, box.start + _LONGEST)]
    if held[4:8] != b"data" or held[8:12] != b"\0\0\0\1":
        return
    value = _text(held[16 : int.from_bytes(held[:4], "big")])
    number = int.from_bytes(data[box.start - 4 : box.start], "big")
    if 1 <= number <= len(keys):
        named = _KEYS.get(keys[number - 1])
        if named:
            yield f"Keys:{named}", value
    elif box.kind in _TEXTS:
        yield f"ItemList:{_TEXTS[box.kind]}", value


def _user_text(data: bytes, box: Box) -> Iterator[tuple[str, str]]:
    """Read user data: a length, a language and text, where the kind begins with ©."""
    held = data[box.start : min(box.end, box.start + _LONGEST)]
    if box.kind.startswith("\xa9") and len(held) >= 4:  # noqa: PLR2004
        length = int.from_bytes(held[:2], "big")
        yield f"UserData:{_TEXTS[box.kind]}", _text(held[4 : 4 + length])


def _serial(kind: str, held: bytes) -> Iterator[tuple[str, str]]:
    """Read the serial number of a camera, as ExifTool's table of UserData names it."""
    if kind == _GOPRO:
        yield "UserData:SerialNumberHash", held[:32].hex()
    else:
        yield f"UserData:{_SERIALS[kind]}", _text(held)


def _loci(held: bytes) -> Iterator[tuple[str, str]]:
    """Read the place of 3GPP TS 26.244, 8.10: a name, a role, longitude, latitude, altitude."""
    name, zero, rest = held[6:].partition(b"\0")
    if zero and len(rest) >= 13:  # noqa: PLR2004
        east, north, _ = struct.unpack_from(">iii", rest, 1)
        shown = f"{north / 65536:+.5f}{east / 65536:+.5f}/"
        yield "UserData:GPSCoordinates", shown
        if name:
            yield "UserData:LocationName", _text(name)


def _text(held: bytes) -> str:
    """Decode UTF-8, else the encoding of the Macintosh, which QuickTime's user data are in."""
    try:
        text = held.decode("utf-8")
    except UnicodeDecodeError:
        text = held.decode("mac_roman")
    return text.strip("\0 ")
