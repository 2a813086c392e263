"""Finds postings that came without their file, by their link or their id."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import replace

from provenance.index import join_keys, origins
from provenance.index.timed import moments_of
from provenance.model.media import Location
from provenance.model.posting import JoinKey, Posting, Sighting

_BARE = (
    "SELECT id FROM postings "
    "WHERE NOT EXISTS (SELECT 1 FROM sightings WHERE posting_id = postings.id) AND "
)


def media(connection: sqlite3.Connection, words: str) -> tuple[str, ...]:
    """Give the SHA-256 of all media that share a key with the postings that words name, sorted."""
    keys = _keys(connection, _named(connection, words))
    rows = connection.execute(
        "SELECT DISTINCT join_keys.sha256 FROM json_each(?1) AS asked "
        "JOIN join_keys ON kind = json_extract(asked.value, '$[0]') "
        "AND join_keys.value = json_extract(asked.value, '$[1]') AND join_keys.sha256 <> '' "
        "UNION SELECT media.sha256 FROM json_each(?1) AS asked "
        "JOIN media ON media.sha256 = json_extract(asked.value, '$[1]') "
        "AND json_extract(asked.value, '$[0]') = 'sha256'",
        (json.dumps([(key.kind, key.value) for key in keys]),),
    )
    return tuple(sorted(row[0] for row in rows))


def sightings(connection: sqlite3.Connection, words: str) -> tuple[Sighting, ...]:
    """Give the postings that words name, and those that share a key with them, without a file.

    Ordered by the posting's key; `media_sha256` is empty, as nobody has seen the picture.
    """
    ids = _named(connection, words)
    shared = join_keys.sightings(connection, "", _keys(connection, ids))
    found = {each.posting_key: each for each in (*_own(connection, ids), *shared)}
    return tuple(found[key] for key in sorted(found))


def _named(connection: sqlite3.Connection, words: str) -> set[int]:
    text = Location(words).display
    platform, _, native_id = text.partition("/")
    for where, values in (
        ("url = ?", (text,)),
        ("native_id = ?", (text,)),
        ("native_id = ? AND lower(platform) = lower(?)", (native_id, platform)),
    ):
        found = connection.execute(_BARE + where, values).fetchall() if all(values) else ()
        if found:
            return {row[0] for row in found}
    return set()


def _keys(connection: sqlite3.Connection, posting_ids: set[int]) -> tuple[JoinKey, ...]:
    rows = connection.execute(
        "SELECT DISTINCT kind, value FROM join_keys "
        "WHERE sha256 = '' AND posting_id IN (SELECT value FROM json_each(?))",
        (json.dumps(sorted(posting_ids)),),
    )
    return tuple(sorted((JoinKey(*row) for row in rows), key=lambda key: (key.kind, key.value)))


def _own(connection: sqlite3.Connection, posting_ids: set[int]) -> tuple[Sighting, ...]:
    moments = moments_of(connection, posting_ids)
    collections = join_keys.collections_of(connection, posting_ids)
    rows = connection.execute(
        "SELECT id, key, platform, native_id, url, account, text FROM postings "
        "WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(sorted(posting_ids)),),
    )
    keys, stated = {}, {}
    for number, key, *fields in rows:
        keys[number] = key
        stated[number] = replace(Posting(*fields), moments=tuple(moments[number]))
    return tuple(
        Sighting("", keys[number], posting, (), tuple(collections[number]))
        for number, posting in origins.completed(connection, stated).items()
    )
