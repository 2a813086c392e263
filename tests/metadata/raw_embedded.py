"""Files that carry other pictures in their metadata, put together by hand."""

from __future__ import annotations

import io
import struct

from PIL import Image, ImageOps

from tests.metadata.raw_blocks import a_resource
from tests.metadata.raw_exif import LONG, SHORT

BOX = (160, 120)


def a_thumbnail(picture: Image.Image, *, barred: bool = False, quality: int = 75) -> bytes:
    """Encode a picture as a camera does its thumbnail, with black bars where it is of 4:3."""
    small = ImageOps.pad(picture, BOX, color="black") if barred else picture.copy()
    small.thumbnail(BOX)
    return jpeg_of(small, quality=quality)


def jpeg_of(picture: Image.Image, **options: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", **options)
    return out.getvalue()


def exif_with(thumbnail: bytes, orientation: int = 1) -> bytes:
    """Make EXIF whose second directory points to a thumbnail behind it (Exif 2.32, 4.5.5)."""
    first = struct.pack("<HHHIHHI", 1, 0x0112, SHORT, 1, orientation, 0, 26)
    behind = 26 + 2 + 2 * 12 + 4
    entries = (0x0201, LONG, 1, behind, 0x0202, LONG, 1, len(thumbnail))
    second = struct.pack("<HHHIIHHIII", 2, *entries, 0)
    return b"Exif\0\0II*\0" + struct.pack("<I", 8) + first + second + thumbnail


def photoshop_with(thumbnail: bytes) -> bytes:
    """Make a segment APP13 with resource 0x040C: a header of 28 bytes, then a JPEG."""
    header = struct.pack(">IIIIIIHH", 1, 160, 120, 480, 57600, len(thumbnail), 24, 1)
    return b"Photoshop 3.0\0" + a_resource(0x040C, header + thumbnail)


def a_box(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", 8 + len(content)) + kind + content


def a_superbox(label: str, *boxes: bytes) -> bytes:
    described = a_box(b"jumd", b"\0" * 16 + b"\x03" + label.encode() + b"\0")
    return a_box(b"jumb", described + b"".join(boxes))


def a_store(*manifests: bytes) -> bytes:
    """Make a C2PA store as the only portion of a segment APP11."""
    return b"JP" + struct.pack(">HI", 1, 1) + a_superbox("c2pa", *manifests)


def a_manifest(label: str, **thumbnails: bytes) -> bytes:
    """Make a manifest with thumbnails by the names of their assertions (`claim`, `ingredient`)."""
    files = (
        a_superbox(f"c2pa.thumbnail.{name}.jpeg", a_box(b"bidb", data))
        for name, data in thumbnails.items()
    )
    return a_superbox(label, a_superbox("c2pa.assertions", *files))


def mpf_with(main: bytes, preview: bytes, kind: int) -> bytes:
    """Make a JPEG of two pictures, the second of a kind (CIPA DC-007, 5.2.3.3.1)."""
    entries = 16 * 2
    size = 4 + 4 + 4 + 2 + 12 + 4 + entries
    base = 2 + 4 + 4  # where the index begins in the file: behind SOI, the marker and "MPF\0"
    whole = len(main) + 2 + 2 + size
    index = b"II*\0" + struct.pack("<IHHHIII", 8, 1, 0xB002, 7, entries, 26, 0)
    index += struct.pack("<IIIHH", 0x030000, whole, 0, 0, 0)
    index += struct.pack("<IIIHH", kind, len(preview), whole - base, 0, 0)
    segment = b"\xff\xe2" + struct.pack(">H", 2 + 4 + len(index)) + b"MPF\0" + index
    return main[:2] + segment + main[2:] + preview
