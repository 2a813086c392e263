"""Votes for the frames that share visual words with a query, under one rotation and one scale.

Each keypoint of the query votes for the entries under its words whose marks are nearest its own
(`hits.py`). A vote weighs more the nearer the mark, and less the more entries one keypoint votes
for. A keypoint votes once for a frame and is voted for once, however often a pattern repeats
(Jegou, Douze, Schmid, "On the burstiness of visual elements", 2009). Votes of a frame count
together only where they agree on how it was turned and scaled (the same, "Hamming embedding and
weak geometric consistency", 2008). All sums are of whole numbers, so neither the order of entries
nor that of blocks changes anything.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from provenance.index import budget, hits, word_lists
from provenance.index.hits import NEAR, Hits
from provenance.index.lengths import Lengths
from provenance.index.marks import ANGLES, SIZES
from provenance.index.vocabulary import NO_WORD

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Numbers = npt.NDArray[np.int64]
    Marks = npt.NDArray[np.uint64]
    Floats = npt.NDArray[np.float64]

_WEIGHT = 4096
_TOGETHER = 24
"""Ballots for which the lists are held in memory at a time: those of a still or of a clip."""

_WAYS = ANGLES * 2 * SIZES


@dataclass(frozen=True, slots=True)
class Ballot:
    """A query's keypoints: the nearest `words` of each (n x probes) and their `marks` (n)."""

    words: Numbers
    marks: Marks


def scores(
    connection: sqlite3.Connection,
    ballots: Sequence[Ballot],
    most: int | None = None,
    lengths: Lengths | None = None,
) -> list[tuple[Numbers, Numbers]]:
    """Give, for each ballot, the frame ids that got votes and their scores, the highest first.

    In a large index each compares at most `most` pairs of a keypoint and an entry. What several
    ballots look under is read once. `lengths` are those of the connection, if they are known.
    """
    lengths = lengths or Lengths(connection)
    found: list[tuple[Numbers, Numbers]] = []
    for start in range(0, len(ballots), _TOGETHER):
        found += _scores(connection, ballots[start : start + _TOGETHER], most, lengths)
    return found


def _scores(
    connection: sqlite3.Connection, ballots: Sequence[Ballot], most: int | None, lengths: Lengths
) -> Iterator[tuple[Numbers, Numbers]]:

    pairs = [_pairs(each) for each in ballots]
    read = budget.affordable(connection, [words for _, words in pairs], most, lengths)
    asked = [
        hits.Asked(keypoints[own], words[own], each.marks[keypoints[own]])
        for each, (keypoints, words), own in zip(ballots, pairs, read, strict=True)
    ]
    wanted = word_lists.distinct([each.words for each in asked])
    shelves = [hits.Shelf.of(each) for each in word_lists.shelves(connection, wanted)]
    for each, ballot in zip(asked, ballots, strict=True):
        yield _counted(hits.hits(shelves, each), ballot)


def _pairs(ballot: Ballot) -> tuple[Numbers, Numbers]:
    """Give the numbers of the keypoints and the words that each looks under."""
    import numpy as np

    keypoints = np.repeat(np.arange(len(ballot.words)), ballot.words.shape[1])
    words = ballot.words.ravel()
    known = words != NO_WORD
    return keypoints[known], words[known]


def _counted(found: Hits, ballot: Ballot) -> tuple[Numbers, Numbers]:
    """Add up the votes of each frame for each turn and scale; its best ones are its score."""
    import numpy as np

    if not len(found.keypoints):
        return np.empty(0, np.int64), np.empty(0, np.int64)
    voted_for = np.bincount(found.keypoints, minlength=len(ballot.marks))
    nearness = (NEAR + 1 - found.distances) / (NEAR + 1)
    weights = np.round(_WEIGHT * nearness / np.sqrt(1 + voted_for[found.keypoints]))
    ways = _ways(found, ballot)
    for voters in (found.keypoints, found.marks):
        weights = _once(ways, voters, weights)
    cells, at = np.unique(ways, return_inverse=True)
    sums = np.bincount(at, weights).astype(np.int64)
    frames = cells // _WAYS
    starts = np.flatnonzero(np.diff(frames, prepend=-1))
    best = np.maximum.reduceat(sums, starts)
    voted = frames[starts]
    order = np.lexsort((voted, -best))
    return voted[order], best[order]


def _ways(found: Hits, ballot: Ballot) -> Numbers:
    """Give for each vote the number of the frame, turn and scale that it is for."""
    import numpy as np

    own, other = ballot.marks[found.keypoints] >> 56, found.marks >> 56
    turns = ((own // SIZES).astype(np.int64) - (other // SIZES).astype(np.int64)) % ANGLES
    scales = (own % SIZES).astype(np.int64) - (other % SIZES).astype(np.int64) + SIZES
    return np.asarray(found.frames * _WAYS + turns * 2 * SIZES + scales)


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
