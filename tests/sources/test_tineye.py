"""Recorded answers of TinEye: pages, each with the day of a crawl or with no time at all."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from provenance.model.moment import Basis, Clock, Trust, iso
from provenance.model.posting import Attachment, Failed, Skipped
from provenance.sources import recognise
from tests.sources.exports import EXPORTS, a_picture, only, read

TINEYE = EXPORTS / "tineye" / "answer.json"


def written(folder: Path, answer: object) -> Path:
    path = folder / "answer.json"
    path.write_text(json.dumps(answer))
    return path


def a_match(*links: dict[str, object], **fields: object) -> dict[str, object]:
    return {"image_url": "https://img.tineye.example/result/1", "backlinks": links} | fields


def tineye(*matches: object, **fields: object) -> dict[str, object]:
    return {"code": 200, "results": {"matches": matches}, "stats": {"total_backlinks": 1}} | fields


def test_a_page_of_tineye_is_dated_by_the_crawl_and_by_nothing_else() -> None:
    first = read(TINEYE)[0]
    crawled, asked = first.posting.moments
    assert (crawled.clock, crawled.basis, crawled.trust) == (
        *(Clock.CRAWLED, Basis.ARCHIVE),
        Trust.ARCHIVE,
    )
    assert asked.clock is Clock.COLLECTED
    assert iso(crawled.latest) == "2014-06-22T14:00:00Z"  # the end of that day, in any zone
    assert first.posting.url == "https://album.example/2014/"


def test_a_link_without_a_crawl_date_has_no_time_rather_than_the_year_one() -> None:
    second = read(TINEYE)[1]
    assert [moment.clock for moment in second.posting.moments] == [Clock.COLLECTED]


@pytest.mark.parametrize("stated", ["0001-01-01", "", None, "1970-01-01"])
def test_a_missing_crawl_date_however_written_is_none(tmp_path: Path, stated: object) -> None:
    link = {"url": "https://a.example/1.jpg", "backlink": "https://a.example/"}
    entry = only(written(tmp_path, tineye(a_match(link | {"crawl_date": stated}))))
    assert isinstance(entry, Attachment)
    assert entry.posting.moments == ()


def test_a_date_that_nobody_understands_loses_no_other_link(tmp_path: Path) -> None:
    links = [
        {"url": "https://a.example/1.jpg", "backlink": "https://a.example/", "crawl_date": date}
        for date in ("19/02/2010", "2010-02-19")
    ]
    failed, following = read(written(tmp_path, tineye(a_match(*links))))
    assert isinstance(failed, Failed)
    assert "'19/02/2010' is not a day" in failed.reason
    assert isinstance(following, Attachment)


def test_the_same_link_at_another_day_is_another_posting(tmp_path: Path) -> None:
    link = {"url": "https://a.example/1.jpg", "backlink": "https://a.example/"}
    links = [link | {"crawl_date": day} for day in ("2010-02-19", "2012-02-19")]
    entries = read(written(tmp_path, tineye(a_match(*links))))
    assert len({entry.posting.key("") for entry in entries}) == 2


def test_a_file_beside_the_answer_that_is_called_alike_is_not_taken_for_the_match(
    tmp_path: Path,
) -> None:
    a_picture(tmp_path / "wall.jpg")  # perhaps the picture that was asked about
    link = {"url": "https://a.example/wall.jpg", "backlink": "https://a.example/"}
    entry = only(written(tmp_path, tineye(a_match(link))))
    assert isinstance(entry, Attachment)
    assert entry.location is None


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (tineye(), "found no match in its own index; this does not show that the picture is new"),
        (tineye(a_match()), "names no page"),
    ],
)
def test_an_answer_without_a_page_says_what_that_means(
    tmp_path: Path, answer: object, reason: str
) -> None:
    entry = read(written(tmp_path, answer))[0]
    assert isinstance(entry, Skipped)
    assert reason in entry.reason


def test_matches_that_the_answer_counts_and_does_not_hold_are_told() -> None:
    last = read(TINEYE)[-1]
    assert isinstance(last, Skipped)
    assert "1 more matches" in last.reason


def test_a_search_that_failed_is_no_empty_answer(tmp_path: Path) -> None:
    refused = {
        "code": 429,
        "messages": ["no searches left"],
        "results": {"matches": []},
        "stats": {},
    }
    refused["stats"] = {"total_backlinks": 0}
    entry = only(written(tmp_path, refused))
    assert isinstance(entry, Failed)
    assert "no searches left" in entry.reason


def test_the_answer_of_the_website_is_read_too(tmp_path: Path) -> None:
    link = {"url": "https://a.example/1.jpg", "backlink": "https://a.example/"}
    link |= {"crawl_date": "2010-02-19"}
    found = a_match(link, domains=[{"backlinks": [link]}])  # the same, once more by domain
    path = written(tmp_path, {"num_matches": 1, "matches": [found], "query": {"key": "x"}})
    assert recognise(path).name == "tineye"
    assert isinstance(only(path), Attachment)
