"""Embeddings of frames, and the weights that they were made with."""

from __future__ import annotations

import sqlite3

from provenance.index.migrations.script import statements

SCRIPT = """
CREATE TABLE weights (
  id INTEGER PRIMARY KEY,
  sha256 TEXT NOT NULL UNIQUE,
  dimensions INTEGER NOT NULL,
  frames INTEGER NOT NULL
);
CREATE TABLE embeddings (
  weights_id INTEGER NOT NULL REFERENCES weights (id),
  frame_id INTEGER NOT NULL REFERENCES frames (id),
  vector BLOB NOT NULL,
  PRIMARY KEY (weights_id, frame_id)
) WITHOUT ROWID;
CREATE TRIGGER count_embeddings AFTER INSERT ON embeddings BEGIN
  UPDATE weights SET frames = frames + 1 WHERE id = new.weights_id;
END;
"""


def apply(connection: sqlite3.Connection) -> None:
    """Make the change inside the transaction of the caller."""
    # A search reads all vectors of some weights, so these lie together.
    for statement in statements(SCRIPT):
        connection.execute(statement)
    connection.execute("PRAGMA user_version = 5")
