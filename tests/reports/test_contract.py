"""What every report format promises, whatever it looks like."""

from __future__ import annotations

import html
import json
import re
from dataclasses import replace

import pytest
from hypothesis import given

from provenance.errors import UsageError
from provenance.model.decision import Verdict
from provenance.model.finding import Bearing, Finding
from provenance.model.posting import Failed, Skipped
from provenance.reports import FORMATS, format_named
from provenance.reports.interface import Format
from tests.builders import (
    a_case,
    a_decision,
    a_decision_report,
    a_lookup,
    a_match,
    a_report,
    a_run,
    an_extend,
    an_ingest,
)
from tests.reports.saying import (
    a_decision_report_saying,
    a_lookup_saying,
    a_run_saying,
    an_ingest_saying,
    any_text,
    repeatable,
)

each_format = pytest.mark.parametrize("each", FORMATS, ids=lambda each: each.name)

SUMMARIES = {
    Bearing.SUPPORTS: 'The camera\'s clock agrees with the claim "14 November" & nothing else.',
    Bearing.CONTRADICTS: "The picture was public in 2019, four years before the claimed event, "
    "in a posting whose caption spoke of another country altogether.",
    Bearing.ASKS: "Two dates in the file are years apart, which is worth a question to its source.",
    Bearing.INFORMS: "It travelled under 3 captions: « Kidal » <Mali>, كيدال and 基达尔.",
    Bearing.NOT_CHECKED: "No place is claimed, so the position was not compared with one.",
}
SKIP = Skipped("notes & drafts.txt", "this is not a picture, so it was passed over")
FAIL = Failed("cut.jpg", "the file ends in the middle of the picture; ask for it again")
DECIDED = a_decision(Verdict.DIFFERENT, by="Oumou", why="the roof is another one")
GAP = Skipped("phash-64", "the picture is too flat to tell it from others")


def a_run_with_something_of_everything():
    findings = [Finding("some-check", bearing, said) for bearing, said in SUMMARIES.items()]
    apart = (a_match(decision=DECIDED),)
    report = a_report(a_case(not_searched=(GAP,), set_aside=apart), *findings)
    return a_run(report, skipped=(SKIP,), failed=(FAIL,))


def says(text: str, sentence: str) -> bool:
    """Look for a sentence, whatever the format did to quotes, markup and the ends of lines."""
    plain = html.unescape(re.sub(r"<[^>]*>", "", text))
    versions = (text, plain, text.replace('\\"', '"'))
    return any(" ".join(sentence.split()) in " ".join(each.split()) for each in versions)


def assert_nothing_is_lost(each: Format) -> None:
    text = each.check(a_run_with_something_of_everything())
    for sentence in SUMMARIES.values():
        assert says(text, sentence)
    for item in (SKIP, FAIL):
        assert says(text, item.where)
        assert says(text, item.reason)
    assert says(text, DECIDED.by)
    assert says(text, DECIDED.why)


def test_there_is_a_format_to_test():
    assert FORMATS


def test_every_format_has_a_name_of_its_own():
    names = [each.name for each in FORMATS]
    assert len(set(names)) == len(names)


@each_format
def test_a_name_is_in_kebab_case(each):
    assert re.fullmatch(r"[a-z]+(-[a-z0-9]+)*", each.name)


@each_format
def test_a_format_is_found_by_its_name(each):
    assert format_named(each.name) is each


def test_an_unknown_format_is_answered_with_those_there_are():
    with pytest.raises(UsageError, match="text, json"):
        format_named("pdf")


@each_format
def test_no_finding_and_no_reason_is_lost(each):
    assert_nothing_is_lost(each)


@each_format
def test_a_lookup_says_what_was_decided_and_sets_aside_what_is_different(each):
    confirmed = a_match(decision=a_decision(by="Fanta", why="the same crack"))
    earlier = a_decision(by="Seydou", why="I was not sure")
    found = replace(
        a_lookup(confirmed),
        set_aside=(a_match(decision=DECIDED),),
        decisions=(earlier, DECIDED),
    )
    text = each.lookup(found)
    for decision in (DECIDED, earlier):
        assert says(text, decision.by)
        assert says(text, decision.why)


@each_format
def test_a_decision_is_written_with_all_that_was_decided_before(each):
    earlier = a_decision(by="Seydou", why="I was not sure")
    text = each.decide(a_decision_report(earlier, DECIDED))
    for decision in (DECIDED, earlier):
        assert says(text, decision.by)
        assert says(text, decision.why)


@each_format
def test_what_could_not_be_extended_is_said_with_its_reason(each):
    text = each.extend(an_extend(skipped=(GAP,), failed=(Failed("a.jpg", "cut short"),)))
    assert says(text, GAP.reason)
    assert says(text, "cut short")


@each_format
def test_what_was_not_searched_is_said(each):
    assert says(each.check(a_run_with_something_of_everything()), GAP.reason)


@each_format
@repeatable
@given(text=any_text)
def test_whatever_a_caption_holds_the_report_is_utf_8(each, text):
    for written in (
        each.check(a_run_saying(text)),
        each.lookup(a_lookup_saying(text)),
        each.ingest(an_ingest_saying(text)),
        each.decide(a_decision_report_saying(text)),
    ):
        assert written.encode()


@each_format
@repeatable
@given(text=any_text)
def test_no_report_holds_a_character_that_steers_a_terminal(each, text):
    steering = "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"
    for written in (
        each.check(a_run_saying(text)),
        each.lookup(a_lookup_saying(text)),
        each.ingest(an_ingest_saying(text)),
        each.decide(a_decision_report_saying(text)),
    ):
        assert not re.search(steering, written)


@each_format
def test_a_text_ends_with_the_end_of_a_line(each):
    for written in (
        each.check(a_run(a_report())),
        each.lookup(a_lookup()),
        each.ingest(an_ingest()),
        each.extend(an_extend()),
        each.decide(a_decision_report()),
    ):
        assert written.endswith("\n")


@each_format
def test_reports_about_nothing_are_written_too(each):
    assert isinstance(each.check(a_run()), str)
    assert each.lookup(a_lookup())
    assert each.ingest(an_ingest(added=0, known=0))


@each_format
def test_the_words_fake_and_authentic_are_nowhere(each):
    written = each.check(a_run_with_something_of_everything()) + each.check(
        a_run(a_report(a_case()))
    )
    # The one exception is a field's name: what a reviewer said of a pair, never of a picture.
    written = written.replace('"verdict": "different"', "")
    assert not re.search(r"\b(fake|authentic|original|verdict)\b", written, re.IGNORECASE)


def test_json_and_ndjson_say_the_same_of_a_file():
    run = a_run_with_something_of_everything()
    whole = json.loads(format_named("json").check(run))["reports"][0]
    line = json.loads(format_named("ndjson").check(run).splitlines()[0])
    assert {key: line[key] for key in whole} == whole
