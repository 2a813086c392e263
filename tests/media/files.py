"""Small picture files of every format that can be written, as bytes."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Sequence

from PIL import Image

from tests.pictures import a_picture

WRITTEN = {
    "JPEG": "image/jpeg",
    "PNG": "image/png",
    "WEBP": "image/webp",
    "GIF": "image/gif",
    "TIFF": "image/tiff",
    "BMP": "image/bmp",
    "AVIF": "image/avif",
}
"""The formats that Pillow writes, with their media types; HEIF it only reads."""

PNG_MAGIC = b"\x89PNG\r\n\x1a\n"


def saved(image: Image.Image, form: str, **options: object) -> bytes:
    """Encode a picture."""
    out = io.BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


def a_file(form: str, size: tuple[int, int] = (96, 64), **options: object) -> bytes:
    """Make a file of a format that Pillow writes."""
    return saved(a_picture(size=size), form, **options)


def an_animation(form: str, frames: Sequence[Image.Image], **options: object) -> bytes:
    """Encode frames, one after another."""
    return saved(frames[0], form, save_all=True, append_images=list(frames[1:]), **options)


def a_box(brand: bytes, *compatible: bytes) -> bytes:
    """Make the first box of an ISO base media file: its brands (ISO/IEC 14496-12, 4.3)."""
    body = b"ftyp" + brand + bytes(4) + b"".join(compatible)
    return struct.pack(">I", 4 + len(body)) + body + b"\0\0\0\x08mdat"


def an_exif(orientation: int) -> bytes:
    """Make an EXIF block that states an orientation."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    return exif.tobytes()


def a_chunk(kind: bytes, body: bytes) -> bytes:
    """Make a chunk of a PNG."""
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def with_chunk(png: bytes, chunk: bytes, before: bytes) -> bytes:
    """Put a chunk into a PNG, in front of the first chunk of a kind."""
    at = png.index(before) - 4
    return png[:at] + chunk + png[at:]


def a_png_that_declares(width: int, height: int) -> bytes:
    """Make a PNG of a few hundred bytes with the header of a picture of any size."""
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    pixels = a_chunk(b"IDAT", zlib.compress(bytes(100_000)))
    return PNG_MAGIC + a_chunk(b"IHDR", header) + pixels + a_chunk(b"IEND", b"")
