"""What every migration needs: the mark of an index, and a script taken apart."""

from __future__ import annotations

import sqlite3

APPLICATION_ID = 0x70726F76
"""`prov`, in the header of the file: tells an index from any other SQLite database."""


SCHEMA_VERSION = 8
"""The number of the last migration, which an index has that all of them were applied to."""


def statements(script: str) -> list[str]:
    """Split a script; `executescript` would end the transaction that a migration runs in."""
    found, pending = [], ""
    for line in script.strip().splitlines():
        pending += line + "\n"
        if sqlite3.complete_statement(pending):
            found.append(pending)
            pending = ""
    return found
