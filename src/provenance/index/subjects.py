"""Finds the media that somebody's words name: a hash, a link, an id, a path."""

from __future__ import annotations

import os
import re
import sqlite3

from provenance.model.media import Location

_DIGEST = re.compile(r"[0-9a-fA-F]{8,64}")
_JOIN = "SELECT DISTINCT sha256 FROM media JOIN sightings ON media_id = media.id "


def named(connection: sqlite3.Connection, words: str) -> tuple[str, ...]:
    """Give the SHA-256 of all media that the words name, sorted; empty if there are none."""
    if _DIGEST.fullmatch(words):
        digest = words.lower()
        found = _column(
            connection,
            "SELECT sha256 FROM media WHERE sha256 >= ? AND sha256 < ?",
            digest,
            digest + "g",
        )
        if found:
            return found
    text = Location(words).display
    platform, _, native_id = text.partition("/")
    postings = "JOIN postings ON postings.id = posting_id "
    return (
        _column(connection, _JOIN + postings + "WHERE url = ?", text)
        or _column(connection, _JOIN + postings + "WHERE native_id = ?", text)
        or _column(
            connection,
            _JOIN + postings + "WHERE native_id = ? AND lower(platform) = lower(?)",
            native_id,
            platform,
        )
        or _column(
            connection,
            _JOIN + "JOIN files ON sighting_id = sightings.id WHERE files.path = ?",
            os.fsencode(os.path.abspath(words)),
        )
    )


def _column(connection: sqlite3.Connection, query: str, *values: str | bytes) -> tuple[str, ...]:
    return tuple(sorted(row[0] for row in connection.execute(query, values)))
