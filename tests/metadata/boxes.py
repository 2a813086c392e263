"""Writes tiny MP4 and MOV files, box by box."""

from __future__ import annotations

import struct
from datetime import datetime

EPOCH = datetime(1904, 1, 1)


def box(kind: str, *held: bytes) -> bytes:
    content = b"".join(held)
    return struct.pack(">I", 8 + len(content)) + kind.encode("latin-1") + content


def seconds(when: datetime | None) -> int:
    return int((when - EPOCH).total_seconds()) if when else 0


def header(kind: str, made: datetime | None) -> bytes:
    return box(kind, struct.pack(">III", 0, seconds(made), seconds(made)), bytes(80))


def handler(name: str) -> bytes:
    return box("hdlr", bytes(8), b"vide", bytes(12), name.encode() + b"\0")


def track(made: datetime | None, name: str = "VideoHandler") -> bytes:
    media = box("mdia", header("mdhd", made), handler(name))
    return box("trak", header("tkhd", made), box("edts", box("elst", bytes(7), b"\1")), media)


def keys(**values: str) -> bytes:
    names = [each.replace("_", ".").encode() for each in values]
    listed = b"".join(struct.pack(">I", 8 + len(name)) + b"mdta" + name for name in names)
    items = [
        struct.pack(">II", 24 + len(text), number) + box("data", struct.pack(">II", 1, 0), text)
        for number, text in enumerate((value.encode() for value in values.values()), 1)
    ]
    head = box("hdlr", bytes(8), b"mdta", bytes(12))
    return box(
        "meta", head, box("keys", struct.pack(">II", 0, len(names)), listed), box("ilst", *items)
    )


def user_text(kind: str, text: str) -> bytes:
    return box(kind, struct.pack(">HH", len(text), 0), text.encode())


def movie(*more: bytes, made: datetime | None = None) -> bytes:
    return box("ftyp", b"qt  ", bytes(4)) + box("moov", header("mvhd", made), *more)
