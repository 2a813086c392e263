"""What a Matroska or WebM says of itself: when, by what and as what it was written (RFC 9559)."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from datetime import datetime, timedelta

from provenance.metadata.ebml import EBML, INFO, SEGMENT, SIMPLE_TAG, Element, walk
from provenance.metadata.guarded import Unreadable, block_of
from provenance.metadata.values import joined
from provenance.model.metadata import Block, Segments, Tag

_DOC_TYPE, _DATE, _DURATION, _SCALE = 0x4282, 0x4461, 0x4489, 0x2AD7B1
_TAG_NAME, _TAG_STRING = 0x45A3, 0x4487
_TEXTS = {
    0x7BA9: "Title",
    0x4D80: "MuxingApp",
    0x5741: "WritingApp",
    0x7384: "SegmentFileName",
}
_EPOCH = datetime(2001, 1, 1)
_NAME = re.compile(r"[A-Za-z0-9_.-]{1,40}", re.ASCII)
_LONGEST = 4096
_NANOSECONDS = 1_000_000_000
_USUAL_SCALE = 1_000_000


class Matroska:
    """The statements of a Matroska or WebM; pictures and sound are passed over."""

    kind = "matroska"

    def parse(self, segments: Segments) -> Block:
        """Give the block; `Matroska:DateUTC` is when the file was put together, not filmed."""
        return block_of(self.kind, lambda: _tags(segments.matroska))


def _tags(data: bytes | None) -> tuple[Tag, ...] | None:
    if data is None:
        return None
    pairs: list[tuple[str, str]] = []
    scale, length, name = _USUAL_SCALE, 0.0, ""
    for each in walk(data):
        held = data[each.start : min(each.end, each.start + _LONGEST)]
        inside = each.parents[-1:]
        if inside == (INFO,) and each.number == _SCALE:
            scale = int.from_bytes(held[:8], "big")
        elif inside == (INFO,) and each.number == _DURATION:
            length = _float(held)
        elif inside == (SIMPLE_TAG,) and each.number == _TAG_NAME:
            name = _text(held)
        elif inside == (SIMPLE_TAG,) and each.number == _TAG_STRING and _NAME.fullmatch(name):
            pairs.append((f"MatroskaTags:{name}", _text(held)))
        else:
            pairs += _of(each, held)
    if not pairs:
        raise Unreadable("the file holds no element that can be read")
    seconds = length * scale / _NANOSECONDS
    if 0 < seconds < _NANOSECONDS:
        pairs.append(("Matroska:Duration", f"{seconds:.2f} s"))
    return joined([pair for pair in pairs if pair[1]], "Matroska")


def _of(each: Element, held: bytes) -> Iterator[tuple[str, str]]:
    inside = each.parents[-1:]
    if inside == (EBML,) and each.number == _DOC_TYPE:
        yield "Matroska:DocType", _text(held)
    elif inside == (INFO,) and each.number in _TEXTS:
        yield f"Matroska:{_TEXTS[each.number]}", _text(held)
    elif inside == (INFO,) and each.number == _DATE and len(held) == 8:  # noqa: PLR2004
        yield "Matroska:DateUTC", _date(int.from_bytes(held, "big", signed=True))
    elif each.number == SEGMENT and not each.whole:
        yield "Matroska:Warning", "the segment has no size, or is cut short"


def _date(nanoseconds: int) -> str:
    """Read nanoseconds since 2001 in UTC; every signed number of 64 bits is a date."""
    return f"{_EPOCH + timedelta(microseconds=nanoseconds // 1000):%Y:%m:%d %H:%M:%S}Z"


def _float(held: bytes) -> float:
    form = {4: ">f", 8: ">d"}.get(len(held))
    return float(struct.unpack(form, held)[0]) if form else 0.0


def _text(held: bytes) -> str:
    return held.partition(b"\0")[0].decode("utf-8", "replace").strip()
