"""What an AVI says of itself: its date, titles and the program that wrote it.

Multimedia Programming Interface and Data Specifications 1.0 (1991), RIFF; names as ExifTool's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from provenance.metadata.guarded import Unreadable, block_of
from provenance.metadata.values import decoded, joined
from provenance.model.metadata import Block, Segments, Tag

_TEXTS = {
    b"IARL": "ArchivalLocation",
    b"IART": "Artist",
    b"ICMT": "Comment",
    b"ICOP": "Copyright",
    b"ICRD": "DateCreated",
    b"IDIT": "DateTimeOriginal",
    b"INAM": "Title",
    b"ISBJ": "Subject",
    b"ISFT": "Software",
    b"ISRC": "Source",
    b"ITCH": "Technician",
    b"strd": "StreamData",
}
_HOLD_CHUNKS = {b"RIFF", b"LIST"}
_PASSED_OVER = {b"movi", b"rec "}
_MOST_CHUNKS = 20_000
_DEEPEST = 8
_LONGEST = 4096
_HEADER = 8
_MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec"
_AS_C_WRITES = re.compile(
    r"[A-Z][a-z]{2} ([A-Z][a-z]{2}) +(\d{1,2}) (\d\d:\d\d:\d\d) (\d{4})", re.ASCII | re.IGNORECASE
)
_BY_NUMBERS = re.compile(
    r"(\d{4})[:/-] ?(\d{1,2})[:/-] ?(\d{1,2}) +(\d\d:\d\d(?::\d\d)?)", re.ASCII
)


class Riff:
    """The statements of an AVI; pictures and sound are passed over."""

    kind = "riff"

    def parse(self, segments: Segments) -> Block:
        """Give the block; `RIFF:DateTimeOriginal` is what the clock of the camera showed."""
        return block_of(self.kind, lambda: _tags(segments.riff))


def _tags(data: bytes | None) -> tuple[Tag, ...] | None:
    if data is None:
        return None
    if data[:4] != b"RIFF":
        raise Unreadable("the file does not begin as an AVI does")
    pairs = []
    for count, (kind, start, end) in enumerate(_inside(data, 0, len(data), 0)):
        if count >= _MOST_CHUNKS:
            pairs.append(("RIFF:Warning", "the file has more chunks than are looked at"))
            break
        if name := _TEXTS.get(kind):
            text = decoded(data[start : min(end, start + _LONGEST)].partition(b"\0")[0]).strip()
            pairs.append((f"RIFF:{name}", _time(text) if name == "DateTimeOriginal" else text))
    pairs = [(name, text) for name, text in pairs if text and text.isprintable()]
    return joined(pairs, "RIFF") if pairs else None


def _inside(data: bytes, start: int, end: int, depth: int) -> Iterator[tuple[bytes, int, int]]:
    place = start
    while place + _HEADER <= end:
        kind = data[place : place + 4]
        size = int.from_bytes(data[place + 4 : place + _HEADER], "little")
        content, stop = place + _HEADER, min(place + _HEADER + size, end)
        yield kind, content, stop
        listed = data[content : content + 4]
        if kind in _HOLD_CHUNKS and depth < _DEEPEST and listed not in _PASSED_OVER:
            yield from _inside(data, content + 4, stop, depth + 1)
        place = content + size + size % 2


def _time(text: str) -> str:
    """Write a time as EXIF does; one in another form stays as it is."""
    if found := _AS_C_WRITES.fullmatch(text):
        month = _MONTHS.lower().find(found[1].lower())
        if month >= 0 and month % 3 == 0:
            return f"{found[4]}:{month // 3 + 1:02}:{int(found[2]):02} {found[3]}"
    if found := _BY_NUMBERS.fullmatch(text):
        clock = found[4] if found[4].count(":") > 1 else f"{found[4]}:00"
        return f"{found[1]}:{int(found[2]):02}:{int(found[3]):02} {clock}"
    return text
