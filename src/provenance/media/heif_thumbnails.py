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
from dataclasses import dataclass, field

from provenance.media.parts import boxes

MOST = 8
"""Thumbnails of one file that are taken."""

MOST_BYTES = 2 << 20
"""Bytes of one of them; what is larger is a rendition, and no thumbnail."""

_BRANDS = {"hvc1": b"heic", "av01": b"avif"}
_FULL = 4  # version and flags
_MOST_ITEMS = 10_000
_MOST_EXTENTS = 256
_MOST_PROPERTIES = 32


@dataclass(slots=True)
class _Numbers:
    """Reads numbers one after the other; raises `IndexError` behind the end."""

    data: bytes
    at: int = 0

    def take(self, size: int) -> int:
        held = self.data[self.at : self.at + size]
        if len(held) < size:
            raise IndexError("the box ends early")
        self.at += size
        return int.from_bytes(held, "big")


@dataclass(slots=True)
class _Meta:
    """What the box `meta` says of its items."""

    primary: int = 0
    kinds: dict[int, str] = field(default_factory=dict)
    thumbnails: list[int] = field(default_factory=list)
    places: dict[int, tuple[int, list[tuple[int, int]]]] = field(default_factory=dict)
    properties: list[tuple[str, bytes]] = field(default_factory=list)
    of_items: dict[int, list[tuple[bool, int]]] = field(default_factory=dict)
    idat: bytes = b""


def thumbnails_of(data: bytes) -> tuple[bytes, ...]:
    """Give the thumbnails of the primary picture: HEIC, AVIF or JPEG. Never raises."""
    found: list[bytes] = []
    with suppress(Exception):  # damaged boxes raise what nobody foresaw
        meta = _meta(data)
        for item in meta.thumbnails[:MOST]:
            with suppress(Exception):
                found += _file(data, meta, item)
    return tuple(found)


def _meta(data: bytes) -> _Meta:
    held = next((content for kind, content in boxes(data) if kind == "meta"), b"")[_FULL:]
    inside = dict(reversed(list(boxes(held))))
    meta = _Meta(idat=inside.get("idat", b""))
    pitm = inside.get("pitm", b"")
    meta.primary = _numbered(pitm, 2 if pitm[:1] == b"\0" else 4)
    meta.kinds = dict(_kinds(inside.get("iinf", b"")))
    meta.thumbnails = list(_thumbnails(inside.get("iref", b""), meta.primary))
    if meta.thumbnails:
        meta.places = dict(_places(inside.get("iloc", b"")))
        shared = dict(boxes(inside.get("iprp", b"")))
        meta.properties = list(boxes(shared.get("ipco", b"")))
        meta.of_items = dict(_associations(shared.get("ipma", b"")))
    return meta


def _numbered(full: bytes, size: int) -> int:
    return int.from_bytes(full[_FULL : _FULL + size], "big")


def _kinds(iinf: bytes) -> Iterator[tuple[int, str]]:
    start = _FULL + (2 if iinf[:1] == b"\0" else 4)
    for count, (kind, held) in enumerate(boxes(iinf[start:])):
        if count == _MOST_ITEMS:
            return
        size = 4 if held[:1] == b"\3" else 2
        if kind == "infe" and held[:1] in {b"\2", b"\3"}:
            after = _FULL + size + 2  # its number and that of its protection
            yield _numbered(held, size), held[after : after + 4].decode("latin-1")


def _thumbnails(iref: bytes, primary: int) -> Iterator[int]:
    size = 2 if iref[:1] == b"\0" else 4
    for kind, held in boxes(iref[_FULL:]):
        numbers = _Numbers(held)
        if kind == "thmb":
            item, count = numbers.take(size), numbers.take(2)
            if primary in {numbers.take(size) for _ in range(count)}:
                yield item


def _places(iloc: bytes) -> Iterator[tuple[int, tuple[int, list[tuple[int, int]]]]]:
    """Give for each item where its bytes are: 0 for in the file, 1 for in `idat`, and which."""
    numbers, version = _Numbers(iloc, _FULL), iloc[0]
    sizes, bases = numbers.take(1), numbers.take(1)
    wide = 4 if version > 1 else 2
    for _ in range(min(numbers.take(wide), _MOST_ITEMS)):
        item = numbers.take(wide)
        method = numbers.take(2) & 15 if version else 0
        numbers.take(2)  # in which file; only this one is read
        base = numbers.take(bases >> 4)
        extents = []
        for _ in range(min(numbers.take(2), _MOST_EXTENTS)):
            numbers.take(bases & 15 if version else 0)
            extents.append((base + numbers.take(sizes >> 4), numbers.take(sizes & 15)))
        yield item, (method, extents)


def _associations(ipma: bytes) -> Iterator[tuple[int, list[tuple[bool, int]]]]:
    """Give for each item its properties: whether it must be understood, and its number from 1."""
    numbers, long = _Numbers(ipma, _FULL), ipma[3] & 1
    size, last = (2, 0x7FFF) if long else (1, 0x7F)
    for _ in range(min(numbers.take(4), _MOST_ITEMS)):
        item = numbers.take(4 if ipma[0] else 2)
        stated = [numbers.take(size) for _ in range(numbers.take(1))]
        yield item, [(each > last, each & last) for each in stated[:_MOST_PROPERTIES]]


def _file(data: bytes, meta: _Meta, item: int) -> Iterator[bytes]:
    kind = meta.kinds.get(item, "")
    method, extents = meta.places[item]
    source = {0: data, 1: meta.idat}[method]
    if sum(length for _, length in extents) > MOST_BYTES:
        return
    coded = b"".join(source[start : start + length] for start, length in extents)
    held = [
        (essential, *meta.properties[number - 1])
        for essential, number in meta.of_items.get(item, [])
        if 0 < number <= len(meta.properties)
    ]
    if kind == "jpeg":
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
