"""Reads the list of items in a HEIF or AVIF: what they are, and where their bytes lie.

The boxes are those of ISO/IEC 14496-12, 8.11.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from provenance.media.parts import boxes

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
class Meta:
    """What the box `meta` says of its items."""

    primary: int = 0
    kinds: dict[int, str] = field(default_factory=dict)
    thumbnails: list[int] = field(default_factory=list)
    places: dict[int, tuple[int, list[tuple[int, int]]]] = field(default_factory=dict)
    properties: list[tuple[str, bytes]] = field(default_factory=list)
    of_items: dict[int, list[tuple[bool, int]]] = field(default_factory=dict)
    idat: bytes = b""

    def coded(self, data: bytes, item: int, most: int) -> bytes:
        """Give the bytes of an item, nothing where they are more than `most`.

        Raises `KeyError` where it is not said where they lie.
        """
        method, extents = self.places[item]
        source = {0: data, 1: self.idat}[method]
        if sum(length for _, length in extents) > most:
            return b""
        return b"".join(source[start : start + length] for start, length in extents)


def meta_of(data: bytes) -> Meta:
    """Read the first box `meta`; on damaged boxes it raises whatever comes of them."""
    held = next((content for kind, content in boxes(data) if kind == "meta"), b"")[_FULL:]
    inside = dict(reversed(list(boxes(held))))
    meta = Meta(idat=inside.get("idat", b""))
    pitm = inside.get("pitm", b"")
    meta.primary = _numbered(pitm, 2 if pitm[:1] == b"\0" else 4)
    meta.kinds = dict(_kinds(inside.get("iinf", b"")))
    meta.thumbnails = list(_thumbnails(inside.get("iref", b""), meta.primary))
    if meta.thumbnails or "Exif" in meta.kinds.values():
        meta.places = dict(_places(inside.get("iloc", b"")))
    if meta.thumbnails:
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
