"""AVIFs whose thumbnails are items of their own, put together by hand of what Pillow coded."""

from __future__ import annotations

import io
import struct
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image

_PROPERTIES = (b"ispe", b"pixi", b"av1C")
PICTURE, THUMBNAIL = 1, 2


def a_box(kind: bytes, *held: bytes) -> bytes:
    content = b"".join(held)
    return struct.pack(">I", 8 + len(content)) + kind + content


def coded(picture: Image.Image) -> tuple[list[bytes], bytes]:
    """Give the properties of a picture as boxes, and its AV1."""
    out = io.BytesIO()
    picture.save(out, "AVIF", quality=80)
    whole = out.getvalue()
    mdat = whole.index(b"mdat")
    found = []
    for kind in _PROPERTIES:
        at = whole.index(kind) - 4
        found.append(whole[at : at + int.from_bytes(whole[at : at + 4], "big")])
    return found, whole[mdat + 4 : mdat - 4 + int.from_bytes(whole[mdat - 4 : mdat], "big")]


def avif_with(picture: Image.Image, thumbnail: Image.Image, *, in_idat: bool = False) -> bytes:
    """Make an AVIF of two items, the second the thumbnail of the first (ISO/IEC 23008-12, 6.5.1).

    `in_idat` keeps the thumbnail in the box of the items, and writes all numbers of the wide kind.
    """
    (main, shown), (small, hidden) = coded(picture), coded(thumbnail)
    number = (lambda n: struct.pack(">I", n)) if in_idat else (lambda n: struct.pack(">H", n))
    form = b"\3\0\0\0" if in_idat else b"\2\0\0\0"
    wide = b"\1\0\0\0" if in_idat else bytes(4)
    items = [
        a_box(b"infe", form, number(item), b"\0\0", b"av01", b"\0") for item in (PICTURE, THUMBNAIL)
    ]
    refers = a_box(b"thmb", number(THUMBNAIL), b"\0\1", number(PICTURE))
    counts = (range(1, 4), range(4, 7))
    linked = b"".join(
        number(item) + bytes([3, *(each | (0x80 if each % 3 == 0 else 0) for each in own)])
        for item, own in zip((PICTURE, THUMBNAIL), counts, strict=True)
    )
    shared = a_box(
        b"iprp", a_box(b"ipco", *main, *small), a_box(b"ipma", wide, struct.pack(">I", 2), linked)
    )
    start = a_box(b"ftyp", b"avif", bytes(4), b"avifmif1")

    def meta(at: int) -> bytes:
        behind = 0 if in_idat else at + len(shown)
        method = (lambda n: struct.pack(">H", n)) if in_idat else (lambda _n: b"")
        first = number(PICTURE) + method(0) + struct.pack(">HHII", 0, 1, at, len(shown))
        second = number(THUMBNAIL) + method(1) + struct.pack(">HHII", 0, 1, behind, len(hidden))
        version = b"\2\0\0\0" if in_idat else bytes(4)
        count = number(2)
        return a_box(
            b"meta",
            bytes(4),
            a_box(b"hdlr", bytes(8), b"pict", bytes(13)),
            a_box(b"pitm", wide, number(PICTURE)),
            a_box(b"iloc", version, b"\x44\0", count, first, second),
            a_box(b"iinf", wide, count, *items),
            a_box(b"iref", wide, refers),
            shared,
            *((a_box(b"idat", hidden),) if in_idat else ()),
        )

    before = len(start) + len(meta(0)) + 8
    return start + meta(before) + a_box(b"mdat", shown, b"" if in_idat else hidden)
