"""Looks after an index: is it whole, and a copy that is."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from provenance.errors import StoreError, UsageError
from provenance.index import blocks, embeddings, proofs
from provenance.index.interface import Damage

_COUNTED = {
    "media": "media",
    "postings": "postings",
    "frames": "frames WHERE rotated = 0",
    "keypoints": "keypoints",
}
"""What each total counts."""


def damages(connection: sqlite3.Connection) -> Iterator[Damage]:
    """Check the file and its references; hold what is packed, listed or counted to the rows."""
    for (message,) in connection.execute("PRAGMA integrity_check"):
        if message != "ok":
            yield Damage("file", message)
    for table, row_id, parent, _ in connection.execute("PRAGMA foreign_key_check"):
        yield Damage(f"{table} row {row_id}", f"names a row of {parent} that is not there")
    yield from _packed(connection)
    yield from proofs.damages(connection)
    yield from embeddings.damages(connection)
    yield from _totals(connection)


def backup(connection: sqlite3.Connection, target: Path) -> None:
    """Copy with SQLite's own backup, which is consistent while others write."""
    if target.exists():
        raise UsageError(f"{target}: is there already; name a file that is not")
    if not target.parent.is_dir():
        raise UsageError(f"{target}: there is no folder {target.parent}; make it first")
    draft = target.with_name(target.name + ".part")
    draft.unlink(missing_ok=True)
    try:
        if (verdict := _copied(connection, draft)) != "ok":
            raise StoreError(
                f"{target}: the copy is damaged ({verdict}); run `provenance index verify`"
            )
        draft.rename(target)
    finally:
        draft.unlink(missing_ok=True)


def _copied(connection: sqlite3.Connection, draft: Path) -> str:
    copy = sqlite3.connect(draft)
    try:
        # Under a lock of our own: without one, `backup` waits for a writer for ever.
        with _reading(connection):
            connection.backup(copy)
        (verdict,) = copy.execute("PRAGMA quick_check(1)").fetchone()
    finally:
        copy.close()
    return str(verdict)


@contextmanager
def _reading(connection: sqlite3.Connection) -> Iterator[None]:
    connection.execute("BEGIN")
    try:
        connection.execute("SELECT count(*) FROM totals").fetchone()
        yield
    finally:
        connection.execute("ROLLBACK")


def _packed(connection: sqlite3.Connection) -> Iterator[Damage]:
    signals = connection.execute(
        "SELECT signal FROM fingerprints UNION SELECT signal FROM blocks"
    ).fetchall()
    for (signal,) in signals:
        rows = connection.execute(
            "SELECT frame_id, value, quality FROM fingerprints WHERE signal = ? ORDER BY frame_id",
            (signal,),
        )
        try:
            unpacked = sorted(_unpacked(connection, signal))
        except sqlite3.DatabaseError as error:
            yield Damage(f"packed {signal}", str(error))
            continue
        for stored, packed in _pairs(rows, iter(unpacked)):
            if stored != packed:
                frame_id = (stored or packed or (0,))[0]
                yield Damage(
                    f"{signal} of frame {frame_id}", "the packed hash differs from its row"
                )
                break


def _pairs(
    rows: Iterator[tuple[int, str, int]], packed: Iterator[tuple[int, str, int]]
) -> Iterator[tuple[tuple[int, str, int] | None, tuple[int, str, int] | None]]:
    for row in rows:
        yield row, next(packed, None)
    for extra in packed:
        yield None, extra


def _unpacked(connection: sqlite3.Connection, signal: str) -> Iterator[tuple[int, str, int]]:
    import numpy as np

    longer = blocks.has_tail(connection, signal)
    for number, head in blocks.heads(connection, signal):
        place = blocks.Place(signal, number, head.shape[1])
        columns = [head, blocks.tail(connection, place)] if longer else [head]
        words = np.ascontiguousarray(np.concatenate(columns).T)
        ids, qualities = blocks.frames(connection, place)
        for frame_id, value, quality in zip(ids, words, qualities, strict=True):
            yield int(frame_id), value.tobytes().hex(), int(quality)


def _totals(connection: sqlite3.Connection) -> Iterator[Damage]:
    stated = dict(connection.execute("SELECT name, value FROM totals"))
    for name, rows in _COUNTED.items():
        (counted,) = connection.execute(f"SELECT count(*) FROM {rows}").fetchone()  # noqa: S608
        if counted != stated.get(name):
            yield Damage(f"total of {name}", f"says {stated.get(name)}, but there are {counted}")
    (bare,) = connection.execute(
        "SELECT count(DISTINCT posting_id) FROM mentions "
        "WHERE posting_id NOT IN (SELECT posting_id FROM sightings)"
    ).fetchone()
    if bare != (said := stated.get("without-picture")):
        yield Damage("total of postings without a picture", f"says {said}, but there are {bare}")
