"""Whatever lies at the path of the index, every command says what it is and what to do."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from provenance.index.migrations.script import SCHEMA_VERSION
from tests.command_line import Finished, RunCli
from tests.contents import counts
from tests.pictures import Pictures
from tests.privileges import needs_permissions, without_roots_powers

COMMANDS: dict[str, tuple[str, ...]] = {
    "check": ("check", "picture.png"),
    "scan": ("scan", "album"),
    "lookup": ("lookup", "facebook/1"),
    "decide": ("decide", "picture.png", "album/1.png", "same", "--by", "me", "--why", "seen"),
    "ingest": ("ingest", "album"),
    "dry run": ("ingest", "--dry-run", "album"),
    "init": ("index", "init"),
    "info": ("index", "info"),
    "verify": ("index", "verify"),
    "backup": ("index", "backup", "backup.db"),
}
ASKING = [name for name in COMMANDS if name not in {"ingest", "init", "dry run"}]
READING = [name for name in ASKING if name != "decide"]
commands = pytest.mark.parametrize("name", COMMANDS)


def _newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 999")


def _foreign(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE moz_places (id INTEGER)")


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:20_000])


@dataclass(frozen=True)
class Spoilt:
    """A way in which an index may be none, and what is said of it."""

    spoil: Callable[[Path], object]
    says: str


SPOILT = {
    "newer": Spoilt(_newer, "was written by a newer program"),
    "foreign": Spoilt(_foreign, "no index of this program; check --index"),
    "text": Spoilt(lambda path: path.write_text("notes\n" * 99), "no SQLite database"),
    "empty": Spoilt(lambda path: path.write_bytes(b""), "is empty, so it is no index"),
    "cut short": Spoilt(_cut, "restore a backup of it"),
    "folder": Spoilt(_folder, "is not a file"),
}


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of two pictures."""
    place = tmp_path_factory.mktemp("bad-index")
    album = Pictures(place).album(2)
    assert RunCli(place)("ingest", album, index=place / "archive.db").code == 0
    return place / "archive.db"


@pytest.fixture
def index(whole: Path, index_path: Path, tmp_path: Path, pictures: Pictures) -> Path:
    """A copy of it to spoil; a picture and an album lie beside it."""
    pictures.save(tmp_path / "picture.png", 0)
    pictures.save(tmp_path / "album" / "1.png", 1)
    shutil.copy(whole, index_path)
    return index_path


@pytest.mark.parametrize("kind", SPOILT)
@commands
def test_a_spoilt_index_is_named_with_what_to_do(
    run_cli: RunCli, index: Path, name: str, kind: str
):
    SPOILT[kind].spoil(index)
    done = run_cli(*COMMANDS[name], index=index)
    assert (done.code, done.out) == (12, "")
    assert done.err.startswith(f"provenance: {index}: ")
    assert SPOILT[kind].says in done.err


@pytest.mark.parametrize("kind", [kind for kind in SPOILT if kind != "folder"])
def test_a_spoilt_index_is_left_as_it_is(run_cli: RunCli, index: Path, kind: str):
    SPOILT[kind].spoil(index)
    before = index.read_bytes()
    for words in COMMANDS.values():
        run_cli(*words, index=index)
    assert index.read_bytes() == before


@pytest.mark.parametrize("name", ASKING)
def test_a_missing_index_leads_to_the_command_that_makes_one(
    run_cli: RunCli, index: Path, tmp_path: Path, name: str
):
    done = run_cli(*COMMANDS[name], index=tmp_path / "other.db")
    assert (done.code, done.out) == (10, "")
    assert f"provenance --index {tmp_path}/other.db ingest FOLDER" in done.err
    assert not (tmp_path / "other.db").exists()


def test_a_dry_run_needs_no_index_and_makes_none(run_cli: RunCli, index: Path, tmp_path: Path):
    done = run_cli("ingest", "--dry-run", "--json", "album", index=tmp_path / "other.db")
    assert (done.code, done.json["added"], done.json["dry_run"]) == (0, 1, True)
    assert done.json["index"]["path"] == str(tmp_path / "other.db")
    assert not (tmp_path / "other.db").exists()


@commands
def test_a_locked_index_is_waited_for_and_then_named(run_cli: RunCli, index: Path, name: str):
    with closing(sqlite3.connect(index, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        done = _impatient(run_cli, *COMMANDS[name], index=index)
    assert (done.code, done.out) == (11, "")
    assert f"{index}: another program holds the index; wait until it is done" in done.err


def test_what_was_being_ingested_when_the_index_was_locked_is_ingested_the_next_time(
    run_cli: RunCli, index: Path
):
    before = counts(index)["sightings"]
    with closing(sqlite3.connect(index, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert _impatient(run_cli, "ingest", "album", index=index).code == 11
    assert run_cli("ingest", "album", index=index).code == 0
    assert counts(index)["sightings"] == before + 1


def test_a_lock_of_another_reader_hinders_nobody(run_cli: RunCli, index: Path):
    with closing(sqlite3.connect(index, isolation_level=None)) as other:
        other.execute("BEGIN")
        other.execute("SELECT * FROM media").fetchone()
        assert _impatient(run_cli, "check", "picture.png", index=index).code == 0


@needs_permissions
@pytest.mark.parametrize("name", READING)
def test_an_index_that_may_only_be_read_can_be_asked(
    run_cli: RunCli, index: Path, tmp_path: Path, name: str
):
    index.chmod(0o400)
    done = run_cli(*COMMANDS[name], index=index, preexec_fn=without_roots_powers)
    assert done.code == (1 if name == "lookup" else 0)


@needs_permissions
@pytest.mark.parametrize("name", ["ingest", "decide"])
def test_an_index_that_may_only_be_read_cannot_be_filled_and_that_is_said(
    run_cli: RunCli, index: Path, name: str
):
    index.chmod(0o400)
    done = run_cli(*COMMANDS[name], index=index, preexec_fn=without_roots_powers)
    assert done.code == 12
    assert "cannot be written" in done.err
    assert "check its permissions" in done.err


@needs_permissions
def test_an_index_that_may_not_be_read_says_so(run_cli: RunCli, index: Path):
    index.chmod(0)
    done = run_cli("check", "picture.png", index=index, preexec_fn=without_roots_powers)
    assert done.code == 12
    assert f"{index}: " in done.err
    assert "permissions" in done.err


def test_verify_names_every_damage_and_what_to_do(run_cli: RunCli, index: Path):
    with closing(sqlite3.connect(index)) as connection, connection:
        connection.execute("UPDATE totals SET value = 7")
    done = run_cli("index", "verify", index=index)
    assert done.code == 12
    assert done.out.splitlines() == [
        "total of media: says 7, but there are 2",
        "total of postings: says 7, but there are 2",
        "total of frames: says 7, but there are 2",
        "total of keypoints: says 7, but there are 2",
        "total of postings without a picture: says 7, but there are 0",
    ]
    assert "restore a backup, or ingest again into a new index" in done.err


def test_verify_says_that_a_whole_index_is_whole(run_cli: RunCli, index: Path):
    done = run_cli("index", "verify", index=index)
    assert (done.code, done.out, done.err) == (0, f"{index}: whole\n", "")


def test_a_backup_is_an_index(run_cli: RunCli, index: Path, tmp_path: Path):
    done = run_cli("index", "backup", "backup.db", index=index)
    assert (done.code, done.out) == (0, "backup.db: written\n")
    assert run_cli("index", "verify", index=tmp_path / "backup.db").code == 0


@pytest.mark.parametrize(
    ("target", "words"),
    [
        ("picture.png", "is there already; name a file that is not"),
        ("album", "is there already; name a file that is not"),
        ("nowhere/backup.db", "there is no folder nowhere; make it first"),
        ("picture.png/backup.db", "there is no folder picture.png; make it first"),
    ],
)
def test_a_backup_that_has_no_place_says_so(run_cli: RunCli, index: Path, target: str, words: str):
    done = run_cli("index", "backup", target, index=index)
    assert (done.code, done.out) == (2, "")
    assert done.err == f"provenance: {target}: {words}\n"


def test_init_makes_an_index_once(run_cli: RunCli, tmp_path: Path):
    for _ in range(2):
        done = run_cli("index", "init", index=tmp_path / "deep" / "new.db")
        assert (done.code, done.out) == (0, f"{tmp_path}/deep/new.db: ready\n")


def test_info_says_what_is_in_an_index(run_cli: RunCli, index: Path):
    done = run_cli("index", "info", "--json", index=index)
    assert done.json == {
        "path": str(index),
        "schema_version": SCHEMA_VERSION,
        "media": 2,
        "postings": 2,
        "earliest": None,
        "latest": None,
        "sources": ["folder"],
        "frames": 2,
        "keypoints": 2,
        "embeddings": [],
        "without_picture": 0,
    }


@pytest.mark.parametrize("kind", SPOILT)
def test_the_doctor_never_fails_because_of_the_index(run_cli: RunCli, index: Path, kind: str):
    SPOILT[kind].spoil(index)
    done = run_cli("doctor", index=index)
    assert (done.code, done.err) == (0, "")
    assert SPOILT[kind].says in done.out


def _impatient(run_cli: RunCli, *words: str, index: Path) -> Finished:
    return run_cli(*words, index=index, environment={"PROVENANCE_LOCK_WAIT_S": "0"})
