"""A scan accounts for every file, says what a check says, and goes on after a stop."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from pathlib import Path

import pytest

from provenance.errors import MediaNotFound
from provenance.model.posting import Failed, Skipped
from provenance.model.report import Report
from provenance.workflows import scan as module
from provenance.workflows.check import check
from provenance.workflows.claim import claim
from provenance.workflows.ingest import ingest
from provenance.workflows.opening import OpenIndex
from provenance.workflows.scan import scan
from tests.builders import NOW
from tests.pictures import Pictures

COUNT = 40


@pytest.fixture
def album(index: OpenIndex, pictures: Pictures) -> Path:
    """A folder of pictures, every second of which is in the index as another encoding."""
    for seed in range(0, COUNT, 2):
        pictures.save(f"posted/{seed}.png", seed)
    ingest(index, pictures.folder / "posted")
    return pictures.album(COUNT)


@pytest.fixture
def examined(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A file to which every decoding process appends the name of what it examined."""
    log = tmp_path / "examined"
    log.touch()
    real = module._examine

    def logged(limits, wanted, location):
        name = Path(location.path).name
        # A decoding process may write no file, but it may make one.
        (log.with_name("examined.d") / name).symlink_to(name)
        return real(limits, wanted, location)

    log.with_name("examined.d").mkdir()
    monkeypatch.setattr(module, "_examine", logged)
    return log.with_name("examined.d")


def test_every_file_gets_one_result_in_the_order_of_the_names(index: OpenIndex, album: Path):
    results = list(scan(index, album))
    names = [Path(each.case.examination.location.path).name for each in results]
    assert names == [f"{number:03}.jpg" for number in range(COUNT)]


def test_a_scan_says_of_a_file_what_a_check_says(index: OpenIndex, album: Path):
    for report in islice(scan(index, album), 6):
        path = report.case.examination.location.path
        assert _without_time(check(index, path)) == _without_time(report)


def test_a_claim_holds_for_every_file(index: OpenIndex, album: Path):
    claimed = claim("2023-11-14", "Kidal")
    assert {report.case.claim for report in scan(index, album, claim=claimed)} == {claimed}


def test_what_is_no_picture_is_skipped_and_what_claims_to_be_one_has_failed(
    index: OpenIndex, pictures: Pictures
):
    pictures.save("mixed/a.jpg", 0)
    pictures.write("mixed/b.jpg", b"<html>")
    pictures.write("mixed/c.txt", b"notes")
    results = list(scan(index, pictures.folder / "mixed"))
    assert [type(each) for each in results] == [Report, Failed, Skipped]


def test_an_empty_folder_has_no_results(index: OpenIndex, tmp_path: Path):
    (tmp_path / "empty").mkdir()
    assert list(scan(index, tmp_path / "empty")) == []


def test_a_single_file_may_be_scanned(index: OpenIndex, pictures: Pictures):
    assert len(list(scan(index, pictures.save("one.jpg", 0)))) == 1


def test_a_folder_that_is_not_there_is_an_error_that_names_it(index: OpenIndex, tmp_path: Path):
    with pytest.raises(MediaNotFound, match="nowhere"):
        list(scan(index, tmp_path / "nowhere"))


def test_a_stopped_scan_goes_on_and_reports_everything(index: OpenIndex, album: Path):
    whole = [_without_time(each) for each in scan(index, album, restart=True)]
    stopped = scan(index, album)
    assert len(list(islice(stopped, 20))) == 20
    stopped.close()
    assert [_without_time(each) for each in scan(index, album)] == whole


def test_what_was_examined_before_a_stop_is_not_examined_again(
    index: OpenIndex, album: Path, examined: Path
):
    stopped = scan(index, album)
    next(stopped)
    stopped.close()
    before = set(examined.iterdir())
    assert before
    for link in before:
        link.unlink()
    list(scan(index, album))
    again = {link.name for link in examined.iterdir()}
    assert not {link.name for link in before} <= again


def test_what_was_told_before_a_kill_is_not_examined_again(
    index: OpenIndex, album: Path, examined: Path
):
    killed = scan(index, album)
    told = [Path(each.case.examination.location.path).name for each in islice(killed, 20)]
    # It is never closed, so only what is on the disk by now outlives it.
    for link in examined.iterdir():
        link.unlink()
    list(scan(index, album))
    assert {link.name for link in examined.iterdir()} & set(told) == set()


def test_what_was_examined_before_a_stop_is_searched_again(
    index: OpenIndex, album: Path, pictures: Pictures
):
    stopped = scan(index, album)
    assert list(islice(stopped, 2))[1].case.matches == ()
    stopped.close()
    ingest(index, pictures.save("now/1.png", 1))
    assert len(list(scan(index, album))[1].case.matches) == 1


def test_a_file_that_changed_after_a_stop_is_examined_again(
    index: OpenIndex, album: Path, pictures: Pictures
):
    stopped = scan(index, album)
    first = next(stopped).case.examination.media.sha256
    stopped.close()
    pictures.save("album/000.jpg", 77)
    assert next(scan(index, album)).case.examination.media.sha256 != first


def test_a_restart_examines_everything_again(index: OpenIndex, album: Path, examined: Path):
    stopped = scan(index, album)
    list(islice(stopped, 20))
    stopped.close()
    for link in examined.iterdir():
        link.unlink()
    list(scan(index, album, restart=True))
    assert len(list(examined.iterdir())) == COUNT


def test_a_complete_scan_leaves_nothing_to_go_on_from(
    index: OpenIndex, album: Path, examined: Path
):
    list(scan(index, album))
    for link in examined.iterdir():
        link.unlink()
    list(scan(index, album))
    assert len(list(examined.iterdir())) == COUNT


def test_two_scans_of_one_folder_at_once_are_both_complete(index: OpenIndex, album: Path):
    one, two = scan(index, album), scan(index, album)
    pairs = zip(one, two, strict=True)
    assert all(_without_time(a) == _without_time(b) for a, b in pairs)


def _without_time(result: Report | Skipped | Failed) -> Report | Skipped | Failed:
    if not isinstance(result, Report):
        return result
    return replace(result, made_at=NOW, case=replace(result.case, now=NOW))
