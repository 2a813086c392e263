"""EXIF segments for tests: honest ones made with Pillow, hostile ones by hand."""

from __future__ import annotations

import struct
from typing import Any

from PIL import Image
from PIL.TiffImagePlugin import IFDRational

EXIF_DIRECTORY = 0x8769
GPS_DIRECTORY = 0x8825
BYTE, ASCII, SHORT, LONG, UNDEFINED = 1, 2, 3, 4, 7


def a_segment(
    ifd0: dict[int, Any] | None = None,
    *,
    exif: dict[int, Any] | None = None,
    gps: dict[int, Any] | None = None,
) -> bytes:
    """Make a segment as a JPEG holds it, with `Exif\\0\\0` before the TIFF header."""
    made = Image.Exif()
    made.update(ifd0 or {})
    for number, tags in ((EXIF_DIRECTORY, exif), (GPS_DIRECTORY, gps)):
        if tags:
            made.get_ifd(number).update(tags)
    return made.tobytes()


def a_phone_segment() -> bytes:
    """Make a segment with tags in every directory that a phone writes."""
    return a_segment(
        {0x010F: "Google", 0x0110: "Pixel 4a", 0x0112: 1, 0x0131: "GIMP 2.10.32"},
        exif={
            0x9003: "2022:08:22 20:30:46",
            0x9011: "+02:00",
            0x9291: "023",
            0x829A: IFDRational(1, 200),
            0x927C: b"maker's own",
            0xA002: 4032,
        },
        gps={1: "N", 2: (48.0, 49.0, 19.5), 3: "E", 4: (2.0, 23.0, 54.5), 29: "2022:08:22"},
    )


def a_tiff(*directories: list[tuple[int, int, int, int]], tail: bytes = b"") -> bytes:
    """Chain directories of (tag, type, count, value or offset), little-endian, from byte 8 on."""
    made = b"II*\0" + struct.pack("<I", 8)
    for number, entries in enumerate(directories):
        made += struct.pack("<H", len(entries))
        made += b"".join(struct.pack("<HHII", *entry) for entry in entries)
        is_last = number == len(directories) - 1
        made += struct.pack("<I", 0 if is_last else len(made) + 4)
    return made + tail


def a_live_photo(identifier: str) -> bytes:
    """Make EXIF whose MakerNote of Apple names the other half of a Live Photo (tag 0x0011)."""
    text = identifier.encode() + b"\0"
    entry = struct.pack(">HHHII", 1, 0x0011, 2, len(text), 14 + 2 + 12 + 4)
    note = b"Apple iOS\0\0\x01MM" + entry + bytes(4) + text
    return a_segment({0x010F: "Apple"}, exif={0x927C: note})
