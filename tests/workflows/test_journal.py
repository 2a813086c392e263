"""The journal: what a stopped scan had examined need not be examined again."""

from __future__ import annotations

import os
import pickle
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from provenance.media.limits import Limits
from provenance.model.case import Examination
from provenance.model.media import Location
from provenance.workflows.journal import Journal
from tests.builders import an_examination

LIMITS = Limits()


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's cache folder."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr("platformdirs.user_cache_path", lambda *_, **__: tmp_path / "cache" / "p")
    return tmp_path / "cache" / "p"


@pytest.fixture
def folder(tmp_path: Path, cache: Path) -> Path:
    """A folder with two files to scan."""
    scanned = tmp_path / "scanned"
    scanned.mkdir()
    (scanned / "a.jpg").write_bytes(b"first")
    (scanned / "b.jpg").write_bytes(b"second")
    return scanned


def of(folder: Path, name: str = "a.jpg") -> Examination:
    """Give an examination of a file in the folder."""
    return an_examination(path=str(folder / name))


def noted(folder: Path, *names: str) -> None:
    """Scan files, and stop."""
    with Journal(folder, LIMITS, keypoints=True) as journal:
        for name in names:
            journal.known(of(folder, name).location)
            journal.note(of(folder, name))


def known(
    folder: Path, name: str = "a.jpg", limits: Limits = LIMITS, *, keypoints: bool = True
) -> Examination | None:
    """Ask a new journal for a file."""
    with Journal(folder, limits, keypoints=keypoints) as journal:
        return journal.known(Location(str(folder / name)))


# Going on


def test_what_was_noted_is_known_to_the_next_scan(folder: Path) -> None:
    noted(folder, "a.jpg")
    assert known(folder) == of(folder)


def test_what_was_not_noted_is_not_known(folder: Path) -> None:
    noted(folder, "a.jpg")
    assert known(folder, "b.jpg") is None


def test_a_new_journal_knows_nothing(folder: Path) -> None:
    with Journal(folder, LIMITS, keypoints=True) as journal:
        assert len(journal) == 0
        assert journal.known(Location(str(folder / "a.jpg"))) is None


def test_a_journal_counts_what_it_knows(folder: Path) -> None:
    noted(folder, "a.jpg", "b.jpg")
    noted(folder, "a.jpg")
    with Journal(folder, LIMITS, keypoints=True) as journal:
        assert len(journal) == 2


def test_a_file_may_be_noted_without_having_been_asked_for(folder: Path) -> None:
    with Journal(folder, LIMITS, keypoints=True) as journal:
        journal.note(of(folder))
    assert known(folder) == of(folder)


def test_a_kill_loses_what_was_not_saved_and_nothing_else(folder: Path) -> None:
    process = os.fork()
    if process == 0:
        journal = Journal(folder, LIMITS, keypoints=True)
        journal.note(of(folder, "a.jpg"))
        journal.save()
        journal.note(of(folder, "b.jpg"))
        os._exit(9)
    os.waitpid(process, 0)
    assert known(folder, "a.jpg") == of(folder, "a.jpg")
    assert known(folder, "b.jpg") is None


def test_another_folder_has_another_journal(folder: Path, tmp_path: Path) -> None:
    noted(folder, "a.jpg")
    with Journal(tmp_path, LIMITS, keypoints=True) as journal:
        assert journal.known(Location(str(folder / "a.jpg"))) is None


def test_other_limits_have_another_journal(folder: Path) -> None:
    noted(folder, "a.jpg")
    assert known(folder, limits=replace(LIMITS, frames=1)) is None


def test_another_version_of_the_program_has_another_journal(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    noted(folder, "a.jpg")
    monkeypatch.setattr("provenance.workflows.journal.__version__", "99.0")
    assert known(folder) is None


def test_the_same_folder_by_another_path_has_the_same_journal(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    noted(folder, "a.jpg")
    monkeypatch.chdir(folder.parent)
    with Journal(Path(folder.name), LIMITS, keypoints=True) as journal:
        assert len(journal) == 1


def test_a_name_that_is_no_text_is_remembered(folder: Path) -> None:
    name = os.fsdecode(b"caf\xe9.jpg")
    (folder / name).write_bytes(b"third")
    noted(folder, name)
    assert known(folder, name) == of(folder, name)


# Files that changed


@pytest.mark.parametrize(
    "change",
    [
        lambda path: path.write_bytes(b"longer than before"),
        lambda path: os.utime(path, (1, 1)),
        lambda path: path.unlink(),
        lambda path: (
            path.with_name("new").write_bytes(b"first"),
            path.with_name("new").replace(path),
        ),
    ],
    ids=["other-size", "other-time", "gone", "replaced"],
)
def test_a_file_that_changed_is_forgotten(folder: Path, change: Callable[[Path], object]) -> None:
    noted(folder, "a.jpg")
    change(folder / "a.jpg")
    assert known(folder) is None


def test_a_file_that_changed_while_it_was_examined_is_forgotten(folder: Path) -> None:
    with Journal(folder, LIMITS, keypoints=True) as journal:
        journal.known(Location(str(folder / "a.jpg")))
        (folder / "a.jpg").write_bytes(b"changed meanwhile")
        journal.note(of(folder))
    assert known(folder) is None


# Damage


def journal_file(cache: Path) -> Path:
    (found,) = cache.glob("scan-*.db")
    return found


@pytest.mark.parametrize("data", [b"", b"not a database", b"SQLite format 3\0" + bytes(4000)])
def test_a_damaged_journal_is_begun_anew(folder: Path, cache: Path, data: bytes) -> None:
    noted(folder, "a.jpg")
    journal_file(cache).write_bytes(data)
    assert known(folder) is None
    noted(folder, "b.jpg")
    assert known(folder, "b.jpg") == of(folder, "b.jpg")


@pytest.mark.parametrize("at", range(0, 12_000, 500))
def test_damage_anywhere_in_a_journal_costs_notes_and_stops_nothing(
    folder: Path, cache: Path, at: int
) -> None:
    noted(folder, "a.jpg", "b.jpg")
    data = bytearray(journal_file(cache).read_bytes())
    data[at : at + 300] = b"\xa5" * len(data[at : at + 300])
    journal_file(cache).write_bytes(data)
    with Journal(folder, LIMITS, keypoints=True) as journal:
        for name in ("a.jpg", "b.jpg"):
            found = journal.known(of(folder, name).location)
            assert found is None or found.location == of(folder, name).location
            journal.note(of(folder, name))


@pytest.mark.parametrize(
    "note",
    [b"", b"no pickle", pickle.dumps("text"), pickle.dumps(None), pickle.dumps(Path())],
)
def test_a_damaged_note_is_no_note(folder: Path, cache: Path, note: bytes) -> None:
    noted(folder, "a.jpg")
    with closing(sqlite3.connect(journal_file(cache))) as connection, connection:
        connection.execute("UPDATE examined SET examination = ?", (note,))
    assert known(folder) is None


def test_a_note_that_would_run_something_runs_nothing(
    folder: Path, cache: Path, tmp_path: Path
) -> None:
    class Trap:
        def __reduce__(self) -> tuple[object, tuple[str]]:
            return (os.mkdir, (str(tmp_path / "trace"),))

    noted(folder, "a.jpg")
    with closing(sqlite3.connect(journal_file(cache))) as connection, connection:
        connection.execute("UPDATE examined SET examination = ?", (pickle.dumps(Trap()),))
    assert known(folder) is None
    assert not (tmp_path / "trace").exists()


def test_without_a_cache_folder_a_scan_goes_on_without_memory(folder: Path, cache: Path) -> None:
    cache.parent.write_text("a file where the folder should be")
    noted(folder, "a.jpg")
    assert known(folder) is None


def test_two_scans_of_one_folder_stop_neither(folder: Path) -> None:
    with (
        Journal(folder, LIMITS, keypoints=True) as one,
        Journal(folder, LIMITS, keypoints=True) as other,
    ):
        for journal in (one, other, one):
            journal.note(of(folder, "a.jpg"))
            journal.save()
        one.end()
        other.note(of(folder, "b.jpg"))


# The end


def test_a_complete_scan_leaves_no_file(folder: Path, cache: Path) -> None:
    with Journal(folder, LIMITS, keypoints=True) as journal:
        journal.note(of(folder))
        journal.save()
        journal.end()
    assert list(cache.iterdir()) == []


def test_what_is_forgotten_is_not_known(folder: Path) -> None:
    noted(folder, "a.jpg", "b.jpg")
    with Journal(folder, LIMITS, keypoints=True) as journal:
        journal.forget()
        assert len(journal) == 0
    assert known(folder) is None


def test_after_forgetting_new_notes_are_kept(folder: Path) -> None:
    noted(folder, "a.jpg")
    with Journal(folder, LIMITS, keypoints=True) as journal:
        journal.forget()
        journal.note(of(folder, "b.jpg"))
    assert known(folder) is None
    assert known(folder, "b.jpg") == of(folder, "b.jpg")


def test_a_journal_is_for_its_owner_alone(folder: Path, cache: Path) -> None:
    noted(folder, "a.jpg")
    assert cache.stat().st_mode & 0o077 == 0


def test_what_was_examined_without_keypoints_is_not_known_with_them(folder: Path) -> None:
    noted(folder, "a.jpg")
    assert known(folder) is not None
    assert known(folder, keypoints=False) is None
