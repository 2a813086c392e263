"""The check that says when an order in time is not known."""

from __future__ import annotations

import pytest

from provenance.checks.same_day_ambiguous import SameDayAmbiguous
from provenance.model.case import Case
from provenance.model.finding import Bearing, Finding
from provenance.model.moment import Basis, Clock, Trust
from tests.builders import a_claim, a_match, a_moment
from tests.checks.cases import a_dated_match, a_post, a_searched_case


def findings(case: Case) -> list[Finding]:
    return list(SameDayAmbiguous().run(case))


def test_nothing_is_said_without_an_earliest_appearance() -> None:
    assert findings(a_searched_case(claim=a_claim("2023-11-14"))) == []


def test_nothing_is_said_where_the_order_is_clear() -> None:
    case = a_searched_case(
        a_dated_match("2019-08-11", "1"),
        a_dated_match("2021-01-01", "2"),
        claim=a_claim("2023-11-14"),
    )
    assert findings(case) == []


def test_postings_of_one_day_are_named() -> None:
    found = [a_dated_match("2023-11-17", str(number)) for number in range(3)]
    (finding,) = findings(a_searched_case(*found))
    assert finding.bearing is Bearing.INFORMS
    assert finding.summary.startswith("2 other postings may have been public before")
    links = {one.value.rpartition(", ")[2] for one in finding.evidence if "social" in one.value}
    assert links == {f"https://social.example/{number}" for number in range(3)}


def test_of_many_postings_the_rest_is_counted() -> None:
    found = [a_dated_match("2023-11-17", str(number)) for number in range(9)]
    (finding,) = findings(a_searched_case(*found))
    named = [one.value for one in finding.evidence if one.what == "may have been first"]
    assert (len(named), named[-1]) == (6, "3 more")


@pytest.mark.parametrize("posted", ["2023-11-17", "2023-11-17T20:00:00Z", "2023-11-18T01:00"])
def test_one_day_decides_between_a_posting_and_the_claim(posted: str) -> None:
    (finding,) = findings(a_searched_case(a_dated_match(posted), claim=a_claim("2023-11-18")))
    assert finding.bearing is Bearing.INFORMS
    assert "a difference of one day decides here; find the exact time and zone" in finding.summary


@pytest.mark.parametrize(
    ("posted", "claimed"),
    [("2023-11-17", "2023-11"), ("2023", "2023-11-14"), ("2023-11-17", "2023-11-21")],
    ids=["a claimed month", "a posting of some day of the year", "days apart"],
)
def test_no_single_day_decides_otherwise(posted: str, claimed: str) -> None:
    assert findings(a_searched_case(a_dated_match(posted), claim=a_claim(claimed))) == []


def test_an_archive_without_a_lower_end_is_more_than_a_day() -> None:
    seen = a_moment("2023-11-14T10:00:00Z", Clock.ARCHIVED, Basis.ARCHIVE, Trust.ARCHIVE)
    case = a_searched_case(a_match(a_post("1", seen)), claim=a_claim("2023-11-14"))
    assert findings(case) == []
