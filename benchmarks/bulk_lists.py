"""Writes word lists of very many frames at once, as they lie after as many were added in turn.

Adding moves an entry some ten times; where hundreds of millions are made up, that takes hours.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from provenance.index import vocabulary, word_lists
from provenance.index.word_lists import Lists

_WORDS_AT_ONCE = 6_000


@dataclass(slots=True)
class Level:
    """Entries on their way to one level above 0; each part is in the order of its words."""

    number: int
    parts: list[Lists] = field(default_factory=list)

    def take(self, entries: Lists) -> None:
        """Take entries; they are in the memory until they are written."""
        self.parts.append(entries)

    def write(self, store: sqlite3.Connection) -> None:
        """Write all of them, each word a block of its own."""
        for first in range(0, vocabulary.WORDS, _WORDS_AT_ONCE):
            own = [_of_words(each, first, first + _WORDS_AT_ONCE) for each in self.parts]
            entries = word_lists._merged(own)
            for word, block in _blocks(entries):
                word_lists._write(store, self.number, word, block)
        total = sum(len(each) for each in self.parts)
        word_lists._count(store, self.number, total)
        self.parts.clear()


def levels(entries: int) -> dict[int, int]:
    """Give how many entries lie on each level above 0, the highest first, where so many are."""
    found = {}
    for number in range(word_lists._LEVELS - 1, 0, -1):
        below = word_lists._capacity(number - 1)
        if entries > below:
            # What the levels below hold is anything from nothing to all they may: half of it.
            found[number] = entries - below // 2
            entries = below // 2
    return found


def _of_words(entries: Lists, first: int, last: int) -> Lists:
    low, high = np.searchsorted(entries.words, [first, last])
    ends = np.concatenate([[0], np.cumsum(entries.counts, dtype=np.int64)])
    inside = slice(ends[low], ends[high])
    return Lists(
        entries.words[low:high],
        entries.counts[low:high],
        entries.frames[inside],
        entries.marks[inside],
    )


def _blocks(entries: Lists) -> Iterator[tuple[int, Lists]]:
    ends = np.cumsum(entries.counts, dtype=np.int64)
    for at, word in enumerate(entries.words.tolist()):
        part = slice(int(ends[at] - entries.counts[at]), int(ends[at]))
        own = slice(at, at + 1)
        yield (
            word,
            Lists(
                entries.words[own], entries.counts[own], entries.frames[part], entries.marks[part]
            ),
        )
