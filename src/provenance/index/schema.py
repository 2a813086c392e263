"""The schema as named, append-only migrations, each applied in one transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from provenance.index.migrations import (
    m001_the_house,
    m002_decisions,
    m003_keypoints,
    m004_join_keys,
    m005_embeddings,
    m006_origins,
    m007_file_keys,
    m008_word_lengths,
)
from provenance.index.migrations.script import statements

if TYPE_CHECKING:
    from sqlite_utils.db import Database

SET = "provenance"

MIGRATIONS = (
    ("m001_the_house", m001_the_house.apply),
    ("m002_decisions", m002_decisions.apply),
    ("m003_keypoints", m003_keypoints.apply),
    ("m004_join_keys", m004_join_keys.apply),
    ("m005_embeddings", m005_embeddings.apply),
    ("m006_origins", m006_origins.apply),
    ("m007_file_keys", m007_file_keys.apply),
    ("m008_word_lengths", m008_word_lengths.apply),
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
    for statement in statements(_RECORDS):
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
