"""Proves that the word lists hold what the keypoints say, and nothing else.

The words of all keypoints are found again and compared with the lists, as one sum for each frame:
so it is told of which frame something is missing, in memory that grows with the frames alone.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import TYPE_CHECKING

from provenance.index import extending, keypoints, word_lists
from provenance.index.interface import Damage
from provenance.model.keypoints import Keypoints

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from provenance.index.word_lists import Lists

    Sums = npt.NDArray[np.uint64]

_FRAMES = "SELECT coalesce(max(id), 0) + 1 FROM frames"


def damages(connection: sqlite3.Connection) -> Iterator[Damage]:
    """Check the keypoints, how they are made, and the lists."""
    broken = tuple(_unreadable(connection))
    yield from broken
    noted = keypoints.recipes(connection)
    (held,) = connection.execute("SELECT count(*) FROM keypoints").fetchone()
    if held and not noted:
        yield Damage("recipes", "it is not noted how the keypoints are made")
    for name in keypoints.strange(noted):
        yield Damage(
            f"recipe of {name}",
            f"is {noted.get(name, 'not noted')}, not {keypoints.OURS[name]}, so the word lists "
            "could not be checked; run `provenance index extend`",
        )
    if broken or keypoints.strange(noted):
        return
    yield from _lists(connection)


def _unreadable(connection: sqlite3.Connection) -> Iterator[Damage]:
    for frame_id, packed in connection.execute("SELECT frame_id, packed FROM keypoints"):
        try:
            Keypoints.unpacked(packed)
        except (ValueError, TypeError) as error:
            yield Damage(f"keypoints of frame {frame_id}", str(error))


def _lists(connection: sqlite3.Connection) -> Iterator[Damage]:
    import numpy as np

    (count,) = connection.execute(_FRAMES).fetchone()
    listed, wanted = np.zeros(count, np.uint64), np.zeros(count, np.uint64)
    rows = connection.execute("SELECT level, number, entries, data FROM word_lists")
    whole = True
    for level, number, entries, data in rows:
        where = f"word lists, level {level}, block {number}"
        try:
            block = word_lists.unpacked(data)
        except (sqlite3.DatabaseError, TypeError) as error:
            yield Damage(where, str(error))
            whole = False
            continue
        for what in _misplaced(block, level, number, entries, count):
            yield Damage(where, what)
            whole = False
        _add(listed, block, count)
    if not whole:
        return
    for part in extending.listed_anew(connection):
        _add(wanted, keypoints.entries(part), count)
    for frame_id in np.flatnonzero(listed != wanted).tolist():
        yield Damage(f"word lists of frame {frame_id}", "they differ from its keypoints")


def _misplaced(block: Lists, level: int, number: int, entries: int, count: int) -> Iterator[str]:
    if len(block) != entries:
        yield f"says {entries} entries, but there are {len(block)}"
    if level and len(block) and block.words.tolist() != [number]:
        yield "holds words that nobody looks for there"
    if len(block) and block.frames.max() >= count:
        yield "lists frames that are not there"


def _add(sums: Sums, block: Lists, count: int) -> None:
    """Add to each frame's sum a number for each of its entries, in whatever order they come."""
    import numpy as np

    words = np.repeat(block.words, block.counts).astype(np.uint64)
    known = block.frames < count
    mixed = _mixed(_mixed(words + np.uint64(1)) ^ block.marks)
    np.add.at(sums, block.frames[known], mixed[known])


def _mixed(numbers: Sums) -> Sums:
    """Spread the bits of numbers (the finaliser of SplitMix64: Steele, Lea, Flood, 2014)."""
    import numpy as np

    with np.errstate(over="ignore"):
        numbers = (numbers ^ (numbers >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        numbers = (numbers ^ (numbers >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return numbers ^ (numbers >> np.uint64(31))
