"""The comment in EXIF that states its own encoding (EXIF 2.32, 4.6.5 G, UserComment)."""

from __future__ import annotations

from provenance.metadata.tiff_walk import EXIF_POINTER, tiff_of
from provenance.metadata.values import decoded, text_of

COMMENT = 0x9286
_CODE = 8


def user_comment(exif: bytes | None) -> str:
    """Give the comment, empty where there is none; never raises."""
    tiff = tiff_of(exif)
    if tiff is None:
        return ""
    entry = tiff.pointed(tiff.directory(tiff.first()), EXIF_POINTER).get(COMMENT)
    return text_of(_decoded(entry.head, entry.order)) if entry else ""


def _decoded(raw: bytes, order: str) -> str:
    code, text = raw[:_CODE].rstrip(b"\0 ").upper(), raw[_CODE:]
    if code == b"UNICODE":
        return text.decode(_utf16(text, order), "replace").lstrip("\ufeff")
    if code == b"JIS":
        for encoding in ("iso2022_jp", "shift_jis"):
            try:
                return text.decode(encoding)
            except UnicodeDecodeError:
                continue
    if code in {b"ASCII", b"", b"JIS"}:
        return decoded(text.rstrip(b"\0 "))
    return decoded(raw)  # no code at all: many programs write the text alone


def _utf16(text: bytes, order: str) -> str:
    """Tell the byte order: by its mark, else by where the zeros of Latin text stand."""
    if text[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return "utf-16"
    first, second = text[0::2].count(0), text[1::2].count(0)
    if first != second:
        return "utf-16-be" if first > second else "utf-16-le"
    return "utf-16-le" if order == "<" else "utf-16-be"
