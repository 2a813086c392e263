"""How many entries stand under each visual word, which tells what a query can afford to read.

They are counted without reading the entries, but a query has thousands of words. Who asks again and
again, or has time before the words are known, counts all of them once.
"""

from __future__ import annotations

import json
import sqlite3
from typing import TYPE_CHECKING

from provenance.index import word_lists
from provenance.index.changes import Changes
from provenance.index.vocabulary import WORDS

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Numbers = npt.NDArray[np.int64]

# As two texts they come in a third of the time that rows take.
_ALL = "SELECT group_concat(number), group_concat(entries) FROM word_lists WHERE level = ?"
_SOME = (
    "SELECT group_concat(number), group_concat(entries) FROM word_lists "
    "WHERE level = ? AND number IN (SELECT value FROM json_each(?))"
)


class Lengths:
    """The lengths of the word lists on one connection, kept as long as nobody writes."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._changes = Changes(connection)
        self._kept: Numbers | None = None
        self._asked = 0

    def count_all(self) -> None:
        """Count now what will be asked for."""
        if self._changes.happened() or self._kept is None:
            self._kept = self._counted(None)

    def of(self, words: Numbers) -> Numbers:
        """Give the number of entries under each of the words (sorted, distinct).

        The first time only these are counted, from the second on all.
        """
        if self._changes.happened():
            self._kept, self._asked = None, 0
        self._asked += 1
        if self._kept is None and self._asked > 1:
            self._kept = self._counted(None)
        counts = self._counted(words) if self._kept is None else self._kept
        return counts[words]

    def _counted(self, words: Numbers | None) -> Numbers:
        import numpy as np

        counts = np.zeros(WORDS, np.int64)
        for block in word_lists.unmerged(self._connection):
            counts[block.words] += block.counts
        asked = () if words is None else (json.dumps(words.tolist()),)
        for level in range(1, word_lists.highest(self._connection) + 1):
            row = self._connection.execute(_SOME if asked else _ALL, (level, *asked)).fetchone()
            if row[0] is not None:
                numbers, entries = (np.fromstring(text, np.int64, sep=",") for text in row)
                # Of a level a word has one block.
                counts[numbers] += entries
        return counts
