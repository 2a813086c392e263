"""Reading: the bytes of a plain file, once, and a named reason for everything else."""

from __future__ import annotations

import errno
import os
import socket
from pathlib import Path
from typing import Self

import pytest

from provenance.errors import InputError, MediaNotFound, RefusedMedia, UnreadableMedia
from provenance.media import reader
from provenance.model.media import Location

LIMIT = 1000


def read(path: Path | str, max_bytes: int = LIMIT) -> bytes:
    return reader.read(Location(str(path)), max_bytes)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "photo.jpg"
    path.write_bytes(b"some bytes")
    return path


def test_a_file_gives_its_bytes(file: Path) -> None:
    assert read(file) == b"some bytes"


def test_a_link_to_a_file_gives_the_files_bytes(file: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.jpg"
    link.symlink_to(file)
    assert read(link) == b"some bytes"


def test_a_name_that_is_no_text_is_read(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/caf\xe9.jpg"
    Path(os.fsdecode(path)).write_bytes(b"some bytes")
    assert read(os.fsdecode(path)) == b"some bytes"


def test_a_missing_file_is_not_found(tmp_path: Path) -> None:
    with pytest.raises(MediaNotFound, match=r"gone\.jpg: no such file; check the path"):
        read(tmp_path / "gone.jpg")


def test_a_path_below_a_file_is_not_found(file: Path) -> None:
    with pytest.raises(MediaNotFound, match="no such file"):
        read(file / "photo.jpg")


def test_a_link_that_leads_nowhere_is_not_found(tmp_path: Path) -> None:
    link = tmp_path / "link.jpg"
    link.symlink_to(tmp_path / "gone.jpg")
    with pytest.raises(MediaNotFound, match="no such file"):
        read(link)


@pytest.mark.parametrize("path", ["nul\0.jpg", "from-json-\ud800.jpg"])
def test_a_name_that_no_disk_can_hold_is_not_found(path: str) -> None:
    with pytest.raises(MediaNotFound, match="no such file"):
        read(path)


def test_links_that_lead_round_in_a_circle_cannot_be_opened(tmp_path: Path) -> None:
    link = tmp_path / "link.jpg"
    link.symlink_to(link)
    with pytest.raises(UnreadableMedia, match="cannot be opened"):
        read(link)


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(MediaNotFound, match="is a folder; use `provenance scan`"):
        read(tmp_path)


def test_a_named_pipe_is_no_file_and_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.jpg")
    with pytest.raises(MediaNotFound, match="is a named pipe"):
        read(tmp_path / "pipe.jpg")


def test_a_device_is_no_file() -> None:
    with pytest.raises(MediaNotFound, match="is a device"):
        read(os.devnull)


def test_a_socket_is_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()  # binding is refused to tests, and this one leaves no machine
    path = tmp_path / "s.jpg"
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(path))
        with pytest.raises(InputError, match=r"s\.jpg: "):
            read(path)


def test_an_empty_file_is_unreadable(tmp_path: Path) -> None:
    (tmp_path / "empty.jpg").touch()
    with pytest.raises(UnreadableMedia, match="is empty"):
        read(tmp_path / "empty.jpg")


def test_a_file_of_exactly_the_limit_is_read(file: Path) -> None:
    assert read(file, 10) == b"some bytes"


def test_a_file_over_the_limit_is_refused_with_the_setting_that_would_allow_it(file: Path) -> None:
    with pytest.raises(RefusedMedia, match=r"10 bytes, over the limit of 9; raise max_file_bytes"):
        read(file, 9)


def test_a_file_that_we_may_not_read_is_unreadable(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> int:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(UnreadableMedia, match="no permission to read it"):
        read(file)


def test_a_disk_that_fails_makes_a_file_unreadable(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "fdopen", lambda *_, **__: Failing())
    with pytest.raises(UnreadableMedia, match=r"Input/output error.*check the disk"):
        read(file)


@pytest.mark.parametrize("meanwhile", [b"some bytes and more", b"some", b"SOME BYTES", b""])
def test_a_file_that_changes_while_it_is_read_is_unreadable(
    file: Path, monkeypatch: pytest.MonkeyPatch, meanwhile: bytes
) -> None:
    look = os.fstat
    changes = [meanwhile]

    def look_and_change(descriptor: int) -> os.stat_result:
        status = look(descriptor)
        if changes:
            file.write_bytes(changes.pop())
            os.utime(file, ns=(0, 0))
        return status

    monkeypatch.setattr(os, "fstat", look_and_change)
    with pytest.raises(UnreadableMedia, match="changed while it was read"):
        read(file)


@pytest.mark.parametrize("bad", ["gone.jpg", "folder", "empty.jpg"])
def test_no_descriptor_is_left_open(tmp_path: Path, file: Path, bad: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "empty.jpg").touch()
    before = set(Path("/dev/fd").iterdir())
    read(file)
    with pytest.raises(InputError):
        read(tmp_path / bad)
    assert set(Path("/dev/fd").iterdir()) == before


class Failing:
    """A file on a disk that is breaking."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Leave."""

    def readall(self) -> bytes:
        raise OSError(errno.EIO, "Input/output error")
