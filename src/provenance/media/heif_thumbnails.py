"""Takes the thumbnails out of a HEIF or AVIF, each as a small file of its own, decoding nothing.

A thumbnail is an item of its own that refers to the picture by `thmb` (ISO/IEC 23008-12, 6.5.1.1;
the boxes: ISO/IEC 14496-12, 8.11). pi-heif tells their sizes and not their pixels, so the coded
picture and its properties are put into a file that holds nothing else. Thumbnails that are put
together of tiles (`grid`) are not taken.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from contextlib import suppress

from provenance.media.heif_meta import Meta, meta_of

MOST = 8
"""Thumbnails of one file that are taken."""

MOST_BYTES = 2 << 20
"""Bytes of one of them; what is larger is a rendition, and no thumbnail."""

_BRANDS = {"hvc1": b"heic", "av01": b"avif"}


def thumbnails_of(data: bytes) -> tuple[bytes, ...]:
    """Give the thumbnails of the primary picture: HEIC, AVIF or JPEG. Never raises."""
    found: list[bytes] = []
    with suppress(Exception):  # damaged boxes raise what nobody foresaw
        meta = meta_of(data)
        for item in meta.thumbnails[:MOST]:
            with suppress(Exception):
                found += _file(data, meta, item)
    return tuple(found)


def _file(data: bytes, meta: Meta, item: int) -> Iterator[bytes]:
    kind = meta.kinds.get(item, "")
    coded = meta.coded(data, item, MOST_BYTES)
    held = [
        (essential, *meta.properties[number - 1])
        for essential, number in meta.of_items.get(item, [])
        if 0 < number <= len(meta.properties)
    ]
    if kind == "jpeg" and coded:
        yield next((content for _, name, content in held if name == "jpgC"), b"") + coded
    elif kind in _BRANDS and coded:
        yield _alone(kind, held, coded)


def _alone(kind: str, properties: list[tuple[bool, str, bytes]], coded: bytes) -> bytes:
    """Put one coded picture into a file of its own (ISO/IEC 23008-12, 10.2.2)."""
    listed = b"".join(_box(name, held) for _, name, held in properties)
    numbers = bytes(must << 7 | at for at, (must, _, _) in enumerate(properties, start=1))
    ipma = _box("ipma", bytes(4), struct.pack(">IHB", 1, 1, len(numbers)), numbers)
    infe = _box("infe", b"\2\0\0\0", struct.pack(">HH", 1, 0), kind.encode(), b"\0")
    start = _box("ftyp", _BRANDS[kind], bytes(4), _BRANDS[kind], b"mif1")

    def meta(at: int) -> bytes:
        place = struct.pack(">HHHHII", 1, 1, 0, 1, at, len(coded))
        return _box(
            "meta",
            bytes(4),
            _box("hdlr", bytes(8), b"pict", bytes(13)),
            _box("pitm", bytes(4), b"\0\1"),
            _box("iloc", bytes(4), b"\x44\0", place),
            _box("iinf", bytes(4), b"\0\1", infe),
            _box("iprp", _box("ipco", listed), ipma),
        )

    before = len(start) + len(meta(0)) + 8
    return start + meta(before) + _box("mdat", coded)


def _box(kind: str, *held: bytes) -> bytes:
    content = b"".join(held)
    return struct.pack(">I", 8 + len(content)) + kind.encode("latin-1") + content
