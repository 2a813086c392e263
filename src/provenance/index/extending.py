"""Brings an index up to date that was filled without keypoints, or under other words."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence

from provenance.index import keypoints, reading, vocabulary, word_lists
from provenance.index.interface import Lacking
from provenance.model.fingerprint import ExaminedFrame
from provenance.model.keypoints import Keypoints

_AT_ONCE = 256


def lacking(connection: sqlite3.Connection) -> Iterator[Lacking]:
    """Give every media that has an upright frame without keypoints, in the order of SHA-256."""
    # All at once: the caller writes between two of them.
    sha256s = connection.execute(
        "SELECT DISTINCT sha256 FROM frames JOIN media ON media.id = media_id "
        "LEFT JOIN keypoints ON frame_id = frames.id "
        "WHERE frame_id IS NULL AND rotated = 0 ORDER BY sha256"
    ).fetchall()
    for (sha256,) in sha256s:
        media = reading.media(connection, sha256)
        assert media is not None
        rows = connection.execute(
            "SELECT DISTINCT path FROM files JOIN sightings ON sightings.id = sighting_id "
            "JOIN media ON media.id = media_id WHERE sha256 = ? ORDER BY path",
            (sha256,),
        )
        yield Lacking(media, tuple(reading.location_of(path) for (path,) in rows))


def extend(connection: sqlite3.Connection, frames: Sequence[ExaminedFrame]) -> int:
    """Add the keypoints of frames that have none; runs inside the caller's transaction."""
    rows: list[tuple[int, Keypoints]] = []
    for each in frames:
        found = connection.execute(
            "SELECT frames.id FROM frames JOIN media ON media.id = media_id "
            "LEFT JOIN keypoints ON frame_id = frames.id "
            "WHERE sha256 = ? AND number = ? AND rotated = ? AND frame_id IS NULL",
            (each.frame.media_sha256, each.frame.index, each.frame.rotated),
        ).fetchone()
        if found and each.keypoints:
            rows.append((found[0], each.keypoints[0]))
    keypoints.write(connection, rows)
    return len(rows)


def relist(connection: sqlite3.Connection) -> int:
    """List all keypoints anew under our words; runs inside the caller's transaction."""
    word_lists.clear(connection)
    connection.execute("UPDATE recipes SET value = ? WHERE name = 'vocabulary'", (vocabulary.NAME,))
    ids = [frame for (frame,) in connection.execute("SELECT frame_id FROM keypoints")]
    for start in range(0, len(ids), _AT_ONCE):
        stored = keypoints.read(connection, ids[start : start + _AT_ONCE])
        rows = [
            (frame, vocabulary.prepared(each, as_query=False)) for frame, each in stored.items()
        ]
        word_lists.append(connection, keypoints.entries(rows))
    return len(ids)
