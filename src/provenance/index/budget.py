"""What a query looks under, so that it takes the same time however much is indexed."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import TYPE_CHECKING

from provenance.index import word_lists
from provenance.index.lengths import Lengths
from provenance.index.vocabulary import LISTED

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Numbers = npt.NDArray[np.int64]

ALL_READ = 250_000 * LISTED
"""Entries up to which everything is read that a query asks for."""

MOST_COMPARED = 1_000_000
"""Pairs of a keypoint and an entry that a query compares beyond that.

Measured on 1,000 hours of video: twice or four times as many find no more, for it is common words
that are left out, and these find strangers as well.
"""

_COMPARED_TOGETHER = 2_000_000
"""The same for all frames of a video that are asked together, however many. Twice as many find no
more of clips that were cropped, mirrored or shown small (`scripts/measure_budget.py`)."""

_LEAST_SHARE = 100_000


def share(queries: int) -> int:
    """Give the pairs that each of so many queries may compare that are asked together.

    Those are frames of one video: what they vote for together is found with far less of each.
    """
    return max(_LEAST_SHARE, min(MOST_COMPARED, _COMPARED_TOGETHER // max(1, queries)))


def get_ready(connection: sqlite3.Connection, lengths: Lengths) -> None:
    """Count now what must be known before a query is answered, if anything."""
    if word_lists.held(connection) > ALL_READ:
        lengths.count_all()


def affordable(
    connection: sqlite3.Connection,
    asked: Sequence[Numbers],
    most: int | None = None,
    lengths: Lengths | None = None,
) -> list[Numbers]:
    """Choose which words of each query (n, some of them the same) to look under, by their places.

    Where not all can be, the rarest words come first: they tell the most. At most `most` pairs are
    compared then by each query. `lengths` are those of the connection, for who asks more than once.
    """
    import numpy as np

    if word_lists.held(connection) <= ALL_READ:
        return [np.arange(len(words)) for words in asked]
    distinct = word_lists.distinct(asked)
    entries = (lengths or Lengths(connection)).of(distinct)
    return [
        _rarest(words, entries[np.searchsorted(distinct, words)], most or MOST_COMPARED)
        for words in asked
    ]


def _rarest(words: Numbers, lengths: Numbers, most: int) -> Numbers:
    import numpy as np

    order = np.lexsort((words, lengths))
    return np.sort(order[np.cumsum(lengths[order]) <= most])
