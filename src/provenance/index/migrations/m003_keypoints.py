"""Keypoints of frames, and the lists of words to find them by."""

from __future__ import annotations

import sqlite3

from provenance.index.migrations.script import statements

SCRIPT = """
CREATE TABLE keypoints (
  frame_id INTEGER PRIMARY KEY REFERENCES frames (id),
  packed BLOB NOT NULL
);
CREATE TABLE word_lists (
  level INTEGER NOT NULL,
  number INTEGER NOT NULL,
  entries INTEGER NOT NULL,
  data BLOB NOT NULL,
  PRIMARY KEY (level, number)
);
CREATE TABLE recipes (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) WITHOUT ROWID;
INSERT INTO totals SELECT 'frames', count(*) FROM frames WHERE rotated = 0;
INSERT INTO totals VALUES ('keypoints', 0);
CREATE TRIGGER count_frames AFTER INSERT ON frames WHEN new.rotated = 0 BEGIN
  UPDATE totals SET value = value + 1 WHERE name = 'frames';
END;
CREATE TRIGGER count_keypoints AFTER INSERT ON keypoints BEGIN
  UPDATE totals SET value = value + 1 WHERE name = 'keypoints';
END;
"""


def apply(connection: sqlite3.Connection) -> None:
    """Make the change inside the transaction of the caller."""
    for statement in statements(SCRIPT):
        connection.execute(statement)
    connection.execute("PRAGMA user_version = 3")
