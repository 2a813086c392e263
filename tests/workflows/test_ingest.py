"""An ingest accounts for everything that it meets, and may be repeated, reordered and stopped."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from provenance.model.report import IngestReport
from provenance.settings import Settings
from provenance.sources.folder import Folder
from provenance.workflows import ingest as module
from provenance.workflows.ingest import ingest, ingesting, parts_of
from provenance.workflows.opening import OpenIndex, open_index
from tests.contents import contents, counts
from tests.pictures import Pictures

EXPORTS = Path(__file__).parents[2] / "fixtures" / "exports"
HTML = b"<!DOCTYPE html><html><body>Sorry, this page is not available.</body></html>"


@pytest.fixture
def mixed(pictures: Pictures) -> Path:
    """A folder with something of every kind."""
    pictures.album(3, "mixed")
    pictures.save("mixed/copy of 0.jpg", 0)
    pictures.save("mixed/sub/deeper/3.png", 3)
    pictures.save(b"mixed/caf\xe9.jpg".decode("utf-8", "surrogateescape"), 4)
    pictures.save("mixed/two\nlines \x1b[31m.jpg", 5)
    pictures.save("mixed/no extension", 6, format="PNG")
    pictures.write("mixed/really a page.jpg", HTML)
    pictures.write("mixed/empty.jpg", b"")
    whole = pictures.save("mixed/whole.png", 7).read_bytes()
    pictures.write("mixed/cut short.png", whole[: len(whole) // 2])
    pictures.write("mixed/notes.txt", b"notes")
    pictures.write("mixed/clip.mp4", b"\x00\x00\x00\x18ftypmp42" + bytes(40))
    pictures.write("mixed/.DS_Store", b"\x00")
    pictures.write("mixed/._000.jpg", b"\x00")
    folder = pictures.folder / "mixed"
    (folder / "folder.jpg").mkdir()
    (folder / "link.jpg").symlink_to("000.jpg")
    (folder / "loop").symlink_to(".")
    os.mkfifo(folder / "pipe.jpg")
    return folder


MIXED_FILES = 19
MIXED = {"added": 8, "known": 1, "skipped": 6, "failed": 4}


def test_everything_in_a_mixed_folder_is_accounted_for(index: OpenIndex, mixed: Path):
    report = ingest(index, mixed)
    assert _numbers(report) == MIXED
    assert report.found == MIXED_FILES


def test_nothing_is_accounted_for_twice(index: OpenIndex, mixed: Path):
    outcomes = list(ingesting(index, parts_of(mixed, None)))
    places = [outcome.where for outcome in outcomes]
    assert len(places) == len(set(places)) == MIXED_FILES


def test_what_is_passed_over_says_why(index: OpenIndex, mixed: Path):
    report = ingest(index, mixed)
    reasons = {Path(each.where).name: each.reason for each in (*report.skipped, *report.failed)}
    assert "web page" in reasons["really a page.jpg"]
    assert "empty" in reasons["empty.jpg"]
    assert "cut short" in reasons["cut short.png"]
    assert "not a picture" in reasons["notes.txt"]
    assert "video" in reasons["clip.mp4"]
    assert "symbolic link" in reasons["link.jpg"]
    assert "FIFO" in reasons["pipe.jpg"]


def test_what_claims_to_be_a_picture_and_is_none_has_failed(index: OpenIndex, mixed: Path):
    failed = {Path(each.where).name for each in ingest(index, mixed).failed}
    assert failed == {"really a page.jpg", "empty.jpg", "cut short.png", "clip.mp4"}


@pytest.mark.parametrize("batch", [1, 2, 3, 5, 256])
def test_the_sum_holds_whatever_the_batch(
    index: OpenIndex, mixed: Path, monkeypatch: pytest.MonkeyPatch, batch: int
):
    monkeypatch.setattr(module, "_BATCH", batch)
    assert _numbers(ingest(index, mixed)) == MIXED


@pytest.mark.parametrize("workers", [1, 2, 4])
def test_the_number_of_processes_changes_nothing(
    index_path: Path, mixed: Path, tmp_path: Path, workers: int
):
    with open_index(index_path, create=True, settings=Settings(workers=workers)) as index:
        report = ingest(index, mixed)
    with open_index(tmp_path / "one.db", create=True, settings=Settings(workers=1)) as alone:
        assert _said(ingest(alone, mixed)) == _said(report)
    assert contents(index_path) == contents(tmp_path / "one.db")


def test_a_second_ingest_finds_everything_known(index: OpenIndex, mixed: Path, index_path: Path):
    first = ingest(index, mixed)
    before = contents(index_path)
    second = ingest(index, mixed)
    assert (second.added, second.known) == (0, first.added + first.known)
    assert (second.skipped, second.failed) == (first.skipped, first.failed)
    assert contents(index_path) == before
    assert index.engine.verify() == ()


def test_two_folders_in_either_order_leave_the_same_index(
    index_path: Path, tmp_path: Path, pictures: Pictures
):
    one, two = pictures.album(6, "one"), pictures.album(4, "two")
    pictures.save("two/another.jpg", 9)
    for path, order in ((index_path, (one, two)), (tmp_path / "other.db", (two, one))):
        with open_index(path, create=True, settings=Settings(workers=1)) as index:
            for folder in order:
                ingest(index, folder)
            assert index.engine.verify() == ()
    assert contents(index_path) == contents(tmp_path / "other.db")


def test_three_exports_in_any_order_leave_the_same_index(index_path: Path, tmp_path: Path):
    exports = [EXPORTS / "folder", EXPORTS / "csv" / "list.csv", EXPORTS / "telegram"]
    for path, order in ((index_path, exports), (tmp_path / "other.db", exports[::-1])):
        with open_index(path, create=True, settings=Settings(workers=1)) as index:
            for export in order:
                ingest(index, export)
    assert contents(index_path) == contents(tmp_path / "other.db")


def test_the_same_picture_twice_in_one_folder_is_added_once(index: OpenIndex, pictures: Pictures):
    pictures.album(1)
    pictures.save("album/again.jpg", 0)
    report = ingest(index, pictures.folder / "album")
    assert (report.added, report.known, report.found) == (1, 1, 2)


def test_both_files_of_the_same_picture_are_named(index: OpenIndex, pictures: Pictures):
    pictures.album(1)
    pictures.save("album/again.jpg", 0)
    ingest(index, pictures.folder / "album")
    (sha256,) = index.engine.named(str(pictures.folder / "album" / "000.jpg"))
    (sighting,) = index.engine.sightings([sha256])[sha256]
    assert [Path(file).name for file in sighting.files] == ["000.jpg", "again.jpg"]


def test_a_dry_run_stores_nothing(index: OpenIndex, mixed: Path, index_path: Path):
    before = index_path.read_bytes()
    assert ingest(index, mixed, dry_run=True).dry_run
    assert index_path.read_bytes() == before


def test_a_dry_run_predicts_what_an_ingest_does(index: OpenIndex, mixed: Path):
    predicted = ingest(index, mixed, dry_run=True)
    assert _said(predicted) == _said(ingest(index, mixed))


def test_a_dry_run_predicts_what_a_second_ingest_does(index: OpenIndex, mixed: Path):
    ingest(index, mixed)
    predicted = ingest(index, mixed, dry_run=True)
    assert _said(predicted) == _said(ingest(index, mixed))
    assert predicted.added == 0


def test_a_dry_run_predicts_across_batches(
    index: OpenIndex, pictures: Pictures, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(module, "_BATCH", 2)
    pictures.album(3)
    for number in range(4):
        pictures.save(f"album/copy {number}.jpg", 0)
    album = pictures.folder / "album"
    predicted = ingest(index, album, dry_run=True)
    assert (predicted.added, predicted.known) == (3, 4)
    assert _said(predicted) == _said(ingest(index, album))


def test_what_is_told_to_be_added_is_on_the_disk(
    index: OpenIndex, pictures: Pictures, index_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(module, "_BATCH", 2)
    album = pictures.album(5)
    for told, _ in enumerate(ingesting(index, parts_of(album, None)), 1):
        assert counts(index_path)["sightings"] >= told


def test_an_interruption_keeps_what_was_examined(
    index: OpenIndex, pictures: Pictures, index_path: Path, monkeypatch: pytest.MonkeyPatch
):
    album = pictures.album(40)
    # With one file in a message, two processes are never more than 16 files ahead.
    monkeypatch.setattr(module, "_IN_ONE_MESSAGE", 1)
    monkeypatch.setattr(Folder, "attachments", _interrupted_after(39))
    with pytest.raises(KeyboardInterrupt):
        ingest(index, album)
    assert counts(index_path)["sightings"] >= 39 - 16
    assert index.engine.verify() == ()


def test_an_interrupted_ingest_is_completed_by_the_same_command(
    index: OpenIndex, pictures: Pictures, index_path: Path, tmp_path: Path
):
    album = pictures.album(20)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Folder, "attachments", _interrupted_after(15))
        with pytest.raises(KeyboardInterrupt):
            ingest(index, album)
    report = ingest(index, album)
    assert report.added + report.known == 20
    with open_index(tmp_path / "once.db", create=True) as once:
        ingest(once, album)
    assert contents(index_path) == contents(tmp_path / "once.db")


def _numbers(report: IngestReport) -> dict[str, int]:
    return {
        "added": report.added,
        "known": report.known,
        "skipped": len(report.skipped),
        "failed": len(report.failed),
    }


def _said(report: IngestReport) -> tuple[object, ...]:
    return (report.added, report.known, report.skipped, report.failed)


def _interrupted_after(count: int):
    """Give a walk of a folder during which the user presses Ctrl-C."""
    walk = Folder.attachments

    def attachments(self, path, stated) -> Iterator[object]:
        for number, entry in enumerate(walk(self, path, stated)):
            if number == count:
                raise KeyboardInterrupt
            yield entry

    return attachments


def test_one_worker_and_four_leave_the_same_keypoints_and_lists(
    index_path: Path, tmp_path: Path, pictures: Pictures
):
    album = pictures.album(9)
    for path, workers in ((index_path, 1), (tmp_path / "other.db", 4)):
        with open_index(path, create=True, settings=Settings(workers=workers)) as index:
            ingest(index, album)
            assert index.engine.verify() == ()
    assert contents(index_path) == contents(tmp_path / "other.db")


def test_hashes_first_and_keypoints_later_leave_what_both_at_once_leave(
    index_path: Path, tmp_path: Path, pictures: Pictures
):
    album = pictures.album(3)
    for path, orders in ((index_path, (False, True)), (tmp_path / "other.db", (True, False))):
        with open_index(path, create=True, settings=Settings(workers=1)) as index:
            for keypoints in orders:
                ingest(index, album, keypoints=keypoints)
    assert contents(index_path) == contents(tmp_path / "other.db")
