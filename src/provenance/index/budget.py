"""What a query looks under, so that it takes the same time however much is indexed."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from provenance.index import word_lists
from provenance.index.vocabulary import LISTED

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Numbers = npt.NDArray[np.int64]

ALL_READ = 250_000 * LISTED
"""Entries up to which everything is read that a query asks for."""

MOST_COMPARED = 4_000_000
"""Pairs of a keypoint and an entry that a query compares beyond that."""

_ALONE = 2
"""Queries that may compare so many each: the two sides of a picture. More of them share."""

_LEAST_SHARE = MOST_COMPARED // 8


def share(queries: int) -> int:
    """Give the pairs that each of so many queries may compare that are asked together.

    Those are frames of one video: what they vote for together is found with far less of each.
    """
    return max(_LEAST_SHARE, _ALONE * MOST_COMPARED // max(_ALONE, queries))


def affordable(connection: sqlite3.Connection, words: Numbers, most: int | None = None) -> Numbers:
    """Choose which of the words (n, some of them the same) to look under, by their places.

    Where not all can be, the rarest words come first: they tell the most. At most `most`
    pairs are compared then, where it is given.
    """
    import numpy as np

    if word_lists.held(connection) <= ALL_READ:
        return np.arange(len(words))
    distinct, at = np.unique(words, return_inverse=True)
    lengths = word_lists.lengths(connection, distinct)[at]
    order = np.lexsort((words, lengths))
    return np.sort(order[np.cumsum(lengths[order]) <= (most or MOST_COMPARED)])
