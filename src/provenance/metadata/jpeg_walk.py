"""Walks the segments of a JPEG up to its end, and says what lies behind it (ITU-T T.81, B.1)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

SCAN, END = 0xDA, 0xD9

_MOST_SEGMENTS = 5_000
_MOST_BYTES = 64 * 1024 * 1024
_BARE = {0x01, *range(0xD0, 0xD9)}
# What ends compressed data: a marker that is neither a stuffed zero nor a restart.
# It begins with one plain byte, which is what makes the search three times as fast.
_NEXT = re.compile(rb"\xff([^\x00\xff\xd0-\xd7])", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Segment:
    """One segment: its marker without the 0xFF, and what follows its length.

    For END, `payload` is what lies behind the picture.
    """

    marker: int
    payload: bytes


def walk(data: bytes) -> Iterator[Segment]:
    """Give the segments in their order; a JPEG that is cut short or damaged just stops earlier."""
    place = 2 if data.startswith(b"\xff\xd8") else len(data)
    for _ in range(_MOST_SEGMENTS):
        found = _NEXT.search(data, place)
        if found is None:
            return
        marker, place = found[1][0], found.end()
        if marker == END:
            yield Segment(END, data[place:])
            return
        if marker in _BARE:
            continue
        size = int.from_bytes(data[place : place + 2], "big")
        # A length that makes no sense is no length: look for the next marker behind it.
        if size >= 2 and place + size <= len(data):  # noqa: PLR2004 - the length counts itself
            yield Segment(marker, data[place + 2 : place + size])
            place += size


def application(data: bytes | None, number: int, start: bytes) -> tuple[bytes, ...]:
    """Give what follows `start` in every APPn segment (`number` n) that begins with it.

    That is 64 MiB at most: far more than any picture needs for one kind of block.
    """
    if data is None:
        return ()
    found: list[bytes] = []
    left = _MOST_BYTES
    for segment in walk(data):
        if segment.marker in {SCAN, END}:
            break
        if segment.marker == 0xE0 + number and segment.payload.startswith(start):
            found.append(segment.payload[len(start) :])
            left -= len(segment.payload)
        if left < 0:
            break
    return tuple(found)
