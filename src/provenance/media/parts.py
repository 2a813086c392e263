"""Takes PNG, WebP, GIF and ISO files (HEIF, AVIF) apart into their parts, decoding nothing."""

from __future__ import annotations

from collections.abc import Iterator

from provenance.media.formats import AVIF, GIF, HEIF, PNG, WEBP, PictureFormat

Part = tuple[str, bytes]
"""A name and what the part holds: nothing for pixels, and for what is absurdly large."""

MORE: Part = ("more", b"")
"""In place of all further parts, where there are too many."""

_MOST_PARTS = 5_000
_LARGEST = 16 * 1024 * 1024
_MOST_BLOCKS = 1_000_000
_PIXELS = {"IDAT", "fdAT", "VP8 ", "VP8L", "ALPH", "ANMF", "mdat"}
_HEADER = 8
_GIF_EXTENSION, _GIF_PICTURE, _GIF_END = 0x21, 0x2C, 0x3B


def parts_of(data: bytes, form: PictureFormat) -> tuple[tuple[Part, ...], bytes]:
    """Give the parts in their order and what lies behind the end; damage just ends the list."""
    if form is PNG:
        return _gathered(_chunks(data))
    if form is WEBP:
        return _gathered(_riff(data))
    if form is GIF:
        return _gathered(_gif(data))
    if form in {AVIF, HEIF}:
        return _gathered(boxes(data))
    return (), b""


def _gathered(found: Iterator[Part]) -> tuple[tuple[Part, ...], bytes]:
    parts: list[Part] = []
    for kind, held in found:
        if not kind:
            return tuple(parts), held
        if len(parts) == _MOST_PARTS:
            parts.append(MORE)
            break
        skipped = kind in _PIXELS or len(held) > _LARGEST
        if not (skipped and parts and parts[-1] == (kind, b"")):
            parts.append((kind, b"" if skipped else held))
    return tuple(parts), b""


def _chunks(data: bytes) -> Iterator[Part]:
    """Walk a PNG (3rd edition, 5.3); a part without a name is what follows IEND."""
    place = 8
    while place + _HEADER <= len(data):
        size = int.from_bytes(data[place : place + 4], "big")
        kind = data[place + 4 : place + 8].decode("latin-1")
        start = place + _HEADER
        if start + size > len(data):
            return
        yield kind, b"" if kind in _PIXELS else data[start : start + size]
        place = start + size + 4
        if kind == "IEND":
            yield "", data[place:]
            return


def _riff(data: bytes) -> Iterator[Part]:
    """Walk a WebP (RFC 9649, 2.3); chunks of odd size are padded."""
    end = min(_HEADER + int.from_bytes(data[4:8], "little"), len(data))
    place = 12
    while place + _HEADER <= end:
        kind = data[place : place + 4].decode("latin-1")
        size = int.from_bytes(data[place + 4 : place + 8], "little")
        start = place + _HEADER
        if start + size > len(data):
            return
        yield kind, b"" if kind in _PIXELS else data[start : start + size]
        place = start + size + size % 2
    yield "", data[end:]


def boxes(data: bytes) -> Iterator[Part]:
    """Walk the boxes of an ISO file, or those in a box (ISO/IEC 14496-12, 4.2)."""
    place = 0
    while place + _HEADER <= len(data):
        size, header = int.from_bytes(data[place : place + 4], "big"), _HEADER
        kind = data[place + 4 : place + 8].decode("latin-1")
        if size == 1:
            size, header = int.from_bytes(data[place + 8 : place + 16], "big"), 16
        elif size == 0:
            size = len(data) - place
        if size < header or place + size > len(data):
            return
        yield kind, b"" if kind in _PIXELS else data[place + header : place + size]
        place += size


def _gif(data: bytes) -> Iterator[Part]:
    """Give comments and application blocks of a GIF (GIF89a, 17 to 27), by what they are."""
    place = 13 + _colours(data[10:11])
    while place < len(data):
        mark = data[place]
        if mark == _GIF_END:
            yield "", data[place + 1 :]
            return
        if mark == _GIF_PICTURE:
            start = place + 11 + _colours(data[place + 9 : place + 10])
        elif mark == _GIF_EXTENSION:
            start = place + 2
        else:
            return
        held, past = _blocks(data, start)
        label = data[place + 1 : place + 2]
        if mark == _GIF_EXTENSION and label == b"\xfe":
            yield "comment", held
        elif mark == _GIF_EXTENSION and label == b"\xff":
            yield held[:11].decode("latin-1"), _application(held, data[start + 12 : past])
        place = past


def _colours(flags: bytes) -> int:
    return 3 << (1 + (flags[0] & 7)) if flags and flags[0] & 0x80 else 0


def _blocks(data: bytes, place: int) -> tuple[bytes, int]:
    """Join sub-blocks, each with its length in front; gives what they hold and where they end."""
    held: list[bytes] = []
    for _ in range(_MOST_BLOCKS):
        size = data[place] if place < len(data) else 0
        if not size:
            return b"".join(held), place + 1
        held.append(data[place + 1 : place + 1 + size])
        place += 1 + size
    return b"", len(data)


def _application(held: bytes, raw: bytes) -> bytes:
    """Give what an application keeps: XMP lies there without lengths, before 258 odd bytes."""
    return raw[:-258] if held.startswith(b"XMP DataXMP") else held[11:]
