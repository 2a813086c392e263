"""What reviewers decided about pairs of pictures."""

from __future__ import annotations

import sqlite3

from provenance.index.migrations.script import statements

SCRIPT = """
CREATE TABLE decisions (
  id INTEGER PRIMARY KEY,
  first_sha256 TEXT NOT NULL,
  second_sha256 TEXT NOT NULL,
  verdict TEXT NOT NULL,
  decided_by TEXT NOT NULL,
  why TEXT NOT NULL,
  decided_at TEXT NOT NULL,
  CHECK (first_sha256 < second_sha256),
  UNIQUE (first_sha256, second_sha256, verdict, decided_by, why, decided_at)
);
CREATE INDEX decisions_by_second ON decisions (second_sha256);
CREATE TRIGGER decisions_stay AFTER DELETE ON decisions BEGIN
  SELECT raise(ABORT, 'a decision stays; a later one on the same pair outweighs it');
END;
CREATE TRIGGER decisions_stay_as_made AFTER UPDATE ON decisions BEGIN
  SELECT raise(ABORT, 'a decision stays as it was made; add a later one on the same pair');
END;
"""


def apply(connection: sqlite3.Connection) -> None:
    """Make the change inside the transaction of the caller."""
    # Not media ids: the picture that was decided about need not be in the index.
    for statement in statements(SCRIPT):
        connection.execute(statement)
    connection.execute("PRAGMA user_version = 2")
