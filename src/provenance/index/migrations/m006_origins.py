"""What postings pass on, and the languages that they state."""

from __future__ import annotations

import sqlite3

from provenance.index.migrations.script import statements

SCRIPT = """
CREATE TABLE origins (
  posting_id INTEGER NOT NULL REFERENCES postings (id),
  relay TEXT NOT NULL,
  platform TEXT NOT NULL,
  native_id TEXT NOT NULL,
  url TEXT NOT NULL,
  account TEXT NOT NULL,
  PRIMARY KEY (posting_id, relay, platform, native_id, url, account)
) WITHOUT ROWID;
CREATE TABLE languages (
  posting_id INTEGER NOT NULL REFERENCES postings (id),
  language TEXT NOT NULL,
  PRIMARY KEY (posting_id, language)
) WITHOUT ROWID;
"""


def apply(connection: sqlite3.Connection) -> None:
    """Make the change inside the transaction of the caller."""
    for statement in statements(SCRIPT):
        connection.execute(statement)
    connection.execute("PRAGMA user_version = 6")
