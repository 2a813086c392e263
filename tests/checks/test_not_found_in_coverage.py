"""The check that says what stands behind "not found"."""

from __future__ import annotations

from dataclasses import replace

from provenance.checks.not_found_in_coverage import NotFoundInCoverage
from provenance.model.case import Case
from provenance.model.decision import Verdict
from provenance.model.finding import Bearing, Finding
from provenance.model.posting import Skipped
from tests.builders import a_coverage, a_decision
from tests.checks.cases import a_dated_match, a_searched_case

FLAT = Skipped("perceptual hashes", "the picture is too flat")


def the_finding(case: Case) -> Finding:
    (finding,) = NotFoundInCoverage().run(case)
    return finding


def test_nothing_is_said_where_everything_was_compared_and_something_found() -> None:
    assert list(NotFoundInCoverage().run(a_searched_case(a_dated_match("2019-08-11")))) == []


def test_not_found_tells_what_the_index_holds_and_what_it_does_not_show() -> None:
    finding = the_finding(a_searched_case())
    assert finding.bearing is Bearing.INFORMS
    assert finding.summary == (
        "Not found in this index (2 postings, 2012-01-04 to 2026-11-20). "
        "This does not show that the picture is new."
    )


def test_an_index_without_posting_times_says_so() -> None:
    coverage = replace(a_coverage(), earliest=None, latest=None)
    finding = the_finding(a_searched_case(coverage=coverage))
    assert "without posting times" in finding.summary
    assert [one.what for one in finding.evidence] == ["index holds"]


def test_an_index_filled_by_nothing_known_is_still_evidence() -> None:
    finding = the_finding(a_searched_case(coverage=replace(a_coverage(), sources=())))
    assert finding.evidence[0].source == "no source"


def test_an_empty_index_could_not_be_searched() -> None:
    finding = the_finding(a_searched_case(coverage=a_coverage(0, 0)))
    assert finding.bearing is Bearing.NOT_CHECKED
    assert "The index is empty" in finding.summary


def test_a_flat_picture_was_not_checked() -> None:
    finding = the_finding(a_searched_case(not_searched=(FLAT,)))
    assert finding.bearing is Bearing.NOT_CHECKED
    assert "perceptual hashes (the picture is too flat)" in finding.summary
    assert finding.summary.endswith("This does not show that the picture is new.")


def test_what_was_not_compared_is_told_even_with_matches() -> None:
    finding = the_finding(a_searched_case(a_dated_match("2019-08-11"), not_searched=(FLAT,)))
    assert finding.bearing is Bearing.NOT_CHECKED
    assert "new" not in finding.summary


def test_many_gaps_are_counted_in_the_sentence_and_all_in_the_evidence() -> None:
    gaps = tuple(Skipped(f"frame {number}", "too flat") for number in range(8))
    finding = the_finding(a_searched_case(not_searched=gaps))
    assert "frame 4 (too flat); 3 more." in finding.summary
    assert sum(one.what == "not compared" for one in finding.evidence) == 8


def test_not_found_tells_what_a_reviewer_set_aside_and_does_not_count_it() -> None:
    decision = a_decision(Verdict.DIFFERENT, by="Oumou", why="another roof")
    apart = replace(a_dated_match("2019-08-11"), decision=decision)
    finding = the_finding(replace(a_searched_case(), set_aside=(apart,) * 7))
    assert finding.summary == the_finding(a_searched_case()).summary
    told = [one.value for one in finding.evidence if one.what == "set aside"]
    assert len(told) == 6
    assert 'decided by Oumou on 2026-11-22 12:00 UTC to be different: "another roof"' in told[0]
    assert told[-1] == "2 more"
