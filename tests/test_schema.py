"""The schema that is written down is the one that the migrations make."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from provenance.index import schema
from provenance.index.connection import connect, create
from provenance.index.schema import APPLICATION_ID, SCHEMA_VERSION, migrate
from tests.test_docs import generate_docs

SCHEMA = Path(__file__).parents[1] / "db" / "schema.sql"


def test_the_schema_that_is_written_down_is_current():
    assert SCHEMA.read_text("utf-8") == generate_docs().schema(), (
        "run `python scripts/generate_docs.py`"
    )


def test_the_schema_that_is_written_down_makes_what_the_migrations_make(index_path: Path):
    create(index_path)
    with (
        closing(sqlite3.connect(":memory:")) as written,
        closing(sqlite3.connect(index_path)) as made,
    ):
        written.executescript(SCHEMA.read_text("utf-8"))
        assert _shape(written) == _shape(made)


def test_the_version_of_a_new_index_is_that_of_the_program(index_path: Path):
    create(index_path)
    with closing(sqlite3.connect(index_path)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)
        assert connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)


def test_a_new_index_is_what_the_migrations_would_have_made(index_path: Path):
    create(index_path)
    with (
        closing(sqlite3.connect(":memory:", isolation_level=None)) as migrated,
        closing(sqlite3.connect(index_path)) as made,
    ):
        migrate(migrated)
        assert _shape(migrated) == _shape(made)
        names = "SELECT migration_set, name FROM _sqlite_migrations"
        assert migrated.execute(names).fetchall() == made.execute(names).fetchall()


def test_an_older_index_is_brought_up_when_it_is_opened(
    index_path: Path, monkeypatch: pytest.MonkeyPatch
):
    create(index_path)

    def second(connection: sqlite3.Connection) -> None:
        connection.execute("CREATE TABLE later (id INTEGER PRIMARY KEY)")
        connection.execute("PRAGMA user_version = 2")

    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, ("m002_later", second)))
    monkeypatch.setattr(schema, "SCHEMA_VERSION", 2)
    with closing(connect(index_path, lock_wait_s=1, writable=False)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (2,)
        assert connection.execute("SELECT count(*) FROM later").fetchone() == (0,)


def test_migrating_twice_changes_nothing(index_path: Path):
    create(index_path)
    with closing(sqlite3.connect(index_path, isolation_level=None)) as connection:
        before = _shape(connection)
        migrate(connection)
        assert _shape(connection) == before


def test_a_migration_that_fails_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(schema, "_FIRST", schema._FIRST + "CREATE TABLE media (id INTEGER);")
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        with pytest.raises(sqlite3.OperationalError):
            migrate(connection)
        assert [name for _, name, _ in _shape(connection)] == []
        assert connection.execute("PRAGMA application_id").fetchone() == (0,)


def _shape(connection: sqlite3.Connection) -> list[tuple[str, str, str]]:
    return connection.execute(
        "SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL "
        "AND name NOT LIKE '%sqlite_%' ORDER BY type, name"
    ).fetchall()
