"""Keeps the names in the metadata of files, and finds the files that share them."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from provenance.index.interface import Bearer
from provenance.model.fingerprint import Fingerprint
from provenance.model.link import FAMILIES, SharedKey
from provenance.model.media import Media
from provenance.model.posting import JoinKey

MOST = 2_000
"""Files that are looked at for one key; a preset may have written it into every file there is."""

_COMPARED = 64


def write(connection: sqlite3.Connection, media_id: int, keys: Sequence[JoinKey]) -> None:
    """Write the keys of a media; those that are known already stay as they are."""
    connection.executemany(
        "INSERT OR IGNORE INTO file_keys VALUES (?, ?, ?)",
        [(key.value, key.kind, media_id) for key in keys],
    )


def of_media(connection: sqlite3.Connection, sha256: str) -> tuple[JoinKey, ...]:
    """Give the keys of a media, in a stable order."""
    rows = connection.execute(
        "SELECT kind, value FROM file_keys JOIN media ON media.id = media_id "
        "WHERE sha256 = ? ORDER BY kind, value",
        (sha256,),
    )
    return tuple(JoinKey(*row) for row in rows)


def bearers(
    connection: sqlite3.Connection, keys: Iterable[JoinKey], limit: int, radius: int
) -> tuple[Bearer, ...]:
    """Give the media that share keys, in the order of SHA-256.

    A key is common where more than `limit` unlike pictures bear it: no two of them within `radius`
    bits of PDQ.
    """
    shared: defaultdict[str, dict[SharedKey, None]] = defaultdict(dict)
    found: dict[str, Media] = {}
    for key in keys:
        rows = _bearing(connection, key)
        media = {row[1]: Media(*row[1:]) for row in rows}
        common = _unlike(connection, sorted(media), radius) > limit
        for kind, *stated in rows:
            found.setdefault(stated[0], Media(*stated))
            shared[stated[0]][SharedKey(key.kind, kind, key.value, common)] = None
    return tuple(Bearer(found[sha256], tuple(shared[sha256])) for sha256 in sorted(found))


def _bearing(connection: sqlite3.Connection, key: JoinKey) -> list[tuple[Any, ...]]:
    family = FAMILIES.get(key.kind, key.kind)
    kinds = [kind for kind, own in FAMILIES.items() if own == family] or [key.kind]
    return connection.execute(
        "SELECT kind, sha256, size_bytes, media_type, width, height, frame_count FROM file_keys "
        "JOIN media ON media.id = media_id WHERE value = ? "
        "AND kind IN (SELECT value FROM json_each(?)) ORDER BY sha256, kind LIMIT ?",
        (key.value, json.dumps(kinds), MOST),
    ).fetchall()


def _unlike(connection: sqlite3.Connection, sha256s: Sequence[str], radius: int) -> int:
    """Count the pictures of which no two are alike, among the first of many."""
    rows = connection.execute(
        "SELECT value, quality FROM fingerprints JOIN frames ON frames.id = frame_id "
        "JOIN media ON media.id = media_id WHERE signal = 'pdq-256' AND number = 0 "
        "AND rotated = 0 AND sha256 IN (SELECT value FROM json_each(?)) ORDER BY sha256",
        (json.dumps(list(sha256s[:_COMPARED])),),
    )
    kinds: list[Fingerprint] = []
    for value, quality in rows:
        one = Fingerprint("pdq-256", bytes.fromhex(value), quality)
        if all(one.distance(other) > radius for other in kinds):
            kinds.append(one)
    return len(kinds)
