"""Names of files that are not there, and postings without their picture."""

from __future__ import annotations

import sqlite3

from provenance.index.migrations.script import statements

SCRIPT = """
CREATE TABLE join_keys (
  kind TEXT NOT NULL,
  value TEXT NOT NULL,
  posting_id INTEGER NOT NULL REFERENCES postings (id),
  sha256 TEXT NOT NULL,
  PRIMARY KEY (kind, value, posting_id, sha256)
) WITHOUT ROWID;
CREATE INDEX join_keys_by_sha256 ON join_keys (sha256) WHERE sha256 <> '';
CREATE TABLE mentions (
  posting_id INTEGER NOT NULL REFERENCES postings (id),
  collection_id INTEGER NOT NULL REFERENCES collections (id),
  PRIMARY KEY (posting_id, collection_id)
) WITHOUT ROWID;
INSERT INTO totals VALUES ('without-picture', 0);
CREATE TRIGGER count_mentions AFTER INSERT ON mentions
WHEN NOT EXISTS (SELECT 1 FROM sightings WHERE posting_id = new.posting_id)
  AND (SELECT count(*) FROM mentions WHERE posting_id = new.posting_id) = 1
BEGIN
  UPDATE totals SET value = value + 1 WHERE name = 'without-picture';
END;
CREATE TRIGGER count_pictured AFTER INSERT ON sightings
WHEN EXISTS (SELECT 1 FROM mentions WHERE posting_id = new.posting_id)
  AND (SELECT count(*) FROM sightings WHERE posting_id = new.posting_id) = 1
BEGIN
  UPDATE totals SET value = value - 1 WHERE name = 'without-picture';
END;
"""


def apply(connection: sqlite3.Connection) -> None:
    """Make the change inside the transaction of the caller."""
    # An empty sha256 stands for a file that is not there; a mention is a posting without its file.
    for statement in statements(SCRIPT):
        connection.execute(statement)
    connection.execute("PRAGMA user_version = 4")
