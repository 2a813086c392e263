"""Which entries of the word lists are near a query's keypoints, by their marks.

Each keypoint keeps the nearest entries under its words, at least 30 with all that are as near as
the last of them. A fixed distance does not do: among a million photographs thousands of strangers
come as near as a true copy, and the true one is still nearer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from provenance.index.marks import CODE_MASK
from provenance.index.vocabulary import WORDS

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from provenance.index.word_lists import Lists

    Bytes = npt.NDArray[np.uint8]
    Numbers = npt.NDArray[np.int64]
    Marks = npt.NDArray[np.uint64]

NEAR = 10
"""Bits of 56 in which two marks of one keypoint may differ; unrelated ones differ in 28."""

WANTED = 30
"""Entries that each keypoint keeps, the nearest ones."""

_LONG = 32


@dataclass(frozen=True, slots=True)
class Asked:
    """Pairs of a query's keypoint, by its number, and a word to look under; `marks` of each."""

    keypoints: Numbers
    words: Numbers
    marks: Marks


@dataclass(frozen=True, slots=True)
class Hits:
    """Which keypoint of the query is near which entry: its frame and mark, how far apart."""

    keypoints: Numbers
    frames: Numbers
    distances: Numbers
    marks: Marks


@dataclass(frozen=True, slots=True)
class Shelf:
    """Lists, and of each of all words where its entries start among them and how many there are."""

    lists: Lists
    starts: Numbers
    counts: Numbers

    @classmethod
    def of(cls, lists: Lists) -> Shelf:
        """Look up once where the words lie, for all queries."""
        import numpy as np

        starts, counts = np.zeros(WORDS, np.int64), np.zeros(WORDS, np.int64)
        counts[lists.words] = lists.counts
        starts[lists.words] = np.cumsum(lists.counts, dtype=np.int64) - lists.counts
        return cls(lists, starts, counts)


def hits(shelves: Sequence[Shelf], asked: Asked) -> Hits:
    """Find the entries that are nearest to each keypoint, in no order."""
    import numpy as np

    parts = [near(shelf, asked) for shelf in shelves]
    if not parts:
        none = np.empty(0, np.int64)
        return Hits(none, none, none, np.empty(0, np.uint64))
    return _nearest(
        Hits(
            np.concatenate([part.keypoints for part in parts]),
            np.concatenate([part.frames for part in parts]),
            np.concatenate([part.distances for part in parts]),
            np.concatenate([part.marks for part in parts]),
        )
    )


def _nearest(found: Hits) -> Hits:
    """Keep what is as near as the last wanted entry of its keypoint, so that order is no matter."""
    import numpy as np

    steps = NEAR + 1
    highest = int(found.keypoints.max(initial=-1)) + 1
    counts = np.bincount(found.keypoints * steps + found.distances, minlength=highest * steps)
    enough = counts.reshape(highest, steps).cumsum(axis=1) >= WANTED
    limits = np.where(enough.any(axis=1), enough.argmax(axis=1), NEAR)
    kept = found.distances <= limits[found.keypoints]
    return Hits(found.keypoints[kept], found.frames[kept], found.distances[kept], found.marks[kept])


def near(shelf: Shelf, asked: Asked) -> Hits:
    """Find the entries under the words of each keypoint that differ by at most `NEAR` bits."""
    import numpy as np

    present = np.flatnonzero(shelf.counts[asked.words])
    first, lengths = shelf.starts[asked.words[present]], shelf.counts[asked.words[present]]
    lists = shelf.lists
    apart = _distances(lists.marks, first, lengths, asked.marks[present])
    found = np.flatnonzero(apart <= NEAR)
    pairs = np.repeat(np.arange(len(present), dtype=np.int32), lengths)[found]
    entries = found + (first - (np.cumsum(lengths) - lengths))[pairs]
    return Hits(
        asked.keypoints[present][pairs],
        lists.frames[entries].astype(np.int64),
        apart[found].astype(np.int64),
        lists.marks[entries],
    )


def _distances(listed: Marks, first: Numbers, lengths: Numbers, marks: Marks) -> Bytes:
    """Count the differing bits of each mark and the entries of its list, one list after another."""
    import numpy as np

    ends = np.cumsum(lengths)
    total = int(ends[-1]) if len(ends) else 0
    mask = np.uint64(CODE_MASK)
    if total < _LONG * len(lengths):
        entries = np.arange(total) + np.repeat(first - (ends - lengths), lengths)
        apart = (listed[entries] ^ np.repeat(marks, lengths)) & mask
        return np.asarray(np.bitwise_count(apart), np.uint8)
    # Long lists are compared where they lie: gathering them would take most of the time.
    found = np.empty(total, np.uint8)
    for start, length, end, mark in zip(
        first.tolist(), lengths.tolist(), ends.tolist(), marks, strict=True
    ):
        differing = listed[start : start + length] ^ mark
        differing &= mask
        np.bitwise_count(differing, out=found[end - length : end])
    return found
