"""Keeps the packed columns in memory for a process that searches again and again.

The first search reads them block by block and lets go of each. From the second on they stay, as
long as they fit and nobody writes, and a search costs no more than the scan itself.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from provenance.index import blocks
from provenance.index.changes import Changes

if TYPE_CHECKING:
    from provenance.index.blocks import Words

MOST_BYTES = 256 * 1024 * 1024
"""What may stay: the columns of 16 million pictures' PDQ."""


class Columns:
    """The first columns of each signal's blocks, on one connection."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._changes = Changes(connection)
        self._kept: dict[str, list[tuple[int, Words]]] = {}
        self._searches: Counter[str] = Counter()

    def heads(self, signal: str) -> Iterator[tuple[int, Words]]:
        """Give each block's number and its first columns, as `blocks.heads` does."""
        if self._changes.happened():
            self._kept.clear()
        if signal in self._kept:
            yield from self._kept[signal]
            return
        self._searches[signal] += 1
        kept: list[tuple[int, Words]] | None = [] if self._searches[signal] > 1 else None
        room = MOST_BYTES - self._bytes()
        for number, head in blocks.heads(self._connection, signal):
            yield number, head
            room -= head.nbytes
            if kept is not None and room >= 0:
                kept.append((number, head))
            else:
                kept = None
        if kept is not None:
            self._kept[signal] = kept

    def _bytes(self) -> int:
        return sum(head.nbytes for heads in self._kept.values() for _, head in heads)
