"""Names in the metadata of files, by which other files can be met that share them."""

from __future__ import annotations

import sqlite3

from provenance.index.migrations.script import statements

SCRIPT = """
CREATE TABLE file_keys (
  value TEXT NOT NULL,
  kind TEXT NOT NULL,
  media_id INTEGER NOT NULL REFERENCES media (id),
  PRIMARY KEY (value, kind, media_id)
) WITHOUT ROWID;
CREATE INDEX file_keys_by_media ON file_keys (media_id);
"""


def apply(connection: sqlite3.Connection) -> None:
    """Make the change inside the transaction of the caller."""
    # Not join_keys: those name the same bytes, or the same upload, and so the same picture.
    for statement in statements(SCRIPT):
        connection.execute(statement)
    connection.execute("PRAGMA user_version = 7")
