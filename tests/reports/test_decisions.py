"""What people read of decisions: one plain line wherever a decision made a difference."""

from __future__ import annotations

from dataclasses import replace

import pytest

from provenance.model.decision import Verdict
from provenance.model.match import BY_DECISION, Match, Relation
from provenance.model.posting import Skipped
from provenance.reports import match_words, wording
from provenance.reports.html import Html
from provenance.reports.text import Text
from tests.builders import (
    NOW,
    a_case,
    a_decision,
    a_decision_report,
    a_lookup,
    a_match,
    a_report,
    a_run,
)
from tests.reports.page import Page

SAME = a_decision(by="Awa", why="one crack in the wall")
DIFFERENT = a_decision(Verdict.DIFFERENT, by="Oumou", why="another roof", decided_at=NOW)
SAME_SAID = 'decided the same by Awa on 2026-11-22 12:00 UTC: "one crack in the wall"'
DIFFERENT_SAID = 'decided different by Oumou on 2026-11-22 12:00 UTC: "another roof"'


def by_decision_alone() -> Match:
    """A match that no search found."""
    match = a_match(relation=Relation.UNKNOWN, decision=SAME)
    return replace(match, method=BY_DECISION, distance=0, threshold=0)


def text_of(*matches: Match, set_aside: tuple[Match, ...] = ()) -> str:
    report = a_report(a_case(*matches, set_aside=set_aside))
    return " ".join(Text().check(a_run(report)).split())


def page_of(*matches: Match, set_aside: tuple[Match, ...] = ()) -> str:
    page = Page(Html().check(a_run(a_report(a_case(*matches, set_aside=set_aside)))))
    return " ".join("".join(text for _, text in page.texts).split())


@pytest.mark.parametrize(("decision", "said"), [(SAME, SAME_SAID), (DIFFERENT, DIFFERENT_SAID)])
def test_a_decision_is_one_plain_line(decision, said: str):
    assert wording.decided(decision) == said


def test_a_match_shows_what_was_decided_about_it():
    assert SAME_SAID in text_of(a_match(decision=SAME))
    assert "decided the same by Awa on 2026-11-22 12:00 UTC: “one crack in the wall”" in page_of(
        a_match(decision=SAME)
    )


def test_a_match_that_nobody_decided_about_says_nothing_of_decisions():
    assert "decided" not in text_of(a_match()) + page_of(a_match())


def test_a_match_that_no_search_found_has_no_distance():
    assert match_words.closeness(by_decision_alone()) == "strong, decided"
    assert "No search found it" in page_of(by_decision_alone())
    assert "limit 0 bits" not in page_of(by_decision_alone())


def test_what_was_set_aside_stands_apart_with_its_sighting():
    apart = (a_match(decision=DIFFERENT),)
    said = text_of(a_match(sha256="c" * 64), set_aside=apart)
    assert "1 sighting of 1 match " in said
    matches, _, rest = said.partition("1 match set aside by decision")
    assert DIFFERENT_SAID in rest
    assert "https://facebook.example/1" in rest
    assert "decided" not in matches
    assert "1 match set aside by decision" in page_of(set_aside=apart)


def test_not_found_says_so_where_something_was_set_aside():
    case = a_case(set_aside=(a_match(decision=DIFFERENT),) * 2)
    assert str(wording.headline(a_report(case))) == (
        "not found in this index, 2 matches set aside by decision"
    )
    gap = replace(case, not_searched=(Skipped("frames", "too many"),))
    assert str(wording.headline(a_report(gap))) == (
        "not found in this index, 2 matches set aside by decision, but not everything was searched"
    )


def test_a_lookup_tells_every_decision_and_which_was_outweighed():
    found = replace(a_lookup(a_match()), decisions=(SAME, DIFFERENT))
    said = " ".join(Text().lookup(found).split())
    pair = f"{'a' * 16} and {'b' * 16}: "
    assert f"{pair}{SAME_SAID} (outweighed by a later decision)" in said
    assert f"{pair}{DIFFERENT_SAID} index: " in said


def test_a_decision_is_answered_in_two_lines():
    assert Text().decide(a_decision_report(DIFFERENT)).splitlines() == [
        f"a.jpg ({'a' * 16}) and x/2 ({'b' * 16})",
        f"  {DIFFERENT_SAID}",
    ]


def test_a_decision_on_a_pair_with_a_history_tells_it():
    said = " ".join(Text().decide(a_decision_report(SAME, DIFFERENT)).split())
    assert said.index(DIFFERENT_SAID) < said.index(f"{SAME_SAID} (outweighed by a later decision)")


def test_a_decision_that_is_not_in_force_says_so():
    report = replace(a_decision_report(SAME, DIFFERENT), decision=SAME)
    second = " ".join(Text().decide(report).split())
    assert f"{SAME_SAID} (outweighed by a later decision)" in second
    assert f"{DIFFERENT_SAID} (outweighed" not in second
