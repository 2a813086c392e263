"""Walks the elements of Matroska and WebM (RFC 8794, RFC 9559), believing none of their sizes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

MOST_ELEMENTS = 50_000
"""Elements that are looked at in one file; an hour of film has some thousands of clusters."""

EBML, SEGMENT, INFO, TAGS, TAG, SIMPLE_TAG = (
    *(0x1A45DFA3, 0x18538067, 0x1549A966),
    *(0x1254C367, 0x7373, 0x67C8),
)
_HOLD_ELEMENTS = {EBML, SEGMENT, INFO, TAGS, TAG, SIMPLE_TAG}
_LONGEST_ID, _LONGEST_SIZE = 4, 8
_DEEPEST = 8


@dataclass(frozen=True, slots=True)
class Element:
    """An element by its number, with those that hold it; its content is `data[start:end]`.

    `whole` is false where it reaches beyond what holds it, or where it has no size: then it goes
    on to the end of that.
    """

    number: int
    parents: tuple[int, ...]
    start: int
    end: int
    whole: bool = True


def walk(data: bytes) -> Iterator[Element]:
    """Give the elements in the order of the file, each before those in it.

    At most `MOST_ELEMENTS`. A cluster without a size (a live recording) ends the walk.
    """
    for count, element in enumerate(_inside(data, (), 0, len(data))):
        if count >= MOST_ELEMENTS:
            return
        yield element


def _inside(data: bytes, parents: tuple[int, ...], start: int, end: int) -> Iterator[Element]:
    place = start
    while place < end:
        number, at = _number(data, place, _LONGEST_ID, keep_mark=True)
        size, content = _number(data, at, _LONGEST_SIZE, keep_mark=False)
        if number is None or size is None or content > end:
            return
        unknown = size == (1 << 7 * (content - at)) - 1
        stop = end if unknown else min(content + size, end)
        whole = not unknown and content + size <= end
        yield Element(number, parents, content, stop, whole)
        if number in _HOLD_ELEMENTS and len(parents) < _DEEPEST:
            yield from _inside(data, (*parents, number), content, stop)
        place = stop


def _number(data: bytes, place: int, longest: int, *, keep_mark: bool) -> tuple[int | None, int]:
    """Read a number whose first bits tell its length (RFC 8794, 4), and give where it ends."""
    first = data[place] if place < len(data) else 0
    length = 9 - first.bit_length()
    if not first or length > longest or place + length > len(data):
        return None, place
    value = int.from_bytes(data[place : place + length], "big")
    return value if keep_mark else value & ~(1 << 7 * length), place + length
