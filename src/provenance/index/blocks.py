"""Packs hashes into columns, 16,384 to a block, in the transaction that adds their rows.

A search then reads a few large BLOBs instead of a million rows, and can stop after the first half
of each hash. There is no file beside the index that could fall out of step with it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Words = npt.NDArray[np.uint64]

ROWS = 16_384
"""Hashes in a full block; measured: from 4k to 64k makes no difference beyond noise."""

HEAD_WORDS = 2
"""64-bit words of a hash that are scanned first; the rest is read for survivors only."""


@dataclass(frozen=True, slots=True)
class Row:
    """One hash to pack."""

    frame_id: int
    value: bytes
    quality: int


@dataclass(frozen=True, slots=True)
class Place:
    """A block, and how many rows its first columns have: what its other parts must fit."""

    signal: str
    number: int
    rows: int


def append(connection: sqlite3.Connection, signal: str, rows: Sequence[Row]) -> None:
    """Add rows of one signal after the last ones; runs inside the caller's transaction."""
    import numpy as np

    if not rows:
        return
    words = np.frombuffer(b"".join(row.value for row in rows), "<u8").reshape(len(rows), -1)
    frames = np.array([row.frame_id for row in rows], "<i8")
    qualities = np.array([row.quality for row in rows], np.uint8)
    number, filled = _last(connection, signal)
    start = 0
    while start < len(rows):
        take = slice(start, start + ROWS - filled)
        _extend(connection, signal, number, (words[take], frames[take], qualities[take]))
        start, number, filled = take.stop, number + 1, 0


def heads(connection: sqlite3.Connection, signal: str) -> Iterator[tuple[int, Words]]:
    """Give each block's number and its first columns, shape (1 or 2) x rows."""
    cursor = connection.execute(
        "SELECT number, data FROM blocks WHERE signal = ? AND part = 'head' ORDER BY number",
        (signal,),
    )
    words = HEAD_WORDS if has_tail(connection, signal) else 1
    for number, data in cursor:
        yield number, _columns(data, words)


def has_tail(connection: sqlite3.Connection, signal: str) -> bool:
    """Tell whether the signal's hashes are longer than their heads."""
    found = connection.execute(
        "SELECT 1 FROM blocks WHERE signal = ? AND part = 'tail' LIMIT 1", (signal,)
    )
    return found.fetchone() is not None


def tail(connection: sqlite3.Connection, place: Place) -> Words:
    """Give the remaining columns of a block, shape words x rows."""
    data = _data(connection, place.signal, "tail", place.number)
    return _columns(data, HEAD_WORDS, place.rows)


def frames(
    connection: sqlite3.Connection, place: Place
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.uint8]]:
    """Give the frame ids and the qualities of a block."""
    import numpy as np

    data = _data(connection, place.signal, "frame", place.number)
    ids = _columns(data, 1, place.rows)[0].view(np.int64)
    data = _data(connection, place.signal, "quality", place.number)
    qualities = np.frombuffer(data, np.uint8)
    if len(qualities) != place.rows:
        raise sqlite3.DatabaseError(_UNFIT)
    return ids, qualities


def _columns(data: bytes, words: int, rows: int | None = None) -> Words:
    """Cut a part of a block into its columns; a part that does not fit the others is damage."""
    import numpy as np

    rows = len(data) // (8 * words) if rows is None else rows
    if len(data) != 8 * words * rows:
        raise sqlite3.DatabaseError(_UNFIT)
    return np.frombuffer(data, "<u8").reshape(words, rows)


_UNFIT = "the parts of a block of packed hashes do not fit together"


def _last(connection: sqlite3.Connection, signal: str) -> tuple[int, int]:
    """Give the number of the block that still has room, and how full it is."""
    found = connection.execute(
        "SELECT number, length(data) FROM blocks WHERE signal = ? AND part = 'quality' "
        "ORDER BY number DESC LIMIT 1",
        (signal,),
    ).fetchone()
    if found is None:
        return 0, 0
    number, filled = found
    return (number, filled) if filled < ROWS else (number + 1, 0)


def _extend(
    connection: sqlite3.Connection,
    signal: str,
    number: int,
    rows: tuple[Words, npt.NDArray[np.int64], npt.NDArray[np.uint8]],
) -> None:
    words, ids, qualities = rows
    columns = {"head": words[:, :HEAD_WORDS], "tail": words[:, HEAD_WORDS:]}
    for part, values in columns.items():
        if values.size:
            _append_columns(connection, signal, part, number, values)
    for part, data in (("frame", ids.tobytes()), ("quality", qualities.tobytes())):
        _store(connection, signal, part, number, _data(connection, signal, part, number) + data)


def _append_columns(
    connection: sqlite3.Connection, signal: str, part: str, number: int, values: Words
) -> None:
    import numpy as np

    width = values.shape[1]
    before = np.frombuffer(_data(connection, signal, part, number), "<u8").reshape(width, -1)
    _store(connection, signal, part, number, np.concatenate([before, values.T], axis=1).tobytes())


def _data(connection: sqlite3.Connection, signal: str, part: str, number: int) -> bytes:
    found = connection.execute(
        "SELECT data FROM blocks WHERE signal = ? AND part = ? AND number = ?",
        (signal, part, number),
    ).fetchone()
    return bytes(found[0]) if found else b""


def _store(
    connection: sqlite3.Connection, signal: str, part: str, number: int, data: bytes
) -> None:
    connection.execute(
        "INSERT INTO blocks (signal, part, number, data) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (signal, part, number) DO UPDATE SET data = excluded.data",
        (signal, part, number, data),
    )
