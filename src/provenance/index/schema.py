"""The schema as named, append-only migrations, each applied in one transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils.db import Database

SCHEMA_VERSION = 4
SET = "provenance"
APPLICATION_ID = 0x70726F76
"""`prov`, in the header of the file: tells an index from any other SQLite database."""

_FIRST = """
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


def _first(connection: sqlite3.Connection) -> None:
    for statement in _statements(_FIRST):
        connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute("PRAGMA user_version = 1")


_DECISIONS = """
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


def _decisions(connection: sqlite3.Connection) -> None:
    # Not media ids: the picture that was decided about need not be in the index.
    for statement in _statements(_DECISIONS):
        connection.execute(statement)
    connection.execute("PRAGMA user_version = 2")


_KEYPOINTS = """
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


def _keypoints(connection: sqlite3.Connection) -> None:
    for statement in _statements(_KEYPOINTS):
        connection.execute(statement)
    connection.execute("PRAGMA user_version = 3")


_JOIN_KEYS = """
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


def _join_keys(connection: sqlite3.Connection) -> None:
    # An empty sha256 stands for a file that is not there; a mention is a posting without its file.
    for statement in _statements(_JOIN_KEYS):
        connection.execute(statement)
    connection.execute("PRAGMA user_version = 4")


MIGRATIONS = (
    ("m001_the_house", _first),
    ("m002_decisions", _decisions),
    ("m003_keypoints", _keypoints),
    ("m004_join_keys", _join_keys),
)
"""Every change of the schema by its name, oldest first; only ever added to."""

_RECORDS = """
CREATE TABLE "_sqlite_migrations" (
  "id" INTEGER PRIMARY KEY,
  "migration_set" TEXT,
  "name" TEXT,
  "applied_at" TEXT
);
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
  ON "_sqlite_migrations" ("migration_set", "name");
"""


def lay(connection: sqlite3.Connection) -> None:
    """Make all of the schema in an empty database, in one transaction.

    It is recorded the way sqlite-utils does, without the 45 ms that importing it costs at the first
    use of a new index.
    """
    connection.execute("BEGIN")
    for statement in _statements(_RECORDS):
        connection.execute(statement)
    for name, change in MIGRATIONS:
        change(connection)
        connection.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES (?, ?, ?)",
            (SET, name, str(datetime.now(UTC))),
        )
    connection.execute("COMMIT")


def migrate(connection: sqlite3.Connection) -> None:
    """Bring an older index to `SCHEMA_VERSION`, in one transaction.

    It is locked before anybody looks what is missing: two programs may open an older index at once,
    and the second one then waits and finds nothing to do.
    """
    from sqlite_utils import Database, Migrations

    migrations = Migrations(SET)
    for name, change in MIGRATIONS:
        migrations(name=name)(_on_database(change))
    # Plug-ins of sqlite-utils are code that we did not choose to run.
    database = Database(connection, execute_plugins=False)
    connection.execute("BEGIN IMMEDIATE")
    try:
        migrations.apply(database)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _on_database(change: Callable[[sqlite3.Connection], None]) -> Callable[[Database], None]:
    def apply(database: Database) -> None:
        change(database.conn)

    return apply


def _statements(script: str) -> list[str]:
    """Split a script; `executescript` would end the transaction that a migration runs in."""
    found, pending = [], ""
    for line in script.strip().splitlines():
        pending += line + "\n"
        if sqlite3.complete_statement(pending):
            found.append(pending)
            pending = ""
    return found
