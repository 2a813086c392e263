"""Lists which frames hold which visual word, in blocks that grow by merging.

An entry is a frame and a mark: 56 bits of a keypoint's code, its angle and its size. What one
transaction adds is a block of level 0. When those hold more than level 0 may, they are merged into
level 1, and each level that is too full into the next, eight times larger; so nothing is ever
rebuilt, and an entry is written some ten times in its life. Which level it is on changes no answer.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from provenance.index.vocabulary import LISTED, WORDS

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Numbers = npt.NDArray[np.int64]
    Small = npt.NDArray[np.uint32]
    Marks = npt.NDArray[np.uint64]

CAPACITY = 4096 * LISTED
"""Entries that level 0 may hold."""

_FULL = 256 * LISTED
_GROWTH = 8
_LEVELS = 6
_BYTES = 12
_HEADER = 4
_TARGET_BYTES = 6_000
_UNFIT = "a block of word lists does not hold what it says"


@dataclass(frozen=True, slots=True)
class Lists:
    """Entries in the order of their words: each of `words` (k) has `counts` (k) of the n entries.

    `frames` (n) and `marks` (n) are the entries; words, counts and frames are uint32.
    """

    words: Small
    counts: Small
    frames: Small
    marks: Marks

    def __len__(self) -> int:
        return len(self.frames)

    def packed(self) -> bytes:
        """Give the number of words and then the four columns."""
        return b"".join(
            (
                len(self.words).to_bytes(_HEADER, "little"),
                *(each.tobytes() for each in (self.words, self.counts, self.frames, self.marks)),
            )
        )


def listed(words: Small, frames: Small, marks: Marks) -> Lists:
    """Order entries by word, frame and mark, so that a block has one way to be written."""
    import numpy as np

    order = np.lexsort((marks, frames, words))
    distinct, counts = np.unique(words, return_counts=True)
    return Lists(
        distinct.astype("<u4"),
        counts.astype("<u4"),
        frames[order].astype("<u4"),
        marks[order].astype("<u8"),
    )


def append(connection: sqlite3.Connection, entries: Lists) -> None:
    """Add entries, and merge levels that are too full; runs inside the caller's transaction."""
    if not len(entries):
        return
    number, before = _growing(connection)
    _write(connection, 0, number, _merged([*before, entries]) if before else entries)
    for level in range(_LEVELS - 1):
        if _held(connection, level) <= _capacity(level):
            return
        _merge(connection, level)


def _growing(connection: sqlite3.Connection) -> tuple[int, list[Lists]]:
    """Give the number of the block of level 0 to write, and what it holds already.

    Each block costs every query some time, so pictures that come one by one share a block.
    """
    found = connection.execute(
        "SELECT number, entries FROM word_lists WHERE level = 0 ORDER BY number DESC LIMIT 1"
    ).fetchone()
    if found is None:
        return 0, []
    number, held = found
    return (number + 1, []) if held >= _FULL else (number, list(_numbered(connection, 0, [number])))


def _merged(parts: Sequence[Lists]) -> Lists:
    return listed(*_columns(parts))


def shelves(connection: sqlite3.Connection, words: Numbers) -> Iterator[Lists]:
    """Give all lists of the words (sorted, distinct), as few large pieces."""
    import numpy as np

    for (data,) in connection.execute("SELECT data FROM word_lists WHERE level = 0"):
        yield unpacked(data)
    for level in range(1, _LEVELS):
        numbers = np.unique(words // words_in_a_block(level))
        yield _joined(list(_numbered(connection, level, numbers.tolist())))


def everything(connection: sqlite3.Connection) -> Iterator[Lists]:
    """Give every block."""
    for (data,) in connection.execute("SELECT data FROM word_lists ORDER BY level, number"):
        yield unpacked(data)


def clear(connection: sqlite3.Connection) -> None:
    """Forget all lists; they can be made again from the keypoints."""
    connection.execute("DELETE FROM word_lists")


def unpacked(data: bytes) -> Lists:
    """Read what `Lists.packed` gave; what does not fit is damage."""
    import numpy as np

    distinct = int.from_bytes(data[:_HEADER], "little")
    start = _HEADER + 8 * distinct
    count, rest = divmod(len(data) - start, _BYTES)
    if count < 0 or rest:
        raise sqlite3.DatabaseError(_UNFIT)
    words = np.frombuffer(data, "<u4", distinct, _HEADER)
    counts = np.frombuffer(data, "<u4", distinct, _HEADER + 4 * distinct)
    known = not distinct or (words[-1] < WORDS and bool((words[1:] > words[:-1]).all()))
    if counts.sum() != count or not known:
        raise sqlite3.DatabaseError(_UNFIT)
    return Lists(
        words,
        counts,
        np.frombuffer(data, "<u4", count, start),
        np.frombuffer(data, "<u8", count, start + 4 * count),
    )


def _joined(parts: Sequence[Lists]) -> Lists:
    """Put lists of ever higher words one after the other."""
    import numpy as np

    if not parts:
        return unpacked(bytes(_HEADER))
    return Lists(
        np.concatenate([part.words for part in parts]),
        np.concatenate([part.counts for part in parts]),
        np.concatenate([part.frames for part in parts]),
        np.concatenate([part.marks for part in parts]),
    )


def _numbered(
    connection: sqlite3.Connection, level: int, numbers: Iterable[int]
) -> Iterator[Lists]:
    query = "SELECT data FROM word_lists WHERE level = ? AND number = ?"
    for number in numbers:
        found = connection.execute(query, (level, number)).fetchone()
        if found:
            yield unpacked(found[0])


def _held(connection: sqlite3.Connection, level: int) -> int:
    (held,) = connection.execute(
        "SELECT coalesce(sum(entries), 0) FROM word_lists WHERE level = ?", (level,)
    ).fetchone()
    return int(held)


def _capacity(level: int) -> int:
    return CAPACITY * int(_GROWTH**level)


def words_in_a_block(level: int) -> int:
    """Give how many neighbouring words share a block, so that a full one has some 6 kB."""
    a_word = _capacity(level) * _BYTES / WORDS
    return max(1, round(_TARGET_BYTES / a_word))


def _merge(connection: sqlite3.Connection, level: int) -> None:
    """Move all entries of a level into the next one, a range of words at a time."""
    import numpy as np

    target, width = level + 1, words_in_a_block(level + 1)
    rows = connection.execute(
        "SELECT data FROM word_lists WHERE level = ? ORDER BY number", (level,)
    )
    words, frames, marks = _columns([unpacked(data) for (data,) in rows])
    order = np.argsort(words, kind="stable")
    words, frames, marks = words[order], frames[order], marks[order]
    bounds = np.searchsorted(words, np.arange(0, WORDS + width, width))
    for number in np.flatnonzero(np.diff(bounds)).tolist():
        part = slice(bounds[number], bounds[number + 1])
        before = _columns(list(_numbered(connection, target, [number])))
        both = listed(
            np.concatenate([before[0], words[part]]),
            np.concatenate([before[1], frames[part]]),
            np.concatenate([before[2], marks[part]]),
        )
        _write(connection, target, number, both)
    connection.execute("DELETE FROM word_lists WHERE level = ?", (level,))


def _columns(parts: Sequence[Lists]) -> tuple[Small, Small, Marks]:
    """Give the word, the frame and the mark of each entry."""
    import numpy as np

    if not parts:
        return np.empty(0, "<u4"), np.empty(0, "<u4"), np.empty(0, "<u8")
    return (
        np.concatenate([np.repeat(part.words, part.counts) for part in parts]),
        np.concatenate([part.frames for part in parts]),
        np.concatenate([part.marks for part in parts]),
    )


def _write(connection: sqlite3.Connection, level: int, number: int, entries: Lists) -> None:
    connection.execute(
        "INSERT OR REPLACE INTO word_lists (level, number, entries, data) VALUES (?, ?, ?, ?)",
        (level, number, len(entries), entries.packed()),
    )
