"""Lines of a given width: text measured, folded, cut and padded as a terminal shows it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

COLUMNS = 80
ELLIPSIS = "…"


def display_width(text: str) -> int:
    """Count the cells that a text fills: two for East Asian wide, none for combining characters."""
    return len(text) if text.isascii() else sum(map(_cells, text))


def fold(text: str, indent: str = "", *, first: str | None = None, lines: int = 0) -> list[str]:
    """Fold a text at its spaces so that no line passes 80 columns.

    The first line starts with `first`, the others with `indent`. A word too long for a line is
    broken, except a link: it stands whole, on a line of its own. With `lines` the rest is cut off
    behind an ellipsis.
    """
    room = COLUMNS - display_width(indent)
    folded = list(_lines(text.split(), room))
    if 0 < lines < len(folded):
        folded[lines - 1 :] = [cut(f"{folded[lines - 1]} {folded[lines]}", room)]
    starts = [indent if first is None else first] + [indent] * len(folded)
    return [start + line for start, line in zip(starts, folded or [""], strict=False)]


def cut(text: str, width: int) -> str:
    """Shorten a text to `width` cells; an ellipsis stands for what is gone."""
    if display_width(text) <= width:
        return text
    return _head(text, width - 1) + ELLIPSIS


def pad(text: str, width: int) -> str:
    """Shorten or fill up a text to exactly `width` cells."""
    text = cut(text, width)
    return text + " " * (width - display_width(text))


def _cells(character: str) -> int:
    if unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _lines(words: list[str], room: int) -> Iterator[str]:
    line = ""
    for word in words:
        together = f"{line} {word}" if line else word
        if display_width(together) <= room:
            line = together
            continue
        if line:
            yield line
        *whole, line = [word] if "://" in word else _pieces(word, room)
        yield from whole
    if line:
        yield line


def _pieces(word: str, room: int) -> list[str]:
    pieces = []
    while display_width(word) > room:
        head = _head(word, room)
        pieces.append(head)
        word = word[len(head) :]
    return [*pieces, word]


def _head(text: str, width: int) -> str:
    filled = 0
    for place, character in enumerate(text):
        filled += _cells(character)
        if filled > width:
            return text[:place]
    return text
