"""The page: one file that loads nothing, runs nothing and lets nothing in."""

from __future__ import annotations

import base64
import re
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given

from provenance.model.case import Appearance, Earliest
from provenance.model.finding import Bearing, Evidence, Finding
from provenance.model.fingerprint import Orientation
from provenance.model.match import Transform
from provenance.model.posting import Failed, Skipped
from provenance.reports.html import Html
from provenance.reports.page import is_web_link
from tests.builders import (
    EMBEDDING_MATCH,
    SHA_B,
    a_case,
    a_claim,
    a_match,
    a_posting,
    a_report,
    a_run,
    a_sighting,
    an_examination,
    an_ingest,
)
from tests.reports.page import Page, pages_saying
from tests.reports.saying import (
    HOSTILE,
    a_run_saying,
    any_text,
    repeatable,
)

ALLOWED = {
    *("html", "head", "meta", "title", "style", "body", "header", "main", "footer", "article"),
    *("section", "h1", "h2", "h3", "h4", "p", "dl", "dt", "dd", "ul", "li", "details", "summary"),
    *("table", "thead", "tbody", "tr", "th", "td", "figure", "figcaption", "div", "span", "strong"),
    *("small", "code", "bdi", "time", "a", "img", "svg", "g", "line", "rect", "text"),
}
JPEG = b"\xff\xd8 a picture \xff\xd9"


def assert_harmless(text: str) -> None:
    page = Page(text)
    assert page.open == []
    for tag, attributes in page.elements:
        assert tag in ALLOWED
        assert not [name for name in attributes if name.startswith("on") or name == "style"]
        for name in ("src", "srcset", "data", "action", "poster", "background", "xlink:href"):
            assert (attributes.get(name) or "data:image/jpeg;base64,").startswith(
                "data:image/jpeg;base64,"
            )
        if "href" in attributes:
            assert tag == "a"
            assert re.match(r"https?://|#file-\d+$", attributes["href"] or "")


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_nothing_but_text(text):
    for page in pages_saying(text):
        assert_harmless(page)


@repeatable
@given(any_text)
def test_any_text_is_nothing_but_text(text):
    for page in pages_saying(text):
        assert_harmless(page)


def test_every_string_from_outside_is_isolated_from_the_text_around_it():
    marker = "xqzmarker"
    for page in pages_saying(marker):
        for around, text in Page(page).texts:
            assert marker not in text or "bdi" in around or around[-1] == "title"


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "//example.org/x",
        "https://bbc.example@elsewhere.example/",
        "https://example.org/\u202egpj",
        "https://example.org/a b",
        "https:\\\\example.org",
        "file:///etc/passwd",
        "",
    ],
)
def test_what_is_no_plain_web_address_is_no_link(url):
    assert not is_web_link(url)


def test_a_web_address_is_a_link_that_gives_nothing_away():
    url = "https://example.org/a?b=1&c=2#d"
    page = Page(Html().check(a_run(a_report(a_case(a_match(a_sighting(a_posting(url=url))))))))
    assert page.all("a") == [{"href": url, "rel": "noreferrer noopener"}]
    assert page.text_of("a") == url


def test_an_address_that_is_no_link_is_still_shown():
    sighting = a_sighting(a_posting(url="javascript:alert(1)"))
    page = Page(Html().check(a_run(a_report(a_case(a_match(sighting))))))
    assert page.all("a") == []
    assert "javascript:alert(1)" in page.text_of("bdi")


def test_every_time_runs_left_to_right_and_is_readable_by_machines():
    times = Page(Html().check(a_run_saying("x"))).all("time")
    assert times
    for time in times:
        assert time["dir"] == "ltr"
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT[\d:]+Z", time["datetime"] or "")


def test_the_page_names_its_language_and_direction():
    assert Page(Html().check(a_run())).all("html") == [{"lang": "en", "dir": "ltr"}]


def test_every_heading_of_a_table_says_what_it_heads():
    page = Page(Html().check(a_run_saying("x")))
    assert all(heading.get("scope") in {"row", "col"} for heading in page.all("th"))


def test_headings_leave_out_no_level():
    page = Page(Html().check(a_run_saying("x")))
    levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_both_pictures_are_in_the_page():
    examination = an_examination()
    frame = replace(examination.frames[0], thumbnail=JPEG)
    match = replace(a_match(), thumbnail=JPEG + b"!")
    case = a_case(match, examination=replace(examination, frames=(frame,)))
    pictures = Page(Html().check(a_run(a_report(case)))).all("img")
    sources = [(picture["src"] or "").partition(",")[2] for picture in pictures]
    assert [base64.b64decode(source) for source in sources] == [JPEG, JPEG + b"!"]
    assert all(picture["alt"] for picture in pictures)


def test_a_picture_that_was_not_kept_is_said_to_be_missing():
    assert "no picture kept" in Html().check(a_run(a_report(a_case(a_match()))))


def test_a_mirrored_match_says_how_it_is_shown():
    match = a_match(transform=Transform(Orientation(mirrored=True, rotated=0)))
    page = Page(Html().check(a_run(a_report(a_case(match)))))
    assert "Mirrored left to right" in page.text_of("figcaption")


def test_the_earliest_sighting_is_marked_in_words():
    sighting = a_sighting()
    first = Appearance(SHA_B, sighting, sighting.posting.moments[0])
    case = a_case(a_match(sighting), earliest=Earliest(first, None, (), ()))
    page = Page(Html().check(a_run(a_report(case))))
    assert "Earliest known appearance" in page.text_of("table")


def test_the_timeline_draws_the_claim_and_every_dated_sighting():
    undated = a_sighting(a_posting(None, native_id="2"))
    case = a_case(a_match(a_sighting(), undated), claim=a_claim("2023-11-18"))
    page = Page(Html().check(a_run(a_report(case))))
    assert [bar["class"] for bar in page.all("rect")] == ["bar claim", "bar sighting"]


def test_a_report_without_a_time_has_no_timeline():
    case = a_case(a_match(a_sighting(a_posting(None))))
    assert Page(Html().check(a_run(a_report(case)))).all("svg") == []


def test_evidence_against_the_claim_is_open_and_the_rest_can_be_opened():
    evidence = (Evidence("posted", "2019", "telegram"),)
    findings = [
        Finding("c", Bearing.CONTRADICTS, "It was public before.", evidence),
        Finding("c", Bearing.INFORMS, "It was edited.", evidence),
    ]
    page = Page(Html().check(a_run(a_report(a_case(), *findings))))
    assert ["open" in details for details in page.all("details")] == [True, False]


def test_several_files_are_listed_above_their_reports():
    page = Page(Html().check(a_run(a_report(), a_report())))
    links = [link["href"] for link in page.all("a") if (link["href"] or "").startswith("#")]
    assert links == [f"#{article['id']}" for article in page.all("article")]


def test_a_page_of_one_file_has_no_overview():
    assert "1 checked" not in Html().check(a_run(a_report()))


def test_what_was_not_examined_is_counted_at_the_top():
    run = a_run(a_report(), skipped=(Skipped("a", "b"),), failed=(Failed("c", "d"),))
    assert "1 checked, 1 skipped, 1 failed" in Page(Html().check(run)).text_of("h2")


def test_the_limits_of_the_answer_are_stated():
    text = Page(Html().check(a_run(a_report()))).text_of("article")
    assert "at most 48 of 256 bits" in text
    assert "provenance 0.0.0-test, pillow 1.2" in text


def test_an_ingest_is_counted():
    text = Page(Html().ingest(an_ingest(added=1200))).text_of("main")
    assert "1,201 found" in text
    assert "Known before" in text


def test_a_match_by_a_network_asks_the_reader_to_look():
    text = Html().check(a_run(a_report(a_case(EMBEDDING_MATCH))))
    assert "A network thinks them alike (SSCD): cosine 0.71, 0.60 needed" in text
    assert "look at both" in text
