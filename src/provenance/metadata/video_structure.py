"""How an MP4, MOV or 3GP is built: brands, boxes in their order, handlers, edit lists, XMP."""

from __future__ import annotations

from collections.abc import Iterator

from provenance.metadata.boxes import Box, walk
from provenance.metadata.guarded import Unreadable, block_of
from provenance.metadata.quicktime import NOT_SET, TIMES, times
from provenance.metadata.values import joined
from provenance.model.metadata import Block, Segments, Tag

_XMP = bytes.fromhex("BE7ACFCB97A942E89C71999491E3AFAC")
_C2PA = bytes.fromhex("D8FEC3D61B0E483C92975828877EC481")
_MOST_SHOWN = 64
_MOST_XMP = 1 << 20


class VideoStructure:
    """The boxes of a video; every one has them, so they are no statement."""

    kind = "video"

    def parse(self, segments: Segments) -> Block:
        """Give the block; `QuickTime:Boxes` lists the outermost boxes in their order."""
        return block_of(self.kind, lambda: _tags(segments.video))


def video_segments(data: bytes) -> Segments:
    """Give what the parsers read of an MP4, MOV or 3GP; XMP as in XMP part 3, 1.1.5 and 1.1.6."""
    xmp = None
    for box in walk(data):
        if box.path == "uuid" and data[box.start : box.start + 16] == _XMP:
            xmp = data[box.start + 16 : min(box.end, box.start + _MOST_XMP)]
        elif box.path == "moov/udta/XMP_":
            xmp = data[box.start : min(box.end, box.start + _MOST_XMP)]
    return Segments(video=data, xmp=xmp)


def _tags(data: bytes | None) -> tuple[Tag, ...] | None:
    if data is None:
        return None
    found = tuple(walk(data))
    outer = [box for box in found if "/" not in box.path]
    if not outer:
        raise Unreadable("the file holds no box that can be read")
    shown = [box.kind.strip() for box in outer[:_MOST_SHOWN]]
    pairs = [("QuickTime:Boxes", ", ".join(shown))]
    for box in found:
        pairs += _of(data, box)
    if not outer[-1].whole:
        pairs.append(("QuickTime:Warning", "the last box is cut short"))
    return joined(pairs, "QuickTime")


def _of(data: bytes, box: Box) -> Iterator[tuple[str, str]]:
    if box.path == "ftyp":
        yield "QuickTime:MajorBrand", data[box.start : box.start + 4].decode("latin-1").strip()
    elif box.path == "moov/trak/mdia/hdlr":
        if name := _handler(data[box.start + 24 : min(box.end, box.start + 280)]):
            yield "QuickTime:HandlerDescription", name
    elif box.kind in TIMES:
        yield from (each for each in times(data, box) if each[1] == NOT_SET)
    elif box.path == "moov/trak/edts/elst":
        entries = int.from_bytes(data[box.start + 4 : min(box.start + 8, box.end)], "big")
        yield "QuickTime:EditListEntries", str(entries)
    elif box.path == "uuid" and data[box.start : box.start + 16] == _C2PA:
        yield "QuickTime:C2PA", "a box of Content Credentials is there"


def _handler(held: bytes) -> str:
    """Read a name that ends in zero (ISO) or begins with its length (QuickTime)."""
    if held and held[0] == len(held) - 1:
        held = held[1:]
    return held.partition(b"\0")[0].decode("utf-8", "replace").strip()
