"""Reads rows back as the words of the model."""

from __future__ import annotations

import json
import os
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from provenance.index import origins
from provenance.index.timed import moments_of
from provenance.model.case import Coverage
from provenance.model.embedding import Embedded
from provenance.model.fingerprint import Fingerprint
from provenance.model.media import Frame, Location, Media, Role
from provenance.model.moment import parse_iso
from provenance.model.posting import Collection, Posting, Sighting

_MEDIA = "sha256, size_bytes, media_type, width, height, frame_count"


def media(connection: sqlite3.Connection, sha256: str) -> Media | None:
    """Give the media with these bytes."""
    found = connection.execute(
        f"SELECT {_MEDIA} FROM media WHERE sha256 = ?",  # noqa: S608 - constants
        (sha256,),
    ).fetchone()
    return Media(*found) if found else None


def frames(
    connection: sqlite3.Connection, sha256: str
) -> tuple[tuple[Frame, tuple[Fingerprint, ...]], ...]:
    """Give the frames of a media with their fingerprints."""
    rows = connection.execute(
        "SELECT number, timestamp_s, role, rotated, signal, value, quality FROM frames "
        "JOIN media ON media.id = media_id JOIN fingerprints ON frame_id = frames.id "
        "WHERE sha256 = ? ORDER BY number, rotated, signal",
        (sha256,),
    )
    found: dict[Frame, tuple[Fingerprint, ...]] = {}
    for number, timestamp_s, role, rotated, signal, value, quality in rows:
        frame = Frame(sha256, number, timestamp_s, Role(role), rotated)
        one = Fingerprint(signal, bytes.fromhex(value), quality)
        found[frame] = (*found.get(frame, ()), one)
    return tuple(found.items())


def by_frame(
    connection: sqlite3.Connection, frame_ids: Iterable[int]
) -> dict[int, tuple[Media, Frame]]:
    """Give media and frame of each frame id."""
    rows = connection.execute(
        f"SELECT frames.id, number, timestamp_s, role, rotated, {_MEDIA} FROM frames "  # noqa: S608 - constants
        "JOIN media ON media.id = media_id "
        "WHERE frames.id IN (SELECT value FROM json_each(?))",
        (json.dumps(sorted(set(frame_ids))),),
    )
    return {
        frame_id: (Media(*rest), Frame(rest[0], number, timestamp_s, Role(role), rotated))
        for frame_id, number, timestamp_s, role, rotated, *rest in rows
    }


def location_of(path: bytes) -> Location:
    """Give a stored path as a location; a NUL, which no name can hold, leads into an archive."""
    first, *inside = path.split(b"\0")
    return Location(os.fsdecode(first), tuple(map(os.fsdecode, inside)))


def thumbnail(connection: sqlite3.Connection, frame: Frame) -> bytes:
    """Give the small JPEG of a frame, empty where none is kept."""
    found = connection.execute(
        "SELECT jpeg FROM thumbnails JOIN frames ON frames.id = frame_id "
        "JOIN media ON media.id = media_id WHERE sha256 = ? AND number = ? AND rotated = 0",
        (frame.media_sha256, frame.index),
    ).fetchone()
    return bytes(found[0]) if found else b""


def sightings(
    connection: sqlite3.Connection, sha256s: Sequence[str]
) -> dict[str, tuple[Sighting, ...]]:
    """Give every sighting of each media by a file, ordered by the posting's key."""
    rows = connection.execute(
        "SELECT sightings.id, sha256, postings.id, key, platform, native_id, url, account, text "
        "FROM sightings JOIN media ON media.id = media_id "
        "JOIN postings ON postings.id = posting_id "
        "WHERE sha256 IN (SELECT value FROM json_each(?)) ORDER BY key",
        (json.dumps(list(sha256s)),),
    ).fetchall()
    moments = moments_of(connection, {row[2] for row in rows})
    files = _files(connection, {row[0] for row in rows})
    found: dict[str, list[Sighting]] = {sha256: [] for sha256 in sha256s}
    stated = {
        posting_id: replace(Posting(*fields), moments=tuple(moments[posting_id]))
        for _, _, posting_id, _, *fields in rows
    }
    postings = origins.completed(connection, stated)
    for sighting_id, sha256, posting_id, key, *_ in rows:
        posting = postings[posting_id]
        paths, collections = files[sighting_id]
        found[sha256].append(Sighting(sha256, key, posting, tuple(paths), tuple(collections)))
    return {sha256: tuple(each) for sha256, each in found.items()}


def coverage(connection: sqlite3.Connection) -> Coverage:
    """Say what the index holds; kept as totals, so it costs the same at any size."""
    totals = dict(connection.execute("SELECT name, value FROM totals"))
    (earliest,) = connection.execute(
        "SELECT min(earliest) FROM moments WHERE clock = 'posted'"
    ).fetchone()
    (latest,) = connection.execute(
        "SELECT max(latest) FROM moments WHERE clock = 'posted'"
    ).fetchone()
    sources = connection.execute("SELECT DISTINCT source FROM collections ORDER BY source")
    embedded = connection.execute("SELECT sha256, frames FROM weights ORDER BY sha256")
    return Coverage(
        totals["media"],
        totals["postings"],
        _instant(earliest),
        _instant(latest),
        tuple(source for (source,) in sources),
        totals["frames"],
        totals["keypoints"],
        totals["without-picture"],
        tuple(Embedded(*row) for row in embedded),
    )


def _files(
    connection: sqlite3.Connection, sighting_ids: set[int]
) -> dict[int, tuple[list[str], list[Collection]]]:
    found: dict[int, tuple[list[str], list[Collection]]] = defaultdict(lambda: ([], []))
    rows = connection.execute(
        "SELECT sighting_id, display, source, collections.path, sha256, collected_at, tool "
        "FROM files JOIN collections ON collections.id = collection_id "
        "WHERE sighting_id IN (SELECT value FROM json_each(?)) "
        "ORDER BY files.path, source, collections.path, sha256",
        (json.dumps(sorted(sighting_ids)),),
    )
    for sighting_id, display, source, path, sha256, collected_at, tool in rows:
        collection = Collection(source, path, sha256, parse_iso(collected_at), tool)
        paths, collections = found[sighting_id]
        if display not in paths:
            paths.append(display)
        if collection not in collections:
            collections.append(collection)
    return found


def _instant(text: str | None) -> datetime | None:
    return parse_iso(text) if text else None
