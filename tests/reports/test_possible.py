"""What is only possible stands apart from the matches, and every tie says why."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from provenance.checks.earliest import appearances, earliest_appearance
from provenance.model.decision import Verdict
from provenance.model.match import Match, Relation, Strength
from provenance.reports.html import Html
from provenance.reports.json import Json
from provenance.reports.text import Text
from provenance.reports.timeline import POSSIBLE
from tests.builders import (
    SHA_A,
    SHA_B,
    a_case,
    a_decision,
    a_lookup,
    a_match,
    a_posting,
    a_report,
    a_run,
    a_sighting,
)
from tests.reports.page import Page


def posted(stated: str, native_id: str, sha256: str = SHA_B):
    url = f"https://facebook.example/{native_id}"
    return a_sighting(a_posting(stated, native_id=native_id, url=url), sha256)


SURE = a_match(posted("2023-11-17T10:00:00Z", "sure"), posted("2023-11-17T12:00:00", "zoneless"))
MAYBE = a_match(posted("2012-01-01", "maybe", SHA_A), sha256=SHA_A, strength=Strength.POSSIBLE)
SCENE = a_match(posted("2011-01-01", "scene", SHA_A), sha256=SHA_A, relation=Relation.SAME_SCENE)


def run_of(*matches: Match):
    earliest, rejected = earliest_appearance(matches)
    undated = () if earliest else rejected
    return a_run(a_report(a_case(*matches, earliest=earliest, undated=undated)))


def lookup_of(*matches: Match):
    dated, undated = appearances(matches)
    earliest, _ = earliest_appearance(matches)
    return replace(a_lookup(*matches), appearances=dated, undated=undated, earliest=earliest)


@pytest.mark.parametrize("other", [MAYBE, SCENE])
@pytest.mark.parametrize(
    "text", [lambda *m: Text().check(run_of(*m)), lambda *m: Text().lookup(lookup_of(*m))]
)
def test_the_terminal_shows_what_is_only_possible_under_a_heading_of_its_own(other, text):
    written = text(SURE, other)
    link = other.sightings[0].posting.url
    assert written.count(POSSIBLE) == 1
    assert written.index("/sure") < written.index(POSSIBLE) < written.index(link)


@pytest.mark.parametrize("other", [MAYBE, SCENE])
@pytest.mark.parametrize(
    "page", [lambda *m: Html().check(run_of(*m)), lambda *m: Html().lookup(lookup_of(*m))]
)
def test_the_page_shows_what_is_only_possible_in_a_section_of_its_own(other, page):
    written = page(SURE, other)
    heading, link = POSSIBLE.capitalize(), other.sightings[0].posting.url
    assert heading in Page(written).text_of("h3")
    assert written.index("/sure") < written.index(heading) < written.index(link)


def test_without_anything_possible_there_is_no_such_heading():
    for written in (Text().check(run_of(SURE)), Text().lookup(lookup_of(SURE))):
        assert POSSIBLE not in written
    assert POSSIBLE.capitalize() not in Html().check(run_of(SURE))


def test_what_is_only_possible_is_counted_as_no_match_and_no_appearance():
    assert "2 sightings of 1 match\n" in Text().check(run_of(SURE, MAYBE))
    assert "\n  2 known appearances\n" in Text().lookup(lookup_of(SURE, MAYBE))


def test_what_is_only_possible_is_never_the_earliest_known_appearance():
    report = json.loads(Json().check(run_of(SURE, MAYBE, SCENE)))["reports"][0]
    assert report["earliest"]["posting"]["native_id"] == "sure"
    assert [each["dates"] for each in report["matches"]] == [True, False, False]


def test_a_picture_of_the_same_scene_alone_was_only_possibly_seen_before():
    assert "possibly seen before" in Text().check(run_of(SCENE)).splitlines()[0]


def test_a_picture_of_the_same_scene_is_called_no_strong_match():
    text = Text().check(run_of(SURE, SCENE))
    apart = text[text.index(POSSIBLE) :]
    assert "scene 4/256" in apart
    assert "strong" not in apart


def test_what_was_decided_to_be_different_dates_nothing():
    apart = a_match(decision=a_decision(Verdict.DIFFERENT))
    assert not apart.dates


def test_every_tie_says_why_in_json():
    for written in (
        json.loads(Json().check(run_of(SURE)))["reports"][0],
        json.loads(Json().lookup(lookup_of(SURE))),
    ):
        assert "zone" in written["earliest"]["ambiguous"][0]["reason"]


@pytest.mark.parametrize(
    "written",
    [
        Text().check(run_of(SURE)),
        Text().lookup(lookup_of(SURE)),
        Page(Html().check(run_of(SURE))).text_of("table"),
        Page(Html().lookup(lookup_of(SURE))).text_of("table"),
    ],
)
def test_every_tie_says_why_to_people_and_the_runner_up_is_named(written: str):
    said = " ".join(written.split()).lower()
    assert "next known appearance, may have been the first" in said
    assert "its zone or its hour is not known, so it may have been public before" in said


def test_a_rejected_candidate_says_why_in_a_lookup():
    undated = a_match(posted("2023-11-17T10:00:00Z", "sure"), a_sighting(a_posting(None)))
    assert "set aside: no posting time is stated" in Text().lookup(lookup_of(undated))
    assert "Set aside: no posting time is stated" in Page(
        Html().lookup(lookup_of(undated))
    ).text_of("td")
