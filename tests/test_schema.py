"""The schema that is written down is the one that the migrations make."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from provenance.index.connection import create
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


def test_migrating_twice_changes_nothing(index_path: Path):
    create(index_path)
    with closing(sqlite3.connect(index_path, isolation_level=None)) as connection:
        before = _shape(connection)
        migrate(connection)
        assert _shape(connection) == before


def test_a_migration_that_fails_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch):
    from provenance.index import schema

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
