"""Whatever lies at the path of an index, it is opened or the user is told what to do."""

from __future__ import annotations

import gc
import os
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from random import Random

import pytest

from provenance.errors import NoStore, ProvenanceError, StoreError, StoreLocked
from provenance.index import open_engine
from provenance.index.connection import create, journal_mode
from provenance.index.interface import Engine
from tests.builders import a_collection
from tests.index.entries import (
    PDQ,
    PHASH,
    an_entry,
    digest,
    filled,
    first_frame,
    opened,
    prints,
    variant,
)
from tests.pictures import a_picture

QUESTIONS: dict[str, Callable[[Engine, Path], object]] = {
    "find": lambda index, _: index.find(digest("a")),
    "frames": lambda index, _: index.frames(digest("a")),
    "search": lambda index, _: index.search([variant(prints("a"))], [PDQ, PHASH]),
    "sightings": lambda index, _: index.sightings([digest("a"), digest("7")]),
    "thumbnail": lambda index, _: index.thumbnail(first_frame("a")),
    "named": lambda index, _: index.named("https://social.example/a"),
    "coverage": lambda index, _: index.coverage(),
    "verify": lambda index, _: index.verify(),
    "backup": lambda index, path: index.backup(path.with_name("backup.db")),
    "add": lambda index, _: index.add(a_collection(), [an_entry("new")]),
}


def test_a_path_where_nothing_is_is_no_index_and_the_way_to_one_is_said(index_path: Path):
    with pytest.raises(NoStore, match=r"provenance --index \S+archive\.db ingest"):
        open_engine(index_path)


def test_looking_for_an_index_makes_none(index_path: Path):
    with suppress(NoStore):
        open_engine(index_path, writable=True)
    assert not index_path.exists()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"these are notes, and there are more than a hundred bytes of them. " * 9, "no SQLite"),
        (b"SQLite format 3\x00" + bytes(100), "damaged"),
        (b"SQLite format 3\x00" + os.urandom(5000), "damaged"),
        (b"", "empty"),
    ],
)
def test_a_file_that_is_no_index_is_refused(index_path: Path, content: bytes, words: str):
    index_path.write_bytes(content)
    with pytest.raises(StoreError, match=words):
        open_engine(index_path)
    assert index_path.read_bytes() == content


def test_a_picture_is_refused(index_path: Path):
    a_picture().save(index_path, "JPEG")
    with pytest.raises(StoreError, match="no SQLite"):
        open_engine(index_path)


def test_a_folder_is_refused(index_path: Path):
    index_path.mkdir()
    with pytest.raises(StoreError, match="is not a file"):
        open_engine(index_path)


def test_a_fifo_is_refused_without_waiting_for_a_writer(index_path: Path):
    os.mkfifo(index_path)
    with pytest.raises(StoreError, match="is not a file"):
        open_engine(index_path, make=True)


def test_the_database_of_another_program_is_refused(index_path: Path):
    with closing(sqlite3.connect(index_path)) as foreign:
        foreign.execute("CREATE TABLE moz_places (id INTEGER)")
    before = index_path.read_bytes()
    with pytest.raises(StoreError, match="no index of this program"):
        open_engine(index_path, make=True, writable=True)
    assert index_path.read_bytes() == before


def test_an_index_of_a_newer_program_is_refused(index_path: Path):
    opened(index_path).close()
    with closing(sqlite3.connect(index_path)) as newer:
        newer.execute("PRAGMA user_version = 999")
    with pytest.raises(StoreError, match=r"newer program \(schema 999.*update"):
        open_engine(index_path)


@pytest.mark.parametrize("share", range(20))
def test_an_index_that_was_cut_short_says_so(index_path: Path, share: int):
    filled(index_path, *(an_entry(f"{number}") for number in range(30))).close()
    whole = index_path.read_bytes()
    index_path.write_bytes(whole[: len(whole) * share // 20])
    with pytest.raises(StoreError, match=r"archive\.db: "), closing(open_engine(index_path)) as cut:
        cut.coverage()


@pytest.mark.parametrize("question", QUESTIONS)
def test_an_index_that_is_cut_short_while_it_is_open_never_fails_in_another_way(
    index_path: Path, question: str
):
    filled(index_path, *(an_entry(f"{number}") for number in range(30))).close()
    with closing(open_engine(index_path, writable=True)) as index:
        os.truncate(index_path, index_path.stat().st_size // 2)
        with suppress(StoreError):
            QUESTIONS[question](index, index_path)


@pytest.mark.parametrize("seed", range(8))
def test_an_index_with_a_flipped_bit_answers_or_says_that_it_is_damaged(
    index_path: Path, seed: int
):
    filled(index_path, *(an_entry(f"{number}") for number in (*range(30), "a"))).close()
    whole, random = index_path.read_bytes(), Random(seed)
    used = [place for place, byte in enumerate(whole) if byte]
    for _ in range(25):
        damaged = bytearray(whole)
        damaged[random.choice(used)] ^= 1 << random.randrange(8)
        index_path.write_bytes(damaged)
        # Python may keep the cursor of a failed read, and with it a lock, until it collects.
        gc.collect(1)
        with (
            suppress(StoreError),
            closing(open_engine(index_path, writable=True, lock_wait_s=0)) as index,
        ):
            for ask in QUESTIONS.values():
                with suppress(ProvenanceError):
                    ask(index, index_path)


@pytest.mark.parametrize("question", QUESTIONS)
def test_an_index_that_another_holds_is_locked(index_path: Path, question: str):
    filled(index_path, an_entry("a")).close()
    with (
        closing(open_engine(index_path, lock_wait_s=0, writable=True)) as index,
        _held(index_path),
        pytest.raises(StoreLocked, match=r"archive\.db: another program holds the index"),
    ):
        QUESTIONS[question](index, index_path)


def test_an_index_that_another_holds_cannot_be_opened(index_path: Path):
    opened(index_path).close()
    with _held(index_path), pytest.raises(StoreLocked):
        open_engine(index_path, lock_wait_s=0)


def test_a_lock_that_ends_in_time_is_waited_for(index_path: Path):
    filled(index_path, an_entry("a")).close()
    with closing(open_engine(index_path, lock_wait_s=60)) as index:
        held = sqlite3.connect(index_path, isolation_level=None, check_same_thread=False)
        held.execute("BEGIN EXCLUSIVE")
        timer = threading.Timer(0.3, held.close)
        timer.start()
        try:
            assert index.coverage().media == 1
        finally:
            timer.join()


@pytest.mark.parametrize(
    "name",
    [
        "a b.db",
        "what?mode=memory.db",
        "50%.db",
        "50%41.db",
        "#1.db",
        "two\nlines.db",
        "-rf.db",
        "ملف.db",
        b"caf\xe9.db".decode("utf-8", "surrogateescape"),
    ],
)
def test_an_index_may_have_any_name(tmp_path: Path, name: str):
    with closing(filled(tmp_path / name, an_entry("a"))) as index:
        assert index.coverage().media == 1
    assert [os.fsencode(each.name) for each in tmp_path.iterdir()] == [os.fsencode(name)]


def test_an_index_is_made_with_the_folders_above_it(tmp_path: Path):
    with closing(opened(tmp_path / "new" / "folder" / "archive.db")) as index:
        assert index.coverage().media == 0


def test_making_an_index_where_one_is_leaves_it_as_it_is(index_path: Path):
    filled(index_path, an_entry("a")).close()
    before = index_path.read_bytes()
    create(index_path)
    assert index_path.read_bytes() == before


def test_making_an_index_leaves_nothing_else_behind(index_path: Path):
    create(index_path)
    assert list(index_path.parent.iterdir()) == [index_path]


def test_an_index_below_a_file_cannot_be_made_and_the_path_is_named(tmp_path: Path):
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match=r"file/archive\.db: cannot be used as an index"):
        create(tmp_path / "file" / "archive.db")


@pytest.mark.parametrize(
    ("version", "mode"),
    [((3, 40, 1), "DELETE"), ((3, 51, 2), "DELETE"), ((3, 51, 3), "WAL"), ((4, 0, 0), "WAL")],
)
def test_write_ahead_logging_is_used_only_where_two_writers_cannot_harm_each_other(
    monkeypatch: pytest.MonkeyPatch, version: tuple[int, int, int], mode: str
):
    monkeypatch.setattr(sqlite3, "sqlite_version_info", version)
    assert journal_mode() == mode


@pytest.mark.parametrize("version", [(3, 51, 2), (3, 51, 3)])
def test_an_index_works_in_either_journal_mode(
    index_path: Path, monkeypatch: pytest.MonkeyPatch, version: tuple[int, int, int]
):
    monkeypatch.setattr(sqlite3, "sqlite_version_info", version)
    mode = journal_mode()
    with closing(filled(index_path, an_entry("a"))) as index:
        assert index.verify() == ()
        with closing(open_engine(index_path)) as reader:
            assert reader.find(digest("a")) is not None
    with closing(sqlite3.connect(index_path)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == (mode.lower(),)


def test_a_reader_rolls_back_what_a_killed_writer_left_half_done(index_path: Path, tmp_path: Path):
    filled(index_path, an_entry("a")).close()
    copy = tmp_path / "killed.db"
    with closing(sqlite3.connect(index_path, isolation_level=None)) as writer:
        # With a cache of one page, changes reach the file before the transaction ends.
        writer.execute("PRAGMA cache_size = 1")
        writer.execute("BEGIN EXCLUSIVE")
        writer.execute("DELETE FROM blocks")
        writer.execute("UPDATE thumbnails SET jpeg = zeroblob(100000)")
        for name in ("", "-journal"):
            content = index_path.with_name(index_path.name + name).read_bytes()
            copy.with_name(copy.name + name).write_bytes(content)
    with closing(open_engine(copy)) as index:
        assert index.verify() == ()


@contextmanager
def _held(path: Path) -> Iterator[None]:
    """Hold an index as another program does that is in the middle of writing."""
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        yield
