"""Votes for the frames that share visual words with a query, under one rotation and one scale.

Each keypoint of the query votes for every entry under its nearest words whose mark is near its own.
A vote weighs more the nearer the mark, and less the more entries one keypoint votes for. A keypoint
votes once for a frame and is voted for once, however often a pattern repeats (Jegou, Douze, Schmid,
"On the burstiness of visual elements", 2009). Votes of a frame count together only where they agree
on how it was turned and scaled (the same, "Hamming embedding and weak geometric consistency",
2008). All sums are of whole numbers, so neither the order of entries nor that of blocks changes
anything.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from provenance.index import word_lists
from provenance.index.marks import ANGLES, CODE_MASK, SIZES
from provenance.index.vocabulary import NO_WORD, WORDS

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from provenance.index.word_lists import Lists

    Numbers = npt.NDArray[np.int64]
    Small = npt.NDArray[np.uint32]
    Marks = npt.NDArray[np.uint64]
    Floats = npt.NDArray[np.float64]

NEAR = 10
"""Bits of 56 in which two marks of one keypoint may differ; unrelated ones differ in 28."""

_WEIGHT = 4096
_PAIRS_AT_ONCE = 1 << 20
_WAYS = ANGLES * 2 * SIZES


@dataclass(frozen=True, slots=True)
class Ballot:
    """A query's keypoints: the nearest `words` of each (n x probes) and their `marks` (n)."""

    words: Numbers
    marks: Marks


@dataclass(frozen=True, slots=True)
class _Hits:
    """Which keypoint of the query votes for which frame, how far apart the two marks are."""

    keypoints: Numbers
    frames: Numbers
    distances: Numbers
    marks: Marks


def scores(connection: sqlite3.Connection, ballot: Ballot) -> tuple[Numbers, Numbers]:
    """Give the frame ids that got votes and their scores, the highest first."""
    import numpy as np

    keypoints = np.repeat(np.arange(len(ballot.words)), ballot.words.shape[1])
    words = ballot.words.ravel()
    known = words != NO_WORD
    keypoints, words = keypoints[known], words[known]
    parts = [
        hits
        for shelf in word_lists.shelves(connection, np.unique(words))
        for hits in _hits(shelf, keypoints, words, ballot.marks)
    ]
    if not parts:
        return np.empty(0, np.int64), np.empty(0, np.int64)
    return _counted(_together(parts), ballot)


def _hits(shelf: Lists, keypoints: Numbers, words: Numbers, marks: Marks) -> Iterator[_Hits]:
    """Compare each keypoint with the entries under its words."""
    import numpy as np

    starts, counts = np.zeros(WORDS, np.int64), np.zeros(WORDS, np.int64)
    counts[shelf.words] = shelf.counts
    starts[shelf.words] = np.cumsum(shelf.counts) - shelf.counts
    lengths = counts[words]
    present = np.flatnonzero(lengths)
    ends = np.cumsum(lengths[present])
    first = 0
    while first < len(present):
        done = ends[first - 1] if first else 0
        last = max(first + 1, int(np.searchsorted(ends, done + _PAIRS_AT_ONCE, "right")))
        chosen = present[first:last]
        own = lengths[chosen]
        asked = np.repeat(keypoints[chosen], own)
        offsets = np.repeat(starts[words[chosen]] - (np.cumsum(own) - own), own)
        entries = offsets + np.arange(len(asked))
        found = shelf.marks[entries]
        apart = np.bitwise_count((found ^ marks[asked]) & np.uint64(CODE_MASK))
        near = np.flatnonzero(apart <= NEAR)
        yield _Hits(
            asked[near],
            shelf.frames[entries[near]].astype(np.int64),
            apart[near].astype(np.int64),
            found[near],
        )
        first = last


def _together(parts: list[_Hits]) -> _Hits:
    import numpy as np

    return _Hits(
        np.concatenate([part.keypoints for part in parts]),
        np.concatenate([part.frames for part in parts]),
        np.concatenate([part.distances for part in parts]),
        np.concatenate([part.marks for part in parts]),
    )


def _counted(hits: _Hits, ballot: Ballot) -> tuple[Numbers, Numbers]:
    """Add up the votes of each frame for each turn and scale; its best ones are its score."""
    import numpy as np

    voted_for = np.bincount(hits.keypoints, minlength=len(ballot.marks))
    nearness = (NEAR + 1 - hits.distances) / (NEAR + 1)
    weights = np.round(_WEIGHT * nearness / np.sqrt(1 + voted_for[hits.keypoints]))
    ways = _ways(hits, ballot)
    for voters in (hits.keypoints, hits.marks):
        weights = _once(ways, voters, weights)
    cells, at = np.unique(ways, return_inverse=True)
    sums = np.bincount(at, weights).astype(np.int64)
    frames = cells // _WAYS
    starts = np.flatnonzero(np.diff(frames, prepend=-1))
    best = np.maximum.reduceat(sums, starts)
    found = frames[starts]
    order = np.lexsort((found, -best))
    return found[order], best[order]


def _ways(hits: _Hits, ballot: Ballot) -> Numbers:
    """Give for each vote the number of the frame, turn and scale that it is for."""
    import numpy as np

    own, other = ballot.marks[hits.keypoints] >> 56, hits.marks >> 56
    turns = ((own // SIZES).astype(np.int64) - (other // SIZES).astype(np.int64)) % ANGLES
    scales = (own % SIZES).astype(np.int64) - (other % SIZES).astype(np.int64) + SIZES
    return np.asarray(hits.frames * _WAYS + turns * 2 * SIZES + scales)


def _once(ways: Numbers, voters: Numbers | Marks, weights: Floats) -> Floats:
    """Leave each voter the best of its votes for one way; the others weigh nothing."""
    import numpy as np

    order = np.lexsort((-weights, voters, ways))
    sorted_ways, sorted_voters = ways[order], voters[order]
    again = np.zeros(len(order), bool)
    again[1:] = (sorted_ways[1:] == sorted_ways[:-1]) & (sorted_voters[1:] == sorted_voters[:-1])
    left = weights.copy()
    left[order[again]] = 0
    return left
