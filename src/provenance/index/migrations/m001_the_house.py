"""Media, frames, postings, their times and files: what every index has."""

from __future__ import annotations

import sqlite3

from provenance.index.migrations.script import APPLICATION_ID, statements

SCRIPT = """
CREATE TABLE media (
  id INTEGER PRIMARY KEY,
  sha256 TEXT NOT NULL UNIQUE,
  size_bytes INTEGER NOT NULL,
  media_type TEXT NOT NULL,
  width INTEGER NOT NULL,
  height INTEGER NOT NULL,
  frame_count INTEGER NOT NULL
);
CREATE TABLE frames (
  id INTEGER PRIMARY KEY,
  media_id INTEGER NOT NULL REFERENCES media (id),
  number INTEGER NOT NULL,
  timestamp_s REAL NOT NULL,
  role TEXT NOT NULL,
  rotated INTEGER NOT NULL,
  UNIQUE (media_id, number, rotated)
);
CREATE TABLE fingerprints (
  frame_id INTEGER NOT NULL REFERENCES frames (id),
  signal TEXT NOT NULL,
  value TEXT NOT NULL,
  quality INTEGER NOT NULL,
  PRIMARY KEY (frame_id, signal)
) WITHOUT ROWID;
CREATE TABLE thumbnails (
  frame_id INTEGER PRIMARY KEY REFERENCES frames (id),
  jpeg BLOB NOT NULL
);
CREATE TABLE metadata (
  media_id INTEGER PRIMARY KEY REFERENCES media (id),
  state TEXT NOT NULL,
  captured_earliest TEXT,
  captured_latest TEXT,
  captured_stated TEXT NOT NULL,
  latitude REAL,
  longitude REAL,
  device TEXT NOT NULL,
  software TEXT NOT NULL,
  tags TEXT NOT NULL
);
CREATE TABLE postings (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  platform TEXT NOT NULL,
  native_id TEXT NOT NULL,
  url TEXT NOT NULL,
  account TEXT NOT NULL,
  text TEXT NOT NULL
);
CREATE INDEX postings_by_url ON postings (url) WHERE url <> '';
CREATE INDEX postings_by_native_id ON postings (native_id) WHERE native_id <> '';
CREATE TABLE statements (
  posting_id INTEGER NOT NULL REFERENCES postings (id),
  field TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (posting_id, field, value)
) WITHOUT ROWID;
CREATE TABLE moments (
  posting_id INTEGER NOT NULL REFERENCES postings (id),
  clock TEXT NOT NULL,
  earliest TEXT,
  latest TEXT,
  stated TEXT NOT NULL,
  basis TEXT NOT NULL,
  trust TEXT NOT NULL,
  PRIMARY KEY (posting_id, clock, stated, basis, trust)
) WITHOUT ROWID;
CREATE INDEX moments_by_earliest ON moments (clock, earliest);
CREATE INDEX moments_by_latest ON moments (clock, latest);
CREATE TABLE collections (
  id INTEGER PRIMARY KEY,
  source TEXT NOT NULL,
  path TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  collected_at TEXT NOT NULL,
  tool TEXT NOT NULL,
  UNIQUE (source, path, sha256)
);
CREATE TABLE sightings (
  id INTEGER PRIMARY KEY,
  media_id INTEGER NOT NULL REFERENCES media (id),
  posting_id INTEGER NOT NULL REFERENCES postings (id),
  UNIQUE (media_id, posting_id)
);
CREATE INDEX sightings_by_posting ON sightings (posting_id);
CREATE TABLE files (
  sighting_id INTEGER NOT NULL REFERENCES sightings (id),
  collection_id INTEGER NOT NULL REFERENCES collections (id),
  path BLOB NOT NULL,
  display TEXT NOT NULL,
  PRIMARY KEY (sighting_id, collection_id, path)
) WITHOUT ROWID;
CREATE INDEX files_by_path ON files (path);
CREATE TABLE blocks (
  signal TEXT NOT NULL,
  part TEXT NOT NULL,
  number INTEGER NOT NULL,
  data BLOB NOT NULL,
  PRIMARY KEY (signal, part, number)
);
CREATE TABLE totals (
  name TEXT PRIMARY KEY,
  value INTEGER NOT NULL
) WITHOUT ROWID;
INSERT INTO totals VALUES ('media', 0), ('postings', 0);
CREATE TRIGGER count_media AFTER INSERT ON media BEGIN
  UPDATE totals SET value = value + 1 WHERE name = 'media';
END;
CREATE TRIGGER count_postings AFTER INSERT ON postings BEGIN
  UPDATE totals SET value = value + 1 WHERE name = 'postings';
END;
CREATE VIEW timeline AS
  SELECT media.sha256, moments.clock, moments.earliest, moments.latest, moments.stated,
    moments.basis, moments.trust, postings.platform, postings.account, postings.url, postings.text
  FROM sightings
  JOIN media ON media.id = sightings.media_id
  JOIN postings ON postings.id = sightings.posting_id
  LEFT JOIN moments ON moments.posting_id = postings.id
  ORDER BY media.sha256, moments.latest;
CREATE VIEW earliest_appearance AS
  SELECT media.sha256, min(moments.latest) AS public_at_the_latest, moments.earliest,
    moments.stated, postings.platform, postings.account, postings.url
  FROM sightings
  JOIN media ON media.id = sightings.media_id
  JOIN postings ON postings.id = sightings.posting_id
  JOIN moments ON moments.posting_id = postings.id
  WHERE moments.clock IN ('posted', 'archived', 'crawled')
  GROUP BY media.id;
"""


def apply(connection: sqlite3.Connection) -> None:
    """Make the change inside the transaction of the caller."""
    for statement in statements(SCRIPT):
        connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute("PRAGMA user_version = 1")
