"""Brings an index up to date that lacks keypoints or embeddings, or has other words."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence

from provenance.index import embeddings, keypoints, reading, vocabulary, word_lists
from provenance.index.interface import Lacking, Renewed
from provenance.model.fingerprint import ExaminedFrame
from provenance.model.keypoints import Keypoints
from provenance.model.media import Frame, Location, Media, Role

_AT_ONCE = 256


# What an upright frame lacks: keypoints or, where weights are named, its embedding with them.
_LACKS = (
    "FROM frames JOIN media ON media.id = media_id WHERE rotated = 0 AND ("
    "NOT EXISTS (SELECT 1 FROM keypoints WHERE frame_id = frames.id) OR ?1 <> '' AND "
    "NOT EXISTS (SELECT 1 FROM embeddings WHERE frame_id = frames.id AND weights_id = "
    "(SELECT id FROM weights WHERE sha256 = ?1)))"
)


def lacking(connection: sqlite3.Connection, weights: str = "") -> Iterator[Lacking]:
    """Give every media that has an upright frame without what it needs, in the order of SHA-256."""
    # All at once: the caller writes between two of them.
    sha256s = connection.execute(
        f"SELECT DISTINCT media.sha256 {_LACKS} ORDER BY media.sha256",
        (weights,),
    ).fetchall()
    for (sha256,) in sha256s:
        media = reading.media(connection, sha256)
        assert media is not None
        yield Lacking(media, _frames(connection, media, weights), _files(connection, media))


def missing(
    connection: sqlite3.Connection, frames: Iterable[ExaminedFrame]
) -> Iterator[tuple[int, Keypoints]]:
    """Give the keypoints that frames of the index lack and these bring, by the frames' ids."""
    for each in frames:
        if not each.keypoints:
            continue
        found = connection.execute(
            "SELECT frames.id FROM frames JOIN media ON media.id = media_id "
            "LEFT JOIN keypoints ON frame_id = frames.id "
            "WHERE sha256 = ? AND number = ? AND rotated = ? AND frame_id IS NULL",
            (each.frame.media_sha256, each.frame.index, each.frame.rotated),
        ).fetchone()
        if found:
            yield found[0], each.keypoints[0]


def extend(connection: sqlite3.Connection, frames: Sequence[ExaminedFrame]) -> int:
    """Add what frames have not and these bring; runs inside the caller's transaction.

    Gives how many frames had no keypoints and have them now.
    """
    rows = dict(missing(connection, frames))
    keypoints.write(connection, list(rows.items()))
    embeddings.add(connection, frames)
    return len(rows)


def relist(connection: sqlite3.Connection) -> Renewed:
    """List all keypoints under our words, where they are not; drop those of another recipe.

    Runs inside the caller's transaction.
    """
    strange = keypoints.strange(keypoints.recipes(connection))
    if "keypoints" in strange:
        return Renewed(dropped=_dropped(connection))
    if "vocabulary" in strange:
        return Renewed(relisted=_relisted(connection))
    return Renewed()


def _dropped(connection: sqlite3.Connection) -> int:
    word_lists.clear(connection)
    connection.execute("DELETE FROM recipes")
    connection.execute("UPDATE totals SET value = 0 WHERE name = 'keypoints'")
    return connection.execute("DELETE FROM keypoints").rowcount


def _relisted(connection: sqlite3.Connection) -> int:
    word_lists.clear(connection)
    connection.execute(
        "INSERT OR REPLACE INTO recipes VALUES ('vocabulary', ?)", (vocabulary.NAME,)
    )
    count = 0
    for rows in listed_anew(connection):
        word_lists.append(connection, keypoints.entries(rows))
        count += len(rows)
    return count


def listed_anew(connection: sqlite3.Connection) -> Iterator[list[tuple[int, Keypoints]]]:
    """Give all stored keypoints with the words under which they belong, some frames at a time."""
    ids = [
        frame for (frame,) in connection.execute("SELECT frame_id FROM keypoints ORDER BY frame_id")
    ]
    for start in range(0, len(ids), _AT_ONCE):
        stored = keypoints.read(connection, ids[start : start + _AT_ONCE])
        yield list(zip(stored, vocabulary.prepared_together(list(stored.values())), strict=True))


def _frames(connection: sqlite3.Connection, media: Media, weights: str) -> tuple[Frame, ...]:
    rows = connection.execute(
        f"SELECT number, timestamp_s, role, rotated {_LACKS} AND media.sha256 = ?2 ORDER BY number",
        (weights, media.sha256),
    )
    return tuple(
        Frame(media.sha256, number, at, Role(role), turn) for number, at, role, turn in rows
    )


def _files(connection: sqlite3.Connection, media: Media) -> tuple[Location, ...]:
    rows = connection.execute(
        "SELECT DISTINCT path FROM files JOIN sightings ON sightings.id = sighting_id "
        "JOIN media ON media.id = media_id WHERE sha256 = ? ORDER BY path",
        (media.sha256,),
    )
    return tuple(reading.location_of(path) for (path,) in rows)
