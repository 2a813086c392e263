"""Keeps what reviewers decided about pairs of media; rows are added, and never changed."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence

from provenance.model.decision import Decision, Verdict
from provenance.model.moment import iso, parse_iso

_FIELDS = "first_sha256, second_sha256, verdict, decided_by, why, decided_at"


def add(connection: sqlite3.Connection, decision: Decision) -> bool:
    """Add a decision; tell whether it is new. Runs inside the caller's transaction."""
    added = connection.execute(
        f"INSERT OR IGNORE INTO decisions ({_FIELDS}) VALUES (?, ?, ?, ?, ?, ?)",  # noqa: S608 - constants
        (
            *decision.pair,
            decision.verdict,
            decision.by,
            decision.why,
            iso(decision.decided_at),
        ),
    )
    return added.rowcount == 1


def about(connection: sqlite3.Connection, sha256s: Sequence[str]) -> tuple[Decision, ...]:
    """Give every decision on a pair that one of these media is in, oldest first."""
    asked = json.dumps(list(sha256s))
    rows = connection.execute(
        f"SELECT {_FIELDS} FROM decisions "  # noqa: S608 - constants
        "WHERE first_sha256 IN (SELECT value FROM json_each(?)) "
        "OR second_sha256 IN (SELECT value FROM json_each(?)) ORDER BY id",
        (asked, asked),
    )
    found = [
        Decision(first, second, Verdict(verdict), by, why, parse_iso(decided_at))
        for first, second, verdict, by, why, decided_at in rows
    ]
    # Not by SQLite: as text a whole second sorts after its own fractions.
    return tuple(sorted(found, key=lambda decision: decision.decided_at))
