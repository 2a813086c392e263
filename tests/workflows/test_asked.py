"""What a search engine found for a picture stands by that picture, and dates nothing."""

from __future__ import annotations

import json

from provenance.model.match import BY_ASKING, Strength
from provenance.model.report import CheckRun
from provenance.reports.html import Html
from provenance.reports.text import Text
from provenance.workflows.check import check
from provenance.workflows.ingest import ingest
from provenance.workflows.lookup import lookup
from provenance.workflows.opening import OpenIndex, tool
from tests.pictures import Pictures

LINK = {
    "url": "https://a.example/1.jpg",
    "backlink": "https://a.example/page",
    "crawl_date": "2014-06-21",
}
MATCHES = [{"image_url": "https://img.tineye.example/result/1", "backlinks": [LINK]}]
ANSWER = {"code": 200, "results": {"matches": MATCHES}, "stats": {"total_backlinks": 1}}


def answered(pictures: Pictures) -> str:
    """Lay the answer beside the picture that it is about, and give that."""
    picture = pictures.save("wall.jpg", 0)
    pictures.write("wall.jpg.json", json.dumps(ANSWER).encode())
    return str(picture)


def checked(index: OpenIndex, picture: str) -> CheckRun:
    return CheckRun(tool(), index.engine.identity(), (check(index, picture),), (), ())


def test_a_picture_that_only_an_engine_knows_was_possibly_seen(
    index: OpenIndex, pictures: Pictures
):
    picture = answered(pictures)
    ingest(index, pictures.folder / "wall.jpg.json")
    report = check(index, picture)
    (match,) = report.case.matches
    assert (match.method, match.strength, match.dates) == (BY_ASKING, Strength.POSSIBLE, False)
    assert report.case.earliest is None
    assert report.travel.postings == 0
    text = Text().check(checked(index, picture))
    assert "possibly seen before" in text
    assert "https://a.example/page" in text[text.index("possible, look at these") :]


def test_beside_postings_that_are_known_it_stands_apart_and_dates_nothing(
    index: OpenIndex, pictures: Pictures
):
    picture = answered(pictures)
    ingest(index, pictures.folder / "wall.jpg.json")
    rows = "path,platform,native_id,url,posted\nwall.jpg,x,1,https://x.example/1,2023-11-17\n"
    ingest(index, pictures.write("list.csv", rows.encode()))
    run, found = checked(index, picture), lookup(index, picture)
    (report,) = run.reports
    for earliest in (report.case.earliest, found.earliest):
        assert earliest is not None
        assert earliest.first.sighting.posting.url == "https://x.example/1"
        assert "only a search engine says" in earliest.rejected[0].reason
    assert report.travel.postings == found.travel.postings == 1
    for text in (Text().check(run), Text().lookup(found), Html().check(run), Html().lookup(found)):
        apart = text[text.lower().index("possible, look at these") :]
        assert "https://a.example/page" in apart
        assert "https://x.example/1" not in apart
        assert "asserted" in apart
