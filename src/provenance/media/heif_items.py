"""Looks at the list of items in a HEIF before its decoder does (ISO/IEC 14496-12, 8.11.6).

pi-heif 1.4 takes the names in it for UTF-8 and dies where they are not (2 of 100,000 damaged
files); a process that died tells nothing of its file.
"""

from __future__ import annotations

from provenance.media.parts import boxes

_FULL = 4  # version and flags
_MOST_ITEMS = 10_000


def has_readable_items(data: bytes) -> bool:
    """Tell whether every item states its type and its names as text."""
    for kind, meta in boxes(data):
        if kind != "meta":
            continue
        for inner, items in boxes(meta[_FULL:]):
            if inner == "iinf" and not _are_text(items):
                return False
    return True


def _are_text(items: bytes) -> bool:
    start = _FULL + (2 if items[:1] == b"\0" else 4)  # a count of 16 or 32 bits
    for number, (kind, item) in enumerate(boxes(items[start:])):
        if number == _MOST_ITEMS:
            return False
        if kind == "infe" and not _is_text(item):
            return False
    return True


def _is_text(item: bytes) -> bool:
    # Two numbers, the first of 16 bits or, from version 3 on, of 32; then type and names.
    names = item[_FULL + (6 if item[:1] == b"\3" else 4) :]
    try:
        names.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
