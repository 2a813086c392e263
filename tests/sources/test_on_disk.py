from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from provenance.sources.on_disk import kind, obstacle
from tests.sources.exports import a_picture


@pytest.mark.parametrize(
    ("mode", "name"),
    [
        (stat.S_IFREG, ""),
        (stat.S_IFDIR, "folder"),
        (stat.S_IFIFO, "FIFO"),
        (stat.S_IFSOCK, "socket"),
        (stat.S_IFLNK, "symbolic link"),
        (stat.S_IFBLK, "block device"),
        (stat.S_IFCHR, "character device"),
        (0, "special file"),
    ],
)
def test_each_kind_of_file_has_a_name(mode: int, name: str) -> None:
    assert kind(mode | 0o644) == name


def test_a_regular_file_is_no_obstacle(tmp_path: Path) -> None:
    assert obstacle(a_picture(tmp_path / "a.jpg")) == ""


def test_a_missing_file_is_not_there(tmp_path: Path) -> None:
    assert obstacle(tmp_path / "a.jpg") == "is not there"


def test_a_folder_is_not_a_picture(tmp_path: Path) -> None:
    assert obstacle(tmp_path) == "is a folder, not a picture file"


def test_a_fifo_is_named_and_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert obstacle(tmp_path / "pipe") == "is a FIFO, not a picture file"


def test_a_name_that_no_file_can_have_is_an_obstacle(tmp_path: Path) -> None:
    assert obstacle(tmp_path / "a\0b").startswith("cannot be reached")


def test_a_link_in_a_circle_is_an_obstacle(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to(tmp_path / "a")
    assert obstacle(tmp_path / "a").startswith("cannot be reached")
