"""A file is handed on once, when it has stopped changing; nothing is passed over in silence."""

from __future__ import annotations

from pathlib import Path

import pytest

from provenance.errors import MediaNotFound
from provenance.model.posting import Attachment
from provenance.sources.arrivals import SETTLED_S, Settling, State, arrivals

FILE = "/downloads/photo.jpg"


class Disk:
    """What a look at each path would find."""

    def __init__(self) -> None:
        self.files: dict[str, State] = {}

    def look(self, path: str) -> State | None:
        return self.files.get(path)


@pytest.fixture
def disk() -> Disk:
    return Disk()


def test_a_file_that_stands_still_is_given_once(disk: Disk):
    settling = Settling(disk.look)
    disk.files[FILE] = (10, 1)
    settling.noticed(FILE, 0)
    assert settling.settled(0) == []
    assert settling.settled(SETTLED_S) == [FILE]
    settling.noticed(FILE, 5)
    assert settling.settled(5) == settling.settled(9) == []


def test_a_file_that_grows_is_waited_for(disk: Disk):
    settling = Settling(disk.look)
    settling.noticed(FILE, 0)
    for second in range(5):
        disk.files[FILE] = (second, 1)
        assert settling.settled(second) == []
        assert settling.waiting == (FILE,)
    assert settling.settled(4 + SETTLED_S) == [FILE]
    assert settling.waiting == ()


def test_a_file_that_changes_later_is_given_again(disk: Disk):
    settling = Settling(disk.look)
    disk.files[FILE] = (10, 1)
    settling.done(FILE)
    settling.noticed(FILE, 0)
    assert settling.settled(0) == settling.settled(9) == []
    disk.files[FILE] = (10, 2)
    settling.noticed(FILE, 10)
    assert settling.settled(10) == []
    assert settling.settled(10 + SETTLED_S) == [FILE]


def test_a_file_that_went_away_is_forgotten(disk: Disk):
    settling = Settling(disk.look)
    settling.noticed(FILE, 0)
    assert settling.settled(1) == []
    assert settling.waiting == ()


@pytest.mark.parametrize("name", ["photo.jpg.part", "photo.CRDOWNLOAD", "x.tmp"])
def test_a_download_that_is_not_whole_waits_for_its_name(disk: Disk, name: str):
    settling = Settling(disk.look)
    disk.files[name] = (10, 1)
    settling.noticed(name, 0)
    assert settling.settled(0) == settling.settled(9) == []
    assert settling.waiting == (name,)
    del disk.files[name]
    assert settling.waiting == ()


def test_files_that_arrive_are_given_and_those_that_stood_there_are_not(tmp_path: Path):
    (tmp_path / "before.jpg").write_bytes(b"before")
    with arrivals(tmp_path) as new:
        assert len(new.standing) == 1
        (tmp_path / "album").mkdir()
        (tmp_path / "album" / "after.jpg").write_bytes(b"after")
        (tmp_path / "late.jpg.part").write_bytes(b"late")
        (tmp_path / "late.jpg.part").rename(tmp_path / "late.jpg")
        found = {next(given).location.path for given in [iter(new)] for _ in range(2)}
    assert found == {str(tmp_path / "album" / "after.jpg"), str(tmp_path / "late.jpg")}


def test_what_was_still_being_written_is_accounted_for(tmp_path: Path):
    with arrivals(tmp_path) as new:
        new._settling.noticed(str(tmp_path / "half.jpg"), 0)
        (left,) = new.unfinished()
    assert left.where.endswith("half.jpg")
    assert "still being written" in left.reason


def test_a_folder_that_is_not_there_is_named(tmp_path: Path):
    with (
        pytest.raises(MediaNotFound, match="nowhere: is no folder"),
        arrivals(tmp_path / "nowhere"),
    ):
        pass


def test_a_file_that_stood_there_is_an_attachment(tmp_path: Path):
    (tmp_path / "before.jpg").write_bytes(b"before")
    with arrivals(tmp_path) as new:
        (entry,) = new.standing
    assert isinstance(entry, Attachment)
