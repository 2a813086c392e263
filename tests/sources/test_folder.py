from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.errors import MediaNotFound
from provenance.model.posting import Attachment, Failed, Skipped
from provenance.sources.folder import Folder
from tests.builders import a_posting
from tests.sources.exports import NOTHING_STATED, Entry, a_picture

NAMES = st.binary(min_size=1, max_size=20).filter(
    lambda name: (
        not {b"/", b"\0"} & {name[i : i + 1] for i in range(len(name))}
        and name not in {b".", b".."}
    )
)


def walk(path: Path) -> list[Entry]:
    return list(Folder().attachments(path, NOTHING_STATED))


def test_every_file_is_an_attachment_of_the_stated_posting(tmp_path: Path) -> None:
    a_picture(tmp_path / "a.jpg")
    a_picture(tmp_path / "deep" / "er" / "no-suffix")
    found = list(Folder().attachments(tmp_path, a_posting()))
    assert [entry.where for entry in found] == [
        f"{tmp_path}/a.jpg",
        f"{tmp_path}/deep/er/no-suffix",
    ]
    assert all(isinstance(e, Attachment) and e.posting == a_posting() for e in found)


def test_the_order_is_that_of_the_bytes_of_the_names(tmp_path: Path) -> None:
    for name in ("é.jpg", "b/1.jpg", "a.jpg", "B.jpg", "b.jpg", "10.jpg", "9.jpg"):
        a_picture(tmp_path / name)
    names = [os.path.relpath(entry.where, tmp_path) for entry in walk(tmp_path)]
    assert names == ["10.jpg", "9.jpg", "B.jpg", "a.jpg", "b/1.jpg", "b.jpg", "é.jpg"]


def test_a_relative_path_is_shown_as_it_was_walked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_picture(tmp_path / "album" / "a.jpg")
    monkeypatch.chdir(tmp_path)
    assert [entry.where for entry in walk(Path("album"))] == ["album/a.jpg"]


def test_a_single_file_is_one_attachment(tmp_path: Path) -> None:
    (entry,) = walk(a_picture(tmp_path / "a.jpg"))
    assert isinstance(entry, Attachment)


def test_an_empty_folder_gives_nothing(tmp_path: Path) -> None:
    assert walk(tmp_path) == []


def test_a_symbolic_link_to_a_file_is_skipped(tmp_path: Path) -> None:
    outside = a_picture(tmp_path / "outside.jpg")
    (tmp_path / "album").mkdir()
    (tmp_path / "album" / "link.jpg").symlink_to(outside)
    assert walk(tmp_path / "album") == [
        Skipped(f"{tmp_path}/album/link.jpg", "symbolic link, not followed")
    ]


def test_a_symbolic_link_to_a_parent_folder_ends_no_walk_in_a_circle(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)
    assert walk(tmp_path) == [Skipped(f"{tmp_path}/loop", "symbolic link, not followed")]


def test_a_link_that_the_user_names_is_followed(tmp_path: Path) -> None:
    a_picture(tmp_path / "album" / "a.jpg")
    (tmp_path / "link").symlink_to(tmp_path / "album", target_is_directory=True)
    assert [entry.where for entry in walk(tmp_path / "link")] == [f"{tmp_path}/link/a.jpg"]


def test_a_fifo_is_skipped_and_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.jpg")
    assert walk(tmp_path) == [Skipped(f"{tmp_path}/pipe.jpg", "FIFO, not a picture file")]


def test_a_socket_is_skipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # the path of a socket may be 104 bytes at most
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("s")
        assert walk(Path()) == [Skipped("./s", "socket, not a picture file")]


@pytest.mark.parametrize("name", [".DS_Store", "Thumbs.db", "desktop.ini", "__MACOSX/._a.jpg"])
def test_what_systems_leave_behind_is_skipped_with_a_reason(tmp_path: Path, name: str) -> None:
    a_picture(tmp_path / name)
    (entry,) = walk(tmp_path)
    assert isinstance(entry, Skipped)
    assert entry.reason.endswith("not a picture")


def test_a_picture_in_a_macosx_folder_is_not_passed_over(tmp_path: Path) -> None:
    a_picture(tmp_path / "__MACOSX" / "a.jpg")
    (entry,) = walk(tmp_path)
    assert isinstance(entry, Attachment)


def test_a_folder_that_cannot_be_listed_has_failed_and_the_rest_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_picture(tmp_path / "a" / "1.jpg")
    a_picture(tmp_path / "b" / "2.jpg")
    scandir = os.scandir

    def refusing(folder: str) -> object:
        if folder.endswith("/a"):
            raise PermissionError(13, "Permission denied", folder)
        return scandir(folder)

    monkeypatch.setattr(os, "scandir", refusing)
    failed, attachment = walk(tmp_path)
    assert failed == Failed(f"{tmp_path}/a", "the folder cannot be listed (Permission denied)")
    assert attachment.where == f"{tmp_path}/b/2.jpg"


def test_a_folder_that_vanishes_during_the_walk_has_failed(tmp_path: Path) -> None:
    a_picture(tmp_path / "a.jpg")
    (tmp_path / "b").mkdir()
    stream = Folder().attachments(tmp_path, NOTHING_STATED)
    next(stream)
    (tmp_path / "b").rmdir()
    (entry,) = stream
    assert isinstance(entry, Failed)


def test_a_path_where_nothing_is_is_not_found(tmp_path: Path) -> None:
    with pytest.raises(MediaNotFound, match="check the path"):
        walk(tmp_path / "missing")


def test_a_name_that_is_not_utf8_is_kept_for_opening_and_escaped_for_showing(
    tmp_path: Path,
) -> None:
    name = os.fsencode(tmp_path) + b"/caf\xe9.jpg"
    write_or_skip(name)
    (entry,) = walk(tmp_path)
    assert isinstance(entry, Attachment)
    assert os.fsencode(entry.location.path) == name
    assert entry.where.endswith("caf\\xe9.jpg")


@settings(max_examples=50, deadline=None, derandomize=True)
@given(names=st.lists(NAMES, max_size=5, unique_by=lambda name: name.lower()))
def test_any_name_of_a_file_is_walked_once(
    tmp_path_factory: pytest.TempPathFactory, names: list[bytes]
) -> None:
    folder = tmp_path_factory.mktemp("names")
    for name in names:
        write_or_skip(os.fsencode(folder) + b"/" + name)
    entries = walk(folder)
    assert len(entries) == len(names)
    for entry in entries:
        entry.where.encode()


def write_or_skip(name: bytes) -> None:
    try:
        Path(os.fsdecode(name)).write_bytes(b"x")
    except OSError as error:
        pytest.skip(f"this file system takes only some names: {error}")
