"""What lies behind the end of a picture: videos, previews, tags of phones and of agencies."""

from __future__ import annotations

_ENDS = (
    (b"SEFT", 4, "Samsung trailer"),
    (b"\xa1\xb2\xc3\xd4", 4, "FotoStation"),
    (b"AXS!", 12, "AFCP"),
    (b"AXS*", 12, "AFCP"),
    (b"cbipcbbl", 8, "Photo Mechanic"),
    (b"8db42d694ccc418790edff439fe026bf", 32, "Insta360"),
)
"""Marks that stand so many bytes before the end."""

_STARTS = (
    (b"\xff\xd8\xff", "JPEG"),
    (b"CANON OPTIONAL DATA\0", "CanonVRD"),
    (b"PK\x03\x04", "ZIP"),
    (b"%PDF", "PDF"),
    (b"\x89PNG\r\n", "PNG"),
    (b"~\x10\x04\xfe0MIE", "MIE"),
    (b"~\x18\x04\xfe0MIE", "MIE"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf", "7z"),
    (b"\x1f\x8b\x08", "gzip"),
    (b"<?xml", "XML"),
)
_NEAR = 1 << 16
_PADDING = b"\0\r\n \xff"


def kinds_of(trailer: bytes) -> str:
    """Name what a trailer looks like; several kinds are joined by commas."""
    head = trailer[:_NEAR]
    if not head.strip(_PADDING) and not trailer.strip(_PADDING):
        return "padding"
    found = [kind for mark, back, kind in _ENDS if trailer[-back:].startswith(mark)]
    body = head if head.startswith(b"\xff\xd8\xff") else head.lstrip(_PADDING)
    found += [kind for mark, kind in _STARTS if body.startswith(mark)]
    if b"ftyp" in head and b"moov" in trailer:
        found.append("MP4 video")
    elif body[4:8] == b"ftyp":
        found.append("ISO file")
    return ", ".join(found) or "unknown"


def iptc_behind(data: bytes) -> bytes:
    """Give the IPTC of an AFCP or FotoStation trailer of a whole file, empty where there is none.

    AFCP 2.0: 12 bytes at the end lead to a directory of name, size and place. FotoStation: records
    from the end, each with number, size and mark in its last 10 bytes.
    """
    return _of_afcp(data) or _of_fotostation(data)


def _of_afcp(data: bytes) -> bytes:
    mark = data[-12:-8]
    if mark not in {b"AXS!", b"AXS*"}:
        return b""
    big = mark == b"AXS!"

    def number(place: int, size: int) -> int:
        return int.from_bytes(data[place : place + size], "big" if big else "little")

    stated = number(len(data) - 8, 4)
    # Another program may have moved the block, and with it all places that it states.
    start = stated if data[stated : stated + 4] == mark else data.rfind(mark, 0, len(data) - 12)
    if start < 0:
        return b""
    for entry in range(start + 12, start + 12 + 12 * min(number(start + 6, 2), 64), 12):
        if data[entry : entry + 4] == b"IPTC":
            place = number(entry + 8, 4) + start - stated
            return data[max(0, place) : max(0, place + number(entry + 4, 4))]
    return b""


def _of_fotostation(data: bytes) -> bytes:
    end = len(data)
    for _ in range(16):
        footer = data[max(0, end - 10) : end]
        size = int.from_bytes(footer[2:6], "big")
        if footer[6:] != b"\xa1\xb2\xc3\xd4" or not 10 <= size <= end:  # noqa: PLR2004
            return b""
        if footer[:2] == b"\0\1":
            return data[end - size : end - 10]
        end -= size
    return b""
