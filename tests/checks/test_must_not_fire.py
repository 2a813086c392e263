"""What is ordinary must never contradict a claim (metadata.md, sections 4 and 4.10)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from provenance.checks import run_checks
from provenance.model.case import Case
from provenance.model.finding import Bearing
from provenance.model.match import Relation, Strength
from provenance.model.metadata import Position, State, ZoneState
from provenance.model.moment import Basis, Clock
from tests.builders import (
    KIDAL,
    a_claim,
    a_coverage,
    a_match,
    a_metadata,
    a_moment,
    captured,
)
from tests.checks.cases import a_dated_match, a_post, a_searched_case

CLAIM = a_claim("2023-11-14", KIDAL)
THE_DAY = captured("2023-11-14T12:00:00")
KIDAL_POINT = Position(18.45, 1.41)

ORDINARY = {
    "no EXIF, as after any social medium": a_searched_case(
        metadata=a_metadata(state=State.ABSENT), claim=CLAIM
    ),
    "Photoshop in Software, as in any newsroom": a_searched_case(
        metadata=a_metadata(THE_DAY, software="Adobe Photoshop 22.0 (Macintosh)"), claim=CLAIM
    ),
    "broken EXIF": a_searched_case(metadata=a_metadata(state=State.UNREADABLE), claim=CLAIM),
    "a clock that was never set": a_searched_case(
        metadata=replace(a_metadata(), remarks=("its clock was never set",)), claim=CLAIM
    ),
    "a clock without a zone, on the other side of the world": a_searched_case(
        a_dated_match("2023-11-14T12:00:00Z"),
        metadata=a_metadata(captured("2023-11-15T02:00:00")),
        claim=CLAIM,
    ),
    "a clock an hour off because of summer time": a_searched_case(
        a_dated_match("2023-11-14T12:00:00Z"),
        metadata=replace(a_metadata(captured("2023-11-14T13:00:00")), zone=ZoneState.UNKNOWN),
        claim=CLAIM,
    ),
    "a clock set a day wrong": a_searched_case(
        metadata=a_metadata(captured("2023-11-12T12:00:00")), claim=CLAIM
    ),
    "a receiver without a fix": a_searched_case(
        metadata=replace(a_metadata(), remarks=("0, 0: no fix",)), claim=CLAIM
    ),
    "a fix from the road into town": a_searched_case(
        metadata=a_metadata(position=Position(18.9, 1.0)), claim=CLAIM
    ),
    "the day in a list of another zone": a_searched_case(a_dated_match("2023-11-13"), claim=CLAIM),
    "a possible match of years before": a_searched_case(
        a_match(a_post("1", posted="2012-01-04"), strength=Strength.POSSIBLE), claim=CLAIM
    ),
    "the same scene, years before": a_searched_case(
        a_match(a_post("1", posted="2012-01-04"), relation=Relation.SAME_SCENE), claim=CLAIM
    ),
    "a draft or scheduled post, its id years older": a_searched_case(
        a_match(a_post("1", a_moment("2012-01-04", Clock.ID_CREATED))), claim=CLAIM
    ),
    "a forward of an old message": a_searched_case(
        a_match(
            a_post(
                "1",
                a_moment("2023-11-14"),
                a_moment("2012-01-04", Clock.FORWARDED_ORIGINAL, Basis.PLATFORM),
            )
        ),
        claim=CLAIM,
    ),
    "a claimed day and an archive's later visit": a_searched_case(
        a_match(a_post("1", a_moment("2023-12-01", Clock.ARCHIVED, Basis.ARCHIVE))), claim=CLAIM
    ),
    "an empty index": a_searched_case(coverage=a_coverage(0, 0), claim=CLAIM),
    "everything in order": a_searched_case(
        a_dated_match("2023-11-17"),
        metadata=a_metadata(THE_DAY, position=KIDAL_POINT, device="Canon EOS 5D"),
        claim=CLAIM,
    ),
}


@pytest.mark.parametrize("case", ORDINARY.values(), ids=ORDINARY.keys())
def test_what_is_ordinary_contradicts_nothing(case: Case) -> None:
    found = [each for each in run_checks(case) if each.bearing is Bearing.CONTRADICTS]
    assert found == []


@pytest.mark.parametrize("posted", ["2023-11-15", "2024-06-01", "2026-11-20"])
def test_a_later_first_appearance_never_supports_a_claim(posted: str) -> None:
    case = a_searched_case(a_dated_match(posted), claim=CLAIM)
    assert Bearing.SUPPORTS not in {each.bearing for each in run_checks(case)}


def test_nothing_found_never_supports_a_claim() -> None:
    case = a_searched_case(claim=CLAIM)
    assert Bearing.SUPPORTS not in {each.bearing for each in run_checks(case)}
