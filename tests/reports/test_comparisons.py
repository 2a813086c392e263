"""What `compare` says, as text, as JSON and as a page."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import replace

import pytest
from hypothesis import given

from provenance.model.fingerprint import Orientation
from provenance.model.geometry import Box
from provenance.model.match import BY_KEYPOINTS, Relation, Strength, Transform
from provenance.model.posting import Skipped
from provenance.reports import comparisons
from provenance.reports.columns import display_width
from provenance.reports.comparison_page import as_html
from tests.builders import a_comparison, a_match, an_alignment
from tests.journeys.schemas import fits
from tests.reports.page import VOID, Page
from tests.reports.saying import HOSTILE, any_text, repeatable

VOID |= {"circle", "polygon", "input"}
GAP = Skipped("keypoints of B", "the picture has none")
PART = Box(0.25, 0.25, 0.75, 0.75)


def laid(relation: Relation = Relation.EDITED_COPY, **changed: object):
    """A is the mirrored middle of B, and its top left quarter differs."""
    match = replace(
        a_match(relation=relation),
        method=BY_KEYPOINTS,
        distance=31,
        threshold=10,
        agreement=0.996,
        alignment=an_alignment(),
        differing=(Box(0, 0, 0.5, 0.5),),
        transform=Transform(Orientation(mirrored=True, rotated=0), None, PART, 0.5),
        **changed,
    )
    return a_comparison(match, lying=an_alignment(), not_compared=(GAP,))


EVERY = [
    a_comparison(),
    a_comparison(not_compared=(GAP,)),
    a_comparison(a_match()),
    a_comparison(a_match(strength=Strength.EXACT), lying=an_alignment()),
    *(laid(relation) for relation in Relation),
    laid(strength=Strength.POSSIBLE),
]


@pytest.mark.parametrize("found", EVERY)
def test_the_json_fits_its_schema(found):
    fits(json.loads(comparisons.as_json(found)))


def test_the_json_says_how_one_lies_on_the_other():
    match = json.loads(comparisons.as_json(laid()))["match"]
    assert match["inliers"] == 6
    assert match["seen_share"] == 0.25
    assert match["differing"] == [[0, 0, 0.5, 0.5]]
    assert match["transform"]["crop_match"] == [0.25, 0.25, 0.75, 0.75]
    assert match["transform"]["crop_query"] is None


def test_without_a_match_the_json_says_null_and_what_was_compared():
    document = json.loads(comparisons.as_json(a_comparison()))
    assert document["match"] is None
    assert document["compared"][1] == {"method": "phash-64", "best": None, "threshold": 8}


def test_a_share_that_hashes_do_not_know_is_null():
    found = a_comparison(a_match(), lying=an_alignment())
    assert json.loads(comparisons.as_json(found))["match"]["seen_share"] is None


def test_the_text_says_the_relation_the_turn_the_part_and_what_differs():
    text = comparisons.as_text(laid())
    assert "A and B show the same picture, and a part of it differs." in text
    assert "strength strong, relation edited copy, found by keypoints" in text
    assert "how B became A: mirrored, cropped (shows 25 % of it), scaled by 0.50" in text
    assert "A shows this part of B: 600x400 pixels from x 300, y 200" in text
    assert "share of B that A shows: 25 % of its area" in text
    assert "differs: 600x400 pixels from x 0, y 0" in text
    assert "over 99 % of the blocks agree" in text


def test_that_nothing_was_found_is_no_word_about_the_pictures():
    text = comparisons.as_text(a_comparison())
    assert "does not show that they are different" in " ".join(text.split())
    assert "phash-64: not compared" in text
    assert "keypoints that lie alike: none agrees" in text


def test_a_possible_match_asks_to_look():
    assert "Possibly:" in comparisons.as_text(laid(strength=Strength.POSSIBLE))


@pytest.mark.parametrize("relation", [Relation.SAME_SCENE, Relation.UNKNOWN])
def test_two_photographs_differ_everywhere_so_no_part_is_named(relation):
    assert "differs:" not in comparisons.as_text(laid(relation))
    assert Page(as_html(laid(relation))).all("rect") == []


@pytest.mark.parametrize("found", EVERY)
def test_what_was_not_compared_is_said_by_text_and_page(found):
    for gap in found.not_compared:
        assert gap.reason in " ".join(comparisons.as_text(found).split())
        assert gap.reason in as_html(found)


@pytest.mark.parametrize("found", EVERY)
def test_no_word_of_a_verdict_is_used(found):
    written = comparisons.as_text(found) + as_html(found)
    assert not re.search(r"\b(fake|authentic|original|verdict)\b", written, re.IGNORECASE)


@repeatable
@given(any_text)
def test_whatever_a_file_is_called_the_text_is_80_columns_and_steers_nothing(text):
    written = comparisons.as_text(a_comparison(paths=(text, text)))
    assert written.encode()
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e]", written)
    for line in written.splitlines():
        assert display_width(line) <= 80 or "://" in line


@repeatable
@given(any_text)
def test_whatever_a_file_is_called_the_json_gives_it_back(text):
    written = comparisons.as_json(a_comparison(paths=(text, "b.jpg")))
    assert fits(json.loads(written.encode()))["b"]["path"] == "b.jpg"


ALLOWED = {
    *("html", "head", "meta", "title", "style", "body", "header", "main", "footer", "article"),
    *("section", "h1", "h2", "h3", "p", "dl", "dt", "dd", "table", "thead", "tbody", "tr", "th"),
    *("td", "figure", "figcaption", "div", "span", "strong", "small", "code", "bdi", "img", "svg"),
    *("rect", "text", "circle", "polygon", "fieldset", "legend", "label", "input"),
}


def assert_harmless(text: str) -> None:
    page = Page(text)
    assert page.open == []
    for tag, attributes in page.elements:
        assert tag in ALLOWED
        assert not [name for name in attributes if name.startswith("on") or name == "style"]
        assert not {"href", "srcset", "action", "data"} & attributes.keys()
        assert (attributes.get("src") or "data:image/jpeg;base64,").startswith(
            "data:image/jpeg;base64,"
        )


@pytest.mark.parametrize("text", HOSTILE)
def test_the_name_of_a_file_is_nothing_but_text_on_the_page(text):
    assert_harmless(as_html(a_comparison(a_match(), paths=(text, f"/folder/{text}"))))


def test_every_name_of_a_file_is_isolated():
    for around, text in Page(as_html(a_comparison(paths=("xqz", "folder/xqz")))).texts:
        assert "xqz" not in text or "bdi" in around


@pytest.mark.parametrize("found", EVERY)
def test_the_page_runs_nothing_and_loads_nothing(found):
    text = as_html(found)
    assert_harmless(text)
    digest = hashlib.sha256(Page(text).text_of("style").encode()).digest()
    (policy,) = (meta["content"] for meta in Page(text).all("meta") if "http-equiv" in meta)
    assert policy == (
        "default-src 'none'; img-src data:; style-src "
        f"'sha256-{base64.b64encode(digest).decode()}'; base-uri 'none'; form-action 'none'"
    )


def test_the_page_shows_both_and_the_one_laid_on_the_other_and_what_differs():
    sources = [each["src"] or "" for each in Page(as_html(laid())).all("img")]
    shown = [base64.b64decode(each.partition(",")[2])[3:] for each in sources]
    assert shown == [b"A", b"B", b"B", b"laid", b"apart"]
    assert all(each["alt"] for each in Page(as_html(laid())).all("img"))


def test_a_page_of_nothing_in_common_shows_both_and_no_viewer():
    page = Page(as_html(a_comparison()))
    assert len(page.all("img")) == 2
    assert page.all("input") == []


def test_the_same_number_stands_on_the_same_place_of_both():
    numbers = [text for around, text in Page(as_html(laid())).texts if around[-1:] == ("text",)]
    assert numbers == ["1", "2", "3", "4", "5", "6"] * 2
    marks = Page(as_html(laid())).all("circle")
    # In A at 0.1, 0.1; in B, of which A is the middle, at 0.3, 0.3.
    assert (marks[0]["cx"], marks[0]["cy"]) == ("100.0", "66.7")
    assert (marks[6]["cx"], marks[6]["cy"]) == ("300.0", "200.1")


def test_the_box_of_what_a_shows_is_drawn_on_b():
    outlines = [each["points"] for each in Page(as_html(laid())).all("polygon")]
    assert outlines[-1] == "250.0,166.8 750.0,166.8 750.0,500.2 250.0,500.2"


def test_what_differs_in_a_is_in_a_box_where_it_lies_on_b():
    box = Page(as_html(laid())).all("rect")[-1]
    assert [box[name] for name in ("x", "y", "width", "height")] == [
        *("250.0", "166.8", "250.0", "166.8")
    ]


def test_every_view_is_a_choice_that_keys_reach_and_that_the_style_knows():
    page = Page(as_html(laid()))
    choices = page.all("input")
    assert {each["type"] for each in choices} == {"radio"}
    assert {each["name"] for each in choices} == {"view"}
    style = page.text_of("style")
    known = {*re.findall(r"#((?:view|cut)-\w+):checked", style), "view-a"}
    assert {each["id"] for each in choices} == known
