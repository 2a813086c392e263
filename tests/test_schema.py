"""The schema that is written down is the one that the migrations make."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from provenance.errors import StoreLocked
from provenance.index import connection as door
from provenance.index import schema
from provenance.index.connection import connect, create
from provenance.index.migrations import m001_the_house
from provenance.index.migrations.script import APPLICATION_ID, SCHEMA_VERSION
from provenance.index.schema import migrate
from tests.builders import a_collection
from tests.index.entries import an_entry, filled, opened
from tests.index.pointed import a_pointed
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
    newer = SCHEMA_VERSION + 1

    def another(connection: sqlite3.Connection) -> None:
        connection.execute("CREATE TABLE later (id INTEGER PRIMARY KEY)")
        connection.execute(f"PRAGMA user_version = {newer}")

    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, ("m999_later", another)))
    monkeypatch.setattr(door, "SCHEMA_VERSION", newer)
    with closing(connect(index_path, lock_wait_s=1, writable=False)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (newer,)
        assert connection.execute("SELECT count(*) FROM later").fetchone() == (0,)


@pytest.mark.parametrize("version", range(1, SCHEMA_VERSION))
def test_an_index_of_every_older_schema_is_brought_up_whole_with_what_it_holds(
    index_path: Path, tmp_path: Path, version: int
):
    an_older_index(index_path, version)
    connect(index_path, lock_wait_s=1, writable=False).close()
    create(tmp_path / "new.db")
    with (
        closing(sqlite3.connect(index_path)) as brought_up,
        closing(sqlite3.connect(tmp_path / "new.db")) as made,
    ):
        assert _shape(brought_up) == _shape(made)
        assert brought_up.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)
        assert brought_up.execute("SELECT name FROM totals").fetchall() != []


@pytest.mark.parametrize("version", range(1, SCHEMA_VERSION))
def test_an_older_index_that_is_in_use_is_waited_for_and_left_as_it_is(
    index_path: Path, version: int
):
    an_older_index(index_path, version)
    before = index_path.read_bytes()
    with closing(sqlite3.connect(index_path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreLocked):
            connect(index_path, lock_wait_s=0, writable=False)
    assert index_path.read_bytes() == before


def test_programs_that_open_an_older_index_at_once_bring_it_up_once(index_path: Path):
    an_older_index(index_path, 1)
    opening = partial(connect, index_path, lock_wait_s=60, writable=False)
    with ThreadPoolExecutor(4) as pool:
        for connection in pool.map(lambda _: opening(), range(8)):
            assert connection.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)
            connection.close()


def test_migrating_twice_changes_nothing(index_path: Path):
    create(index_path)
    with closing(sqlite3.connect(index_path, isolation_level=None)) as connection:
        before = _shape(connection)
        migrate(connection)
        assert _shape(connection) == before


def test_a_migration_that_fails_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch):
    script = m001_the_house.SCRIPT + "CREATE TABLE media (id INTEGER);"
    monkeypatch.setattr(m001_the_house, "SCRIPT", script)
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        with pytest.raises(sqlite3.OperationalError):
            migrate(connection)
        assert [name for _, name, _ in _shape(connection)] == []
        assert connection.execute("PRAGMA application_id").fetchone() == (0,)


def test_an_index_of_schema_2_is_brought_up_with_its_pictures_counted_and_lacking(
    index_path: Path,
):
    filled(index_path, *(an_entry(name) for name in "abc")).close()
    as_schema(index_path, 2)
    with closing(opened(index_path)) as index:
        assert (index.coverage().frames, index.coverage().keypoints) == (3, 0)
        assert not index.has_keypoints()
        assert len(list(index.lacking())) == 3
        index.add(a_collection(), [a_pointed("d")])
        assert (index.coverage().frames, index.coverage().keypoints) == (4, 1)
        assert index.verify() == ()


def an_older_index(path: Path, version: int) -> None:
    """Make an empty index as the program of that schema made it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(schema, "MIGRATIONS", schema.MIGRATIONS[:version])
        create(path)


def as_schema(path: Path, version: int) -> None:
    """Put what an index holds into one that the program of an older schema made."""
    whole = path.with_name("whole.db")
    path.rename(whole)
    an_older_index(path, version)
    with closing(sqlite3.connect(path, isolation_level=None)) as old:
        tables = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '%sqlite_%'"
        names = [name for (name,) in old.execute(tables) if name != "totals"]
        old.execute("ATTACH ? AS whole", (str(whole),))
        for name in names:
            old.execute(f"INSERT INTO main.{name} SELECT * FROM whole.{name}")
    whole.unlink()


def _shape(connection: sqlite3.Connection) -> list[tuple[str, str, str]]:
    return connection.execute(
        "SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL "
        "AND name NOT LIKE '%sqlite_%' ORDER BY type, name"
    ).fetchall()
