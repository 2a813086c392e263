"""Tells which part of a file a record of a web archive holds.

Players fetch a video by ranges, which are answered with 206 and `Content-Range` (RFC 9110, 14.4).
"""

from __future__ import annotations

import re

WHOLE = "200"
PART = "206"

_RANGE = re.compile(r"bytes (\d{1,18})-(\d{1,18})/(\d{1,18}|\*)", re.ASCII)


def left_out(status: str, content_range: str) -> str:
    """Say why an answer is not used; empty for a whole file, and for the beginning of one."""
    if status == WHOLE:
        return ""
    if status != PART:
        return f"the server answered {status[:20]}"
    found = _RANGE.fullmatch(content_range.strip())
    if found is None:
        return "a part of a file, and the server does not say which"
    start, end, size = found.groups()
    return "" if int(start) == 0 else f"a part of a file: bytes {start} to {end} of {size}"


def missing(status: str, content_range: str) -> str:
    """Say which bytes of a used answer are not in it; empty where none is missing."""
    found = _RANGE.fullmatch(content_range.strip()) if status == PART else None
    if found is None or found[3] == str(int(found[2]) + 1):
        return ""
    return (
        f"the record holds only the first {int(found[2]) + 1:,} bytes of {found[3]}, which were "
        "used; capture the file again as a whole"
    )
