"""Whether a file carries Content Credentials, and under which label (C2PA 2.2, A.3 and 11.1).

Only presence and labels: what is signed, and if it holds, is for a verifier to say.
"""

from __future__ import annotations

from collections.abc import Iterator

from provenance.metadata.guarded import Unreadable, block_of
from provenance.metadata.jpeg_walk import application
from provenance.metadata.tiff_walk import tiff_of
from provenance.metadata.values import decoded, joined
from provenance.model.metadata import Block, Segments, Tag

_UUID = bytes.fromhex("d8fec3d61b0e483c92975828877ec481")
_TIFF_TAG = 0xCD41
_STORE = "c2pa"
_HEADER = 8
_MOST_BOXES = 200


class C2pa:
    """Content Credentials of a JPEG, PNG, WebP, HEIF, AVIF or TIFF: that they are there."""

    kind = "c2pa"

    def parse(self, segments: Segments) -> Block:
        """Give the block; `JUMBF:JUMDLabel` is `c2pa`, `C2PA:Manifests` are the labels in it."""
        return block_of(self.kind, lambda: _tags(segments))


def _tags(segments: Segments) -> tuple[Tag, ...] | None:
    stores = [(where, store) for where, store in _stores(segments) if store]
    if not stores:
        return None
    pairs: list[tuple[str, str]] = []
    for where, store in stores:
        label, inside = _described(store)
        if label == _STORE:
            labels = [_described(box)[0] for box in _boxes(inside)]
            pairs += [("JUMBF:JUMDLabel", label), ("C2PA:Container", where)]
            pairs += [("C2PA:Manifests", each) for each in labels if each]
            # The last one is the active manifest (C2PA 2.2, 11.1.4.2).
            pairs += [("C2PA:ActiveManifest", each) for each in labels[-1:] if each]
    if not pairs:
        if any(_STORE.encode() in store[:256] for _, store in stores):
            raise Unreadable("the block of Content Credentials is damaged: it has no label")
        return None  # JUMBF of another kind
    return joined(pairs, "C2PA")


def _stores(segments: Segments) -> Iterator[tuple[str, bytes]]:
    """Give the JUMBF boxes with the place where each container keeps them."""
    for box in _of_jpeg(application(segments.jpeg, 11, b"JP")):
        yield "JPEG APP11", box
    if (tiff := tiff_of(segments.exif)) and not segments.jpeg:
        entry = tiff.directory(tiff.first()).get(_TIFF_TAG)
        yield "TIFF tag 0xcd41", entry.raw if entry else b""
    for kind, held in segments.parts:
        if kind == "caBX":
            yield "PNG caBX", held
        elif kind == "C2PA":
            yield "WebP C2PA", held
        elif kind == "uuid" and held.startswith(_UUID):
            # A version, a purpose that ends in NUL, eight bytes of an offset, then the JUMBF.
            yield "uuid box", held[20:].partition(b"\0")[2][8:]


def _of_jpeg(segments: tuple[bytes, ...]) -> Iterator[bytes]:
    """Join the segments of each box: number of the box, of the segment, then the box's header."""
    boxes: dict[bytes, dict[int, bytes]] = {}
    for each in segments:
        number = int.from_bytes(each[2:6], "big")
        boxes.setdefault(each[:2], {}).setdefault(number, each[6:])
    for portions in boxes.values():
        first, *rest = (portions[number] for number in sorted(portions))
        header = 16 if first[:4] == b"\0\0\0\1" else _HEADER
        yield first + b"".join(each[header:] for each in rest)


def _described(box: bytes) -> tuple[str, bytes]:
    """Give the label of a JUMBF superbox and what it holds (ISO/IEC 19566-5, A.3)."""
    if box[4:8] != b"jumb":
        return "", b""
    start = 16 if box[:4] == b"\0\0\0\1" else _HEADER
    size = int.from_bytes(box[start : start + 4], "big")
    described = box[start : start + size]
    # A type of 16 bytes, then flags, of which 2 says that a label follows.
    if described[4:8] != b"jumd" or len(described) <= 25 or not described[24] & 2:  # noqa: PLR2004
        return "", b""
    return decoded(described[25:].partition(b"\0")[0]), box[start + size :]


def _boxes(data: bytes) -> Iterator[bytes]:
    place = 0
    for _ in range(_MOST_BOXES):
        size = int.from_bytes(data[place : place + 4], "big")
        if size < _HEADER or place + size > len(data):
            return
        yield data[place : place + size]
        place += size
