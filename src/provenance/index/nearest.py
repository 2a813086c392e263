"""Exact Hamming search over packed columns: reads half of each hash, rarely the rest.

The distance of the first 128 bits can only be smaller than that of all 256, so a block in which it
is nowhere within the radius is done with; unrelated photographs pass about once in 100,000.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from provenance.index import blocks
from provenance.index.columns import Columns

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from provenance.index.blocks import Words

    Counts = npt.NDArray[np.uint16]
    Positions = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A stored hash within the radius; `query` is the position of the queried value."""

    query: int
    frame_id: int
    distance: int


def search(
    connection: sqlite3.Connection,
    signal: str,
    values: Sequence[bytes],
    *,
    radius: int,
    min_quality: int,
    columns: Columns | None = None,
) -> list[Neighbour]:
    """Find every stored hash within `radius` bits of each value, in the order of storage.

    `columns` are those of the connection, for a process that searches more than once.
    """
    import numpy as np

    if not values:
        return []
    queries = np.frombuffer(b"".join(values), "<u8").reshape(len(values), -1)
    found = []
    heads = columns.heads(signal) if columns else blocks.heads(connection, signal)
    for number, head in heads:
        near = _within(head, queries[:, : len(head)], radius)
        if near:
            place = blocks.Place(signal, number, head.shape[1])
            found += _settled(connection, place, queries, near, radius, min_quality)
    return found


def _within(head: Words, queries: Words, radius: int) -> dict[int, tuple[Positions, Counts]]:
    """Give, for each query with any, the rows whose heads are within the radius."""
    import numpy as np

    near = {}
    scratch = np.empty(head.shape[1], np.uint64)
    counts = np.empty(head.shape[1], np.uint8)
    total = np.empty(head.shape[1], np.uint8)
    for position, query in enumerate(queries):
        np.bitwise_count(np.bitwise_xor(head[0], query[0], out=scratch), out=total)
        for column, word in zip(head[1:], query[1:], strict=True):
            np.bitwise_count(np.bitwise_xor(column, word, out=scratch), out=counts)
            np.add(total, counts, out=total)
        close = total <= radius
        if np.count_nonzero(close):
            rows = np.flatnonzero(close)
            near[position] = (rows, total[rows].astype(np.uint16))
    return near


def _settled(
    connection: sqlite3.Connection,
    place: blocks.Place,
    queries: Words,
    near: dict[int, tuple[Positions, Counts]],
    radius: int,
    min_quality: int,
) -> list[Neighbour]:
    """Add the distance of the rest of each hash, and drop the flat pictures."""
    import numpy as np

    asked = np.repeat(list(near), [len(rows) for rows, _ in near.values()])
    rows = np.concatenate([rows for rows, _ in near.values()])
    distances = np.concatenate([distances for _, distances in near.values()])
    rest = queries[:, blocks.HEAD_WORDS :]
    if rest.shape[1]:
        tail = blocks.tail(connection, place)
        differing = np.bitwise_count(tail[:, rows] ^ rest[asked].T)
        # uint8 would overflow: the four counts of an inverted picture sum to 256.
        distances += differing.sum(axis=0, dtype=np.uint16)
    close = np.flatnonzero(distances <= radius)
    if not len(close):
        return []
    frame_ids, qualities = blocks.frames(connection, place)
    return [
        Neighbour(int(asked[at]), int(frame_ids[rows[at]]), int(distances[at]))
        for at in close
        if qualities[rows[at]] >= min_quality
    ]
