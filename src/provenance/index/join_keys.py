"""Keeps the keys that postings share without a file in common, and finds postings by them."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from provenance.index import origins
from provenance.index.timed import moments_of
from provenance.model.moment import parse_iso
from provenance.model.posting import (
    ASKED_SHA256,
    ASKED_URL,
    Collection,
    JoinKey,
    Posting,
    Sighting,
)


def write(
    connection: sqlite3.Connection, posting_id: int, keys: Sequence[JoinKey], sha256: str
) -> None:
    """Write the keys of an attachment; an empty SHA-256 stands for a file that is not there."""
    connection.executemany(
        "INSERT OR IGNORE INTO join_keys VALUES (?, ?, ?, ?)",
        [(key.kind, key.value, posting_id, sha256) for key in keys],
    )


def is_known(connection: sqlite3.Connection, posting_id: int, keys: Sequence[JoinKey]) -> bool:
    """Tell whether an attachment without its file was known before.

    By all its keys; where it has none, by its posting.
    """
    if not keys:
        found = connection.execute(
            "SELECT 1 FROM mentions WHERE posting_id = ?1 "
            "UNION ALL SELECT 1 FROM sightings WHERE posting_id = ?1",
            (posting_id,),
        )
        return found.fetchone() is not None
    return all(
        connection.execute(
            "SELECT 1 FROM join_keys WHERE kind = ? AND value = ? AND posting_id = ?",
            (key.kind, key.value, posting_id),
        ).fetchone()
        for key in keys
    )


def mentioned(connection: sqlite3.Connection, posting_key: str, keys: Sequence[JoinKey]) -> bool:
    """Tell the same of a posting by its key."""
    found = connection.execute("SELECT id FROM postings WHERE key = ?", (posting_key,)).fetchone()
    return found is not None and is_known(connection, found[0], keys)


def of_media(connection: sqlite3.Connection, sha256: str) -> tuple[JoinKey, ...]:
    """Give every key of a media: its own SHA-256, and those that its postings state.

    With them go those by which somebody may have asked a search engine about it.
    """
    rows = connection.execute(
        "SELECT DISTINCT kind, value FROM join_keys WHERE sha256 = ? AND sha256 <> '' "
        "ORDER BY kind, value",
        (sha256,),
    )
    keys = [JoinKey(*row) for row in rows]
    links = [JoinKey(ASKED_URL, key.value) for key in keys if key.kind == "media-url"]
    return (JoinKey("sha256", sha256), JoinKey(ASKED_SHA256, sha256), *keys, *links)


def sightings(
    connection: sqlite3.Connection, sha256: str, keys: Sequence[JoinKey]
) -> tuple[Sighting, ...]:
    """Give the postings without a file that share a key, ordered by the posting's key.

    Each once, by the first of its kinds of key in the order of the alphabet.
    """
    asked = json.dumps(sorted({(key.kind, key.value) for key in keys}))
    rows = connection.execute(
        "SELECT postings.id, postings.key, platform, native_id, url, account, text, kind, "
        "join_keys.value "
        "FROM json_each(?) AS asked JOIN join_keys ON kind = json_extract(asked.value, '$[0]') "
        "AND join_keys.value = json_extract(asked.value, '$[1]') AND join_keys.sha256 = '' "
        "JOIN postings ON postings.id = posting_id "
        "WHERE NOT EXISTS (SELECT 1 FROM sightings JOIN media ON media.id = media_id "
        "WHERE posting_id = postings.id AND media.sha256 = ?) "
        "ORDER BY postings.key, kind, join_keys.value",
        (asked, sha256),
    ).fetchall()
    first = {row[0]: row for row in reversed(rows)}
    moments = moments_of(connection, set(first))
    collections = collections_of(connection, set(first))
    stated = {
        posting_id: replace(Posting(*fields), moments=tuple(moments[posting_id]))
        for posting_id, _, *fields, _, _ in first.values()
    }
    postings = origins.completed(connection, stated)
    return tuple(
        Sighting(
            sha256,
            key,
            postings[posting_id],
            (),
            tuple(collections[posting_id]),
            JoinKey(kind, value),
        )
        for posting_id, key, *_, kind, value in sorted(first.values(), key=lambda row: row[1])
    )


def collections_of(
    connection: sqlite3.Connection, posting_ids: set[int]
) -> dict[int, list[Collection]]:
    """Give the collections that brought each posting without its file."""
    found: dict[int, list[Collection]] = defaultdict(list)
    rows = connection.execute(
        "SELECT posting_id, source, path, sha256, collected_at, tool FROM mentions "
        "JOIN collections ON collections.id = collection_id "
        "WHERE posting_id IN (SELECT value FROM json_each(?)) ORDER BY source, path, sha256",
        (json.dumps(sorted(posting_ids)),),
    )
    for posting_id, source, path, sha256, collected_at, tool in rows:
        found[posting_id].append(Collection(source, path, sha256, parse_iso(collected_at), tool))
    return found
