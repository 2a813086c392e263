"""Extending adds keypoints from the same files, and accounts for every picture that lacks them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from zipfile import ZipFile

import pytest

from provenance.model.media import Location
from provenance.settings import Settings
from provenance.workflows import extend as module
from provenance.workflows.check import check
from provenance.workflows.extend import extend
from provenance.workflows.ingest import ingest
from provenance.workflows.opening import OpenIndex, open_index
from tests.contents import contents
from tests.pictures import Pictures, a_picture

COUNT = 5
THREAD = Path(__file__).parents[2] / "fixtures" / "exports" / "fourchan" / "thread.json"
"""A posting with a picture, and one of whose picture there is no file."""


@pytest.fixture
def album(index: OpenIndex, pictures: Pictures) -> Path:
    """A folder of pictures of which the index has the hashes only."""
    folder = pictures.album(COUNT)
    ingest(index, folder, keypoints=False)
    return folder


def a_zip(pictures: Pictures, count: int) -> Path:
    """Pack an album into an archive, in place of the one that was there."""
    path = pictures.folder / "album.zip"
    packed = sorted(pictures.album(count).iterdir())[:count]
    with ZipFile(path, "w") as archive:
        for each in packed:
            archive.write(each, each.name)
    return path


def counts(index: OpenIndex) -> tuple[int, int, int]:
    report = extend(index)
    assert report.found == report.extended + len(report.skipped) + len(report.failed)
    return report.extended, len(report.skipped), len(report.failed)


def test_an_extended_index_is_one_that_was_ingested_with_keypoints(
    index: OpenIndex, index_path: Path, album: Path, tmp_path: Path
):
    assert counts(index) == (COUNT, 0, 0)
    with open_index(tmp_path / "all.db", create=True, settings=Settings(workers=1)) as other:
        ingest(other, album)
    assert contents(index_path) == contents(tmp_path / "all.db")
    assert index.engine.verify() == ()


def test_there_is_nothing_left_to_extend_afterwards(index: OpenIndex, album: Path):
    extend(index)
    assert counts(index) == (0, 0, 0)


def test_a_crop_is_found_only_after_extending_and_the_gap_is_said_before(
    index: OpenIndex, album: Path, pictures: Pictures
):
    crop = pictures.save("crop.png", a_picture(3).crop((100, 60, 280, 200)))
    before = check(index, crop).case
    assert before.matches == ()
    assert any("no keypoints yet" in each.reason for each in before.not_searched)
    extend(index)
    after = check(index, crop).case
    assert len(after.matches) == 1
    assert after.not_searched == ()


def test_a_file_that_is_gone_is_skipped_with_the_reason(index: OpenIndex, album: Path):
    (album / "001.jpg").unlink()
    report = extend(index)
    assert report.extended == COUNT - 1
    assert [Path(each.where).name for each in report.skipped] == ["001.jpg"]
    assert "is gone" in report.skipped[0].reason


def test_a_file_that_changed_is_not_taken_for_the_ingested_one(
    index: OpenIndex, album: Path, pictures: Pictures
):
    pictures.save("album/001.jpg", 99)
    report = extend(index)
    assert report.extended == COUNT - 1
    assert "changed" in report.skipped[0].reason


def test_another_file_with_the_same_bytes_will_do(index: OpenIndex, album: Path):
    copy = album.parent / "copies" / "again.jpg"
    copy.parent.mkdir()
    copy.write_bytes((album / "001.jpg").read_bytes())
    ingest(index, copy, keypoints=False)
    (album / "001.jpg").unlink()
    assert counts(index) == (COUNT, 0, 0)


def test_pictures_of_a_zip_archive_are_read_in_place_again(index: OpenIndex, pictures: Pictures):
    archive = a_zip(pictures, 3)
    ingest(index, archive, keypoints=False)
    (locations,) = {each.files for each in index.engine.lacking() if "002" in str(each.files)}
    assert locations == (Location(str(archive), ("002.jpg",)),)
    assert counts(index) == (3, 0, 0)


def test_a_picture_that_is_gone_from_its_archive_is_skipped_by_its_whole_place(
    index: OpenIndex, pictures: Pictures
):
    ingest(index, a_zip(pictures, 3), keypoints=False)
    archive = a_zip(pictures, 2)
    report = extend(index)
    assert report.extended == 2
    assert [each.where for each in report.skipped] == [f"{archive}!/002.jpg"]
    assert "is gone" in report.skipped[0].reason


def test_a_posting_without_its_picture_lacks_nothing(index: OpenIndex):
    ingest(index, THREAD, keypoints=False)
    coverage = index.engine.coverage()
    assert (coverage.without_picture, coverage.frames, coverage.keypoints) == (1, 1, 0)
    assert counts(index) == (1, 0, 0)
    assert index.engine.verify() == ()


def test_a_file_over_a_limit_has_failed_with_the_reason(index_path: Path, pictures: Pictures):
    with open_index(index_path, create=True, settings=Settings(workers=1)) as index:
        ingest(index, pictures.album(2), keypoints=False)
    strict = Settings(workers=1, max_frame_pixels=100)
    with open_index(index_path, writable=True, settings=strict) as index:
        report = extend(index)
    assert (report.extended, len(report.failed)) == (0, 2)
    assert all(each.refused for each in report.failed)


def test_what_was_done_before_a_stop_is_kept(
    index: OpenIndex, album: Path, monkeypatch: pytest.MonkeyPatch
):
    real = module._examined

    def stopped(index: OpenIndex) -> Iterator[object]:
        for number, each in enumerate(real(index)):
            if number == 2:
                raise KeyboardInterrupt
            yield each

    monkeypatch.setattr(module, "_examined", stopped)
    with pytest.raises(KeyboardInterrupt):
        extend(index)
    assert index.engine.coverage().keypoints == 2
    monkeypatch.undo()
    assert counts(index) == (COUNT - 2, 0, 0)


@pytest.mark.parametrize("name", ["keypoints", "vocabulary"])
def test_an_index_of_another_recipe_is_brought_up_to_ours(
    index: OpenIndex, index_path: Path, pictures: Pictures, name: str
):
    ingest(index, pictures.album(3))
    before = contents(index_path)
    with closing(sqlite3.connect(index_path)) as connection, connection:
        connection.execute("UPDATE recipes SET value = 'another/9' WHERE name = ?", (name,))
    report = extend(index)
    assert (report.relisted, report.dropped) == ((0, 3) if name == "keypoints" else (3, 0))
    assert report.extended == (3 if name == "keypoints" else 0)
    assert contents(index_path) == before
