"""Keeps the embeddings of frames by the weights that made them, and finds the nearest."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from provenance.index import reading
from provenance.index.interface import Alike, Damage
from provenance.model.embedding import FLOAT_BYTES, UNITS, Embedding
from provenance.model.fingerprint import ExaminedFrame
from provenance.model.geometry import Box
from provenance.model.media import Frame

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float32]

_AT_ONCE = 4096
"""Vectors in memory at a time: 8 MiB of 512 numbers each."""

_SLACK = 1.0
"""Units by which a product of many vectors at once may differ from the exact one."""

_LENGTH = (0.99, 1.01)


@dataclass(frozen=True, slots=True)
class _Near:
    """A stored vector near a queried one."""

    frame_id: int
    distance: int
    crop: Box | None


def write(connection: sqlite3.Connection, frame_id: int, embeddings: Iterable[Embedding]) -> None:
    """Keep the embeddings of a whole frame; those that are there stay as they are."""
    for each in embeddings:
        if each.crop is None:
            connection.execute(
                "INSERT OR IGNORE INTO embeddings VALUES (?, ?, ?)",
                (_weights_id(connection, each), frame_id, each.vector),
            )


def add(connection: sqlite3.Connection, frames: Iterable[ExaminedFrame]) -> None:
    """Keep the embeddings that known frames bring."""
    for each in frames:
        found = each.embeddings and _frame_id(connection, each.frame)
        if found:
            write(connection, found, each.embeddings)


def of_frame(connection: sqlite3.Connection, frame: Frame) -> tuple[Embedding, ...]:
    """Give the embeddings of a frame, in the order of their weights."""
    rows = connection.execute(
        "SELECT sha256, vector FROM weights CROSS JOIN embeddings ON weights_id = weights.id "
        "WHERE frame_id = ? ORDER BY sha256",
        (_frame_id(connection, frame),),
    )
    return tuple(Embedding(sha256, bytes(vector)) for sha256, vector in rows)


def alike(
    connection: sqlite3.Connection,
    queries: Sequence[tuple[Embedding, ...]],
    within: int,
    most: int,
) -> tuple[tuple[Alike, ...], ...]:
    """Give, for each queried frame, the nearest media within the distance."""
    near: list[list[_Near]] = [[] for _ in queries]
    for weights in sorted({each.weights for own in queries for each in own}):
        asked = [
            (position, each)
            for position, own in enumerate(queries)
            for each in own
            if each.weights == weights and len(each)
        ]
        if asked:
            for (position, _), found in zip(asked, _near(connection, asked, within), strict=True):
                near[position] += found
    return tuple(_named(connection, each, most) for each in near)


def _near(
    connection: sqlite3.Connection, asked: Sequence[tuple[int, Embedding]], within: int
) -> list[list[_Near]]:
    """Compare queries of one network with all that it embedded, some vectors at a time."""
    import numpy as np

    vectors = [np.frombuffer(each.vector, "<f2").astype(np.float32) for _, each in asked]
    found: list[list[_Near]] = [[] for _ in asked]
    together = np.stack(vectors, axis=1)
    least = 1 - (within + _SLACK) / UNITS
    for rows, stored in _stored(connection, asked[0][1]):
        near = np.nonzero(stored @ together >= least)
        for row, column in zip(*(each.tolist() for each in near), strict=True):
            # How many are multiplied at once changes the last bits; nothing may hang on that.
            query = asked[column][1]
            distance = query.distance(Embedding(query.weights, rows[row][1]))
            if distance <= within:
                found[column].append(_Near(rows[row][0], distance, query.crop))
    return found


def _stored(
    connection: sqlite3.Connection, query: Embedding
) -> Iterator[tuple[list[tuple[int, bytes]], Floats]]:
    """Give all vectors of the weights of a query; those of another length are not there for it."""
    import numpy as np

    rows = connection.execute(
        "SELECT frame_id, vector FROM embeddings WHERE weights_id = "
        "(SELECT id FROM weights WHERE sha256 = ? AND dimensions = ?) AND length(vector) = ? "
        "AND typeof(vector) = 'blob'",
        (query.weights, len(query), len(query.vector)),
    )
    while block := rows.fetchmany(_AT_ONCE):
        packed = np.frombuffer(b"".join(vector for _, vector in block), "<f2")
        yield block, packed.astype(np.float32).reshape(len(block), -1)


def _named(connection: sqlite3.Connection, near: Iterable[_Near], most: int) -> tuple[Alike, ...]:
    """Name the media of what is near, the nearest frame and the largest part of each."""
    by_distance = sorted(near, key=lambda each: each.distance)
    known = reading.by_frame(connection, (each.frame_id for each in by_distance))
    best: dict[str, Alike] = {}
    for each in by_distance:
        media, frame = known[each.frame_id]
        one = Alike(media, frame, each.distance, each.crop)
        if media.sha256 not in best or _rank(one) < _rank(best[media.sha256]):
            best[media.sha256] = one
    return tuple(sorted(best.values(), key=_rank)[:most])


def _rank(one: Alike) -> tuple[int, str, bool, int, int]:
    partly = one.crop is not None
    return (one.distance, one.media.sha256, partly, one.frame.index, one.frame.rotated)


def _weights_id(connection: sqlite3.Connection, embedding: Embedding) -> int:
    """Give the row of the weights; the first vector says how long all of them are."""
    found = connection.execute(
        "SELECT id, dimensions FROM weights WHERE sha256 = ?", (embedding.weights,)
    ).fetchone()
    if found is None:
        made = connection.execute(
            "INSERT INTO weights (sha256, dimensions, frames) VALUES (?, ?, 0)",
            (embedding.weights, len(embedding)),
        )
        assert made.lastrowid is not None
        return made.lastrowid
    if len(embedding) and not found[1]:
        connection.execute(
            "UPDATE weights SET dimensions = ? WHERE id = ?", (len(embedding), found[0])
        )
    return int(found[0])


def _frame_id(connection: sqlite3.Connection, frame: Frame) -> int | None:
    found = connection.execute(
        "SELECT frames.id FROM frames JOIN media ON media.id = media_id "
        "WHERE sha256 = ? AND number = ? AND rotated = ?",
        (frame.media_sha256, frame.index, frame.rotated),
    ).fetchone()
    return None if found is None else int(found[0])


def damages(connection: sqlite3.Connection) -> Iterator[Damage]:
    """Check that each vector is one of its weights' length, and that they were counted right.

    What a vector should be is not known without its picture and the network.
    """
    for weights_id, sha256, dimensions, stated in connection.execute("SELECT * FROM weights"):
        where = f"embeddings of the weights {sha256[:12]}"
        count = 0
        for frame_id, vector in connection.execute(
            "SELECT frame_id, vector FROM embeddings WHERE weights_id = ?", (weights_id,)
        ):
            count += 1
            if vector and not _is_unit(vector, dimensions):
                yield Damage(f"{where}, frame {frame_id}", "is not a vector of their kind")
        if count != stated:
            yield Damage(f"total of {where}", f"says {stated}, but there are {count}")


def _is_unit(vector: object, dimensions: int) -> bool:
    import numpy as np

    if not isinstance(vector, bytes) or len(vector) != dimensions * FLOAT_BYTES:
        return False
    exact = np.frombuffer(vector, "<f2").astype(np.float64)
    return bool(_LENGTH[0] <= np.sqrt(np.sum(exact * exact)) <= _LENGTH[1])
