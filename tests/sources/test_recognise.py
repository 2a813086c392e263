from __future__ import annotations

import os
from pathlib import Path

import pytest

from provenance.errors import MediaNotFound, UnknownSource, UsageError
from provenance.sources import SOURCES, recognise, source_named
from tests.sources.exports import EXPORTS, a_picture


def test_the_more_particular_source_is_asked_first() -> None:
    names = [source.name for source in SOURCES]
    assert (names[0], names[-2:]) == ("telegram", ["zip", "folder"])


def test_a_folder_with_a_telegram_export_is_a_telegram_export() -> None:
    assert recognise(EXPORTS / "telegram").name == "telegram"


def test_a_single_picture_is_a_folder_of_one(tmp_path: Path) -> None:
    assert recognise(a_picture(tmp_path / "PHOTO.JPG")).name == "folder"


def test_what_nobody_reads_names_all_who_were_asked(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("hello")
    with pytest.raises(UnknownSource, match=r"notes\.txt.*telegram, .*csv, zip, folder"):
        recognise(tmp_path / "notes.txt")


@pytest.mark.parametrize("name", ["missing", "nul\0byte", "x" * 5000, os.fsdecode(b"\xff")])
def test_a_path_where_nothing_is_says_so(tmp_path: Path, name: str) -> None:
    with pytest.raises(MediaNotFound, match="check the path") as caught:
        recognise(tmp_path / name)
    str(caught.value).encode()


def test_a_link_to_nothing_is_not_found(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "missing")
    with pytest.raises(MediaNotFound):
        recognise(tmp_path / "link")


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.name)
def test_a_source_is_found_by_its_name(source: object) -> None:
    assert source_named(source.name) is source  # type: ignore[attr-defined]


def test_a_misspelt_source_is_answered_with_the_nearest() -> None:
    with pytest.raises(UsageError, match="did you mean 'telegram'"):
        source_named("Telegramm")


def test_a_source_like_no_other_is_answered_with_all() -> None:
    with pytest.raises(
        UsageError, match=r"no source 'zzz' \(sources: telegram, .*csv, zip, folder\)"
    ):
        source_named("zzz")
