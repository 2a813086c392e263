"""A lookup gives every known appearance of what it names, in order of time."""

from __future__ import annotations

from pathlib import Path

import pytest

from provenance.errors import UnknownSubject, UsageError
from provenance.model.match import Strength
from provenance.model.report import LookupReport
from provenance.workflows.ingest import ingest
from provenance.workflows.lookup import lookup
from provenance.workflows.opening import OpenIndex
from tests.pictures import Pictures

LIST = """path,platform,native_id,url,posted
late.jpg,telegram,7,https://t.example/c/7,2023-11-17T10:00:00Z
early.jpg,facebook,1,https://f.example/1,2019-03-02T11:00:00Z
undated.jpg,x,3,https://x.example/3,
other.jpg,x,4,https://x.example/4,2020-01-01T00:00:00Z
"""


@pytest.fixture
def posted(index: OpenIndex, pictures: Pictures) -> Path:
    """Ingest three encodings of one picture and another picture, and give their folder."""
    for quality, name in ((95, "late"), (60, "early"), (80, "undated")):
        pictures.save(f"{name}.jpg", 0, quality=quality)
    pictures.save("other.jpg", 1)
    ingest(index, pictures.write("list.csv", LIST.encode()))
    return pictures.folder


def test_appearances_of_all_copies_come_in_order_of_time(index: OpenIndex, posted: Path):
    report = lookup(index, "telegram/7")
    assert _urls(report) == ["https://f.example/1", "https://t.example/c/7"]
    assert [each.sighting.posting.url for each in report.undated] == ["https://x.example/3"]


def test_the_earliest_known_appearance_is_named(index: OpenIndex, posted: Path):
    earliest = lookup(index, "telegram/7").earliest
    assert earliest is not None
    assert earliest.first.sighting.posting.url == "https://f.example/1"


def test_what_was_named_comes_first_and_its_copies_after_it(index: OpenIndex, posted: Path):
    report = lookup(index, "telegram/7")
    assert [match.strength for match in report.matches] == [
        Strength.EXACT,
        Strength.STRONG,
        Strength.STRONG,
    ]
    assert [media.sha256 for media in report.media] == [report.matches[0].media.sha256]


@pytest.mark.parametrize(
    "words", ["7", "telegram/7", "Telegram/7", "https://t.example/c/7", "late.jpg"]
)
def test_a_picture_is_named_by(index: OpenIndex, posted: Path, words: str):
    named = str(posted / words) if words.endswith(".jpg") else words
    assert "https://t.example/c/7" in _urls(lookup(index, named))


def test_a_picture_is_named_by_its_digest_and_by_eight_digits_of_it(index: OpenIndex, posted: Path):
    (media,) = lookup(index, "telegram/7").media
    for words in (media.sha256, media.sha256.upper(), media.sha256[:8]):
        assert lookup(index, words).media == (media,)


def test_a_picture_is_named_by_a_copy_of_its_file(
    index: OpenIndex, posted: Path, pictures: Pictures
):
    copy = pictures.write("elsewhere/copy", (posted / "late.jpg").read_bytes())
    assert lookup(index, str(copy)).media == lookup(index, "telegram/7").media


def test_a_posting_with_several_pictures_gives_all_of_them(index: OpenIndex, pictures: Pictures):
    for seed in range(2):
        pictures.save(f"{seed}.jpg", seed)
    rows = "path,platform,native_id\n0.jpg,x,9\n1.jpg,x,9\n"
    ingest(index, pictures.write("list.csv", rows.encode()))
    assert len(lookup(index, "x/9").media) == 2


@pytest.mark.parametrize("words", ["nothing", "https://t.example/c/8", "0" * 64, "deadbeef", ""])
def test_what_is_not_in_the_index_is_said_with_what_to_give_instead(
    index: OpenIndex, posted: Path, words: str
):
    with pytest.raises(UnknownSubject, match=r"\(4 postings\); give a SHA-256, the URL"):
        lookup(index, words)


def test_a_file_that_is_not_in_the_index_leads_to_check(
    index: OpenIndex, posted: Path, pictures: Pictures
):
    with pytest.raises(UnknownSubject, match=r"query\.png: .*`provenance check` also searches"):
        lookup(index, str(pictures.save("query.png", 0)))


def test_what_a_lookup_does_not_search_is_said(index: OpenIndex, posted: Path):
    assert "heavy edits" in lookup(index, "telegram/7").not_searched[0].where


@pytest.mark.parametrize("signal", ["pdq", "phash"])
def test_a_picture_is_asked_for_by_the_hash_that_another_tool_made(
    index: OpenIndex, posted: Path, signal: str
):
    (media,) = lookup(index, "telegram/7").media
    ((_, prints),) = index.engine.frames(media.sha256)
    (value,) = (each.value.hex() for each in prints if each.signal.startswith(signal))
    report = lookup(index, f"{signal}:{value}")
    urls = {each.posting.url for match in report.matches for each in match.sightings}
    assert "https://t.example/c/7" in urls
    assert report.media == ()
    assert {match.method.partition("-")[0] for match in report.matches} == {signal}


def test_a_hash_that_nothing_is_near_has_an_empty_answer(index: OpenIndex, posted: Path):
    assert lookup(index, "pdq:" + "00ff" * 16).matches == ()


@pytest.mark.parametrize("words", ["pdq:", "pdq:12", "pdq:" + "x" * 64, "phash:" + "0" * 17])
def test_a_hash_that_cannot_be_one_is_a_usage_error(index: OpenIndex, words: str):
    with pytest.raises(UsageError, match="hexadecimal"):
        lookup(index, words)


def _urls(report: LookupReport) -> list[str]:
    return [each.sighting.posting.url for each in report.appearances]
