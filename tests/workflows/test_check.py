"""A check answers for each file alone, and a file that cannot be read never ends the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from provenance.errors import MediaNotFound, UnreadableMedia, UnsupportedMedia, UsageError
from provenance.model.case import Claim
from provenance.model.finding import Bearing
from provenance.model.match import Strength
from provenance.model.posting import Failed
from provenance.model.report import Report
from provenance.settings import Settings
from provenance.workflows.check import check, check_all, oldest_first
from provenance.workflows.ingest import ingest, stated_posting
from provenance.workflows.opening import OpenIndex, open_index, thresholds_of
from provenance.workflows.queries import Queries
from tests.builders import NOW, SHA_A, SHA_B, a_match, a_posting, a_sighting
from tests.pictures import Pictures, a_flat_picture, a_picture

STATED = stated_posting("facebook", "somebody", "https://f.example/1", "2019-03-02", "words")


def test_a_picture_that_was_posted_is_found_with_its_posting(index: OpenIndex, pictures: Pictures):
    ingest(index, pictures.album(3), stated=STATED)
    report = check(index, pictures.save("query.png", 1))
    (match,) = report.case.matches
    assert match.strength is Strength.STRONG
    assert match.sightings[0].posting == STATED


def test_the_same_bytes_are_found_whatever_the_file_is_called(index: OpenIndex, pictures: Pictures):
    album = pictures.album(3)
    ingest(index, album)
    copy = pictures.write("other name", (album / "002.jpg").read_bytes())
    (match,) = check(index, copy).case.matches
    assert match.strength is Strength.EXACT


def test_a_picture_that_is_not_in_the_index_has_no_match(index: OpenIndex, pictures: Pictures):
    ingest(index, pictures.album(3))
    assert check(index, pictures.save("query.png", 7)).case.matches == ()


def test_a_flat_picture_is_not_searched_and_that_is_said(index: OpenIndex, pictures: Pictures):
    ingest(index, pictures.save("sky.png", a_flat_picture(100)))
    report = check(index, pictures.save("query.png", a_flat_picture(101)))
    assert report.case.matches == ()
    (gap,) = report.case.not_searched
    assert "too flat" in gap.reason


def test_the_same_bytes_of_a_flat_picture_are_found(index: OpenIndex, pictures: Pictures):
    flat = pictures.save("sky.png", a_flat_picture())
    ingest(index, flat)
    assert [match.strength for match in check(index, flat).case.matches] == [Strength.EXACT]


def test_an_earlier_posting_contradicts_a_later_claim(index: OpenIndex, pictures: Pictures):
    ingest(index, pictures.album(1), stated=STATED)
    report = check(index, pictures.save("query.png", 0), claimed_time="2023-11-14")
    assert Bearing.CONTRADICTS in {finding.bearing for finding in report.findings}


def test_a_report_says_under_which_limits_it_was_made(index_path: Path, pictures: Pictures):
    settings = Settings(workers=1, pdq_strong=1, pdq_possible=2, phash_possible=3, min_quality=4)
    with open_index(index_path, create=True, settings=settings) as index:
        report = check(index, pictures.save("query.png", 0))
    assert report.thresholds == thresholds_of(settings)


def test_a_check_changes_nothing(index: OpenIndex, pictures: Pictures, index_path: Path):
    ingest(index, pictures.album(2))
    before = index_path.read_bytes()
    check(index, pictures.save("query.png", 1))
    assert index_path.read_bytes() == before


@pytest.mark.parametrize(
    ("name", "data", "error", "words"),
    [
        ("missing.jpg", None, MediaNotFound, "no such file"),
        ("empty.jpg", b"", UnreadableMedia, "empty"),
        ("page.jpg", b"<html></html>", UnsupportedMedia, "web page"),
        ("cut.jpg", b"\xff\xd8\xff\xe0", UnreadableMedia, "damaged|cut short"),
    ],
)
def test_one_file_that_cannot_be_read_is_an_error_that_names_it(
    index: OpenIndex, pictures: Pictures, name: str, data: bytes | None, error: type, words: str
):
    path = pictures.folder / name if data is None else pictures.write(name, data)
    with pytest.raises(error, match=rf"(?s){name}: .*({words})"):
        check(index, path)


def test_many_files_are_answered_in_order_whatever_becomes_of_them(
    index: OpenIndex, pictures: Pictures
):
    good, other = pictures.save("a.jpg", 0), pictures.save("c.jpg", 1)
    bad = pictures.write("b.jpg", b"<html>")
    results = _checked(index, [good, bad, pictures.folder / "missing", other, good])
    assert [type(each) for each in results] == [Report, Failed, Failed, Report, Report]


def test_a_failure_does_not_repeat_the_name_of_the_file(index: OpenIndex, pictures: Pictures):
    (failed,) = _checked(index, [pictures.write("b.jpg", b"<html>")])
    assert failed.where.endswith("b.jpg")
    assert "b.jpg" not in failed.reason


def test_a_claim_holds_for_each_of_many_files(index: OpenIndex, pictures: Pictures):
    ingest(index, pictures.album(2), stated=STATED)
    paths = [pictures.save(f"{seed}.png", seed) for seed in range(2)]
    with pytest.raises(UsageError, match="--claimed-time"):
        check(index, paths[0], claimed_time="yesterday")
    together = _checked(index, paths)
    assert [_without_time(check(index, path)) for path in paths] == together


def test_the_oldest_match_comes_first_and_undated_ones_last():
    matches = [
        _dated("2023-11-17T10:00:00Z", SHA_A),
        a_match(a_sighting(a_posting(None)), sha256="c" * 64),
        _dated("2019-03-02T11:00:00Z", SHA_B),
    ]
    assert [match.media.sha256[0] for match in oldest_first(matches)] == ["b", "a", "c"]


def test_an_animation_is_searched_frame_by_frame(index: OpenIndex, pictures: Pictures):
    ingest(index, pictures.album(3))
    frames = [a_picture(seed) for seed in (8, 1, 9)]
    moving = pictures.save(
        "moving.gif", frames[0], save_all=True, append_images=frames[1:], duration=500
    )
    (match,) = check(index, moving).case.matches
    assert (match.query_frame.index, match.query_frame.timestamp_s) == (1, 0.5)


def test_frames_that_were_not_looked_at_are_said(index_path: Path, pictures: Pictures):
    frames = [a_picture(seed) for seed in range(6)]
    moving = pictures.save("moving.gif", frames[0], save_all=True, append_images=frames[1:])
    with open_index(index_path, create=True, settings=Settings(max_frames=2)) as index:
        report = check(index, moving)
    assert [gap.where for gap in report.case.not_searched] == ["frames"]


def _dated(posted: str, sha256: str):
    return a_match(a_sighting(a_posting(posted), sha256), sha256=sha256)


def _checked(index: OpenIndex, paths: Sequence[Path]) -> list[Report | Failed]:
    with Queries(paths, index.settings) as queries:
        return [_without_time(each) for each in check_all(index, queries, Claim())]


def _without_time(result: Report | Failed) -> Report | Failed:
    if isinstance(result, Failed):
        return result
    return replace(result, made_at=NOW, case=replace(result.case, now=NOW))
