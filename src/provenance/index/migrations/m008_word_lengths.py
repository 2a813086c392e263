"""How long each word's list is, where it is read without the list itself."""

from __future__ import annotations

import sqlite3

from provenance.index.migrations.script import statements

SCRIPT = """
CREATE INDEX word_lengths ON word_lists (level, number, entries);
"""


def apply(connection: sqlite3.Connection) -> None:
    """Make the change inside the transaction of the caller."""
    # Beside a list of many kilobytes the one number costs a page to read.
    for statement in statements(SCRIPT):
        connection.execute(statement)
    connection.execute("PRAGMA user_version = 8")
