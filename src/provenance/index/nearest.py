"""Exact Hamming search over packed columns: compares half of each hash, and seldom the rest.

The distance of the first 128 bits can only be smaller than that of all 256. Of unrelated hashes
hardly one is within 31 bits by it, and one in 300 within 48; of these the rest is compared, too.
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

    Bytes = npt.NDArray[np.uint8]
    Counts = npt.NDArray[np.uint16]
    Positions = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A stored hash within the radius; `query` is the position of the queried value."""

    query: int
    frame_id: int
    distance: int


@dataclass(frozen=True, slots=True)
class _Survivors:
    """Which query is how far from which row of a block, as far as heads tell: three of one length.

    In uint8 the distances would overflow: the four counts of an inverted picture sum to 256.
    """

    asked: Positions
    rows: Positions
    distances: Counts


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
    room = np.empty((len(queries), 0), np.uint8)
    for number, head in heads:
        if room.shape[1] != head.shape[1]:
            room = np.empty((len(queries), head.shape[1]), np.uint8)
        _compare(head, queries[:, : len(head)], room)
        near = np.flatnonzero(room <= radius)
        if len(near):
            place = blocks.Place(signal, number, head.shape[1])
            asked, rows = np.divmod(near, place.rows)
            survivors = _Survivors(asked, rows, room.ravel()[near].astype(np.uint16))
            found += _settled(connection, place, queries, survivors, (radius, min_quality))
    return found


def _compare(head: Words, queries: Words, distances: Bytes) -> None:
    """Count the bits in which each query (n) differs from each row (m), into `distances` (n x m).

    A head has 128 bits at most, so that a byte holds the count.
    """
    import numpy as np

    scratch = np.empty(head.shape[1], np.uint64)
    counts = np.empty(head.shape[1], np.uint8)
    for query, total in zip(queries, distances, strict=True):
        np.bitwise_count(np.bitwise_xor(head[0], query[0], out=scratch), out=total)
        for column, word in zip(head[1:], query[1:], strict=True):
            np.bitwise_count(np.bitwise_xor(column, word, out=scratch), out=counts)
            np.add(total, counts, out=total)


def _settled(
    connection: sqlite3.Connection,
    place: blocks.Place,
    queries: Words,
    near: _Survivors,
    limits: tuple[int, int],
) -> list[Neighbour]:
    """Add the distance of the rest of each hash, and drop the flat pictures."""
    import numpy as np

    asked, rows, distances = near.asked, near.rows, near.distances
    radius, min_quality = limits
    rest = queries[:, blocks.HEAD_WORDS :]
    if rest.shape[1]:
        tail = blocks.tail(connection, place)
        for column, words in zip(tail, rest.T, strict=True):
            distances += np.bitwise_count(column[rows] ^ words[asked])
    close = np.flatnonzero(distances <= radius)
    if not len(close):
        return []
    frame_ids, qualities = blocks.frames(connection, place)
    return [
        Neighbour(int(asked[at]), int(frame_ids[rows[at]]), int(distances[at]))
        for at in close
        if qualities[rows[at]] >= min_quality
    ]
