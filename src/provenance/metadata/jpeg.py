"""How a JPEG is built: traces of the program that wrote it (ITU-T T.81, T.871, T.872)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from provenance.metadata.guarded import Unreadable, block_of
from provenance.metadata.jpeg_tables import table_pairs
from provenance.metadata.jpeg_walk import END, SCAN, Segment, walk
from provenance.metadata.trailer import kinds_of
from provenance.metadata.values import decoded, joined
from provenance.model.metadata import Block, Segments, Tag

_COMMENT, _APP0, _APP14, _DQT = 0xFE, 0xE0, 0xEE, 0xDB
_APPLICATIONS = range(_APP0, _APP0 + 16)
_NAME = re.compile(rb"[!-~][ -~]{1,30}")
_FRAMES = {
    0xC0: "Baseline DCT, Huffman coding",
    0xC1: "Extended sequential DCT, Huffman coding",
    0xC2: "Progressive DCT, Huffman coding",
    0xC3: "Lossless, Huffman coding",
    0xC9: "Extended sequential DCT, arithmetic coding",
    0xCA: "Progressive DCT, arithmetic coding",
}
_SUBSAMPLING = {
    (1, 1): "YCbCr4:4:4 (1 1)",
    (2, 1): "YCbCr4:2:2 (2 1)",
    (2, 2): "YCbCr4:2:0 (2 2)",
    (4, 1): "YCbCr4:1:1 (4 1)",
    (1, 2): "YCbCr4:4:0 (1 2)",
}
_MOST_NAMED = 200
_EXIF = "APP1 Exif"
_UNITS = {0: "None", 1: "inches", 2: "cm"}
_TRANSFORMS = {0: "Unknown (RGB or CMYK)", 1: "YCbCr", 2: "YCCK"}
_THREE_COLOURS = 3


class Jpeg:
    """Segments, comments, coding, tables, subsampling, JFIF, APP14, what lies behind the end."""

    kind = "jpeg"

    def parse(self, segments: Segments) -> Block:
        """Give the block; `Trailer:Bytes` and `Trailer:Kind` say what lies behind the picture."""
        return block_of(self.kind, lambda: _tags(segments.jpeg))


def _tags(data: bytes | None) -> tuple[Tag, ...] | None:
    if data is None:
        return None
    pairs = list(_pairs(data))
    if not pairs:
        raise Unreadable("the JPEG holds no segment that can be read")
    return joined(pairs, "File")


def _pairs(data: bytes) -> Iterator[tuple[str, str]]:
    last, scans = 0, 0
    tables, named = [], []
    for segment in walk(data):
        last = segment.marker
        scans += last == SCAN
        if last == _DQT and not scans:
            tables.append(segment.payload)
        if last in _APPLICATIONS and not scans:
            named.append(_named(segment))
        yield from _of_segment(segment)
    yield from (("File:Segments", name) for name in named[:_MOST_NAMED])
    if len(named) > _MOST_NAMED:
        yield "File:Warning", f"{len(named):,} application segments; {_MOST_NAMED} are shown"
    if (count := named.count(_EXIF)) > 1:
        yield "File:Warning", f"{count} EXIF segments, where one is usual"
    yield from table_pairs(tables)
    if scans:
        yield "File:Scans", str(scans)
    if last != END and scans:
        yield "File:Warning", "the JPEG has no end: it is cut short"


def _of_segment(segment: Segment) -> Iterator[tuple[str, str]]:
    payload = segment.payload
    if segment.marker == END and payload:
        yield "Trailer:Bytes", str(len(payload))
        yield "Trailer:Kind", kinds_of(payload)
    elif segment.marker == _COMMENT:
        yield "File:Comment", decoded(payload)
    elif segment.marker in _FRAMES and len(payload) >= 6:  # noqa: PLR2004 - to the components
        yield from _frame(segment)
    elif segment.marker == _APP0 and payload.startswith(b"JFIF\0") and len(payload) >= 12:  # noqa: PLR2004
        yield from _jfif(payload[5:])
    elif segment.marker == _APP14 and payload.startswith(b"Adobe") and len(payload) >= 12:  # noqa: PLR2004
        yield "APP14:DCTEncodeVersion", str(int.from_bytes(payload[5:7], "big"))
        yield "APP14:ColorTransform", _TRANSFORMS.get(payload[11], str(payload[11]))


def _frame(segment: Segment) -> Iterator[tuple[str, str]]:
    payload = segment.payload
    yield "File:EncodingProcess", _FRAMES[segment.marker]
    yield "File:BitsPerSample", str(payload[0])
    yield "File:ImageHeight", str(int.from_bytes(payload[1:3], "big"))
    yield "File:ImageWidth", str(int.from_bytes(payload[3:5], "big"))
    yield "File:ColorComponents", str(payload[5])
    factors = [(byte >> 4, byte & 15) for byte in payload[7 : 7 + 3 * payload[5] : 3]]
    if len(factors) == _THREE_COLOURS and factors[1] == factors[2]:
        (high, wide), (across, down) = factors[0], factors[1]
        if across and down and high % across == wide % down == 0:
            shown = (high // across, wide // down)
            yield "File:YCbCrSubSampling", _SUBSAMPLING.get(shown, f"{shown[0]} {shown[1]}")


def _jfif(data: bytes) -> Iterator[tuple[str, str]]:
    yield "JFIF:JFIFVersion", f"{data[0]}.{data[1]:02}"
    yield "JFIF:ResolutionUnit", _UNITS.get(data[2], str(data[2]))
    yield "JFIF:XResolution", str(int.from_bytes(data[3:5], "big"))
    yield "JFIF:YResolution", str(int.from_bytes(data[5:7], "big"))


def _named(segment: Segment) -> str:
    """Name an application segment by what it begins with, as far as that is text."""
    start = _NAME.match(segment.payload[:32])
    return f"APP{segment.marker - _APP0} {start[0].decode() if start else '(no name)'}".strip()
