"""The check that holds the earliest known appearance against the claimed time."""

from __future__ import annotations

from dataclasses import replace

import pytest

from provenance.checks.earlier_appearance import EarlierAppearance
from provenance.model.case import Case
from provenance.model.finding import Bearing, Finding
from provenance.model.match import Relation, Strength
from provenance.model.moment import Basis, Clock, Trust
from tests.builders import (
    EMBEDDING_MATCH,
    KEYPOINT_MATCH,
    SHA_A,
    a_claim,
    a_collection,
    a_match,
    a_moment,
    a_posting,
    a_sighting,
)
from tests.checks.cases import a_dated_match, a_post, a_searched_case


def the_finding(case: Case) -> Finding:
    (finding,) = EarlierAppearance().run(case)
    return finding


def against(posted: str, claimed: str | None) -> Finding:
    return the_finding(a_searched_case(a_dated_match(posted), claim=a_claim(claimed)))


def values(finding: Finding, what: str) -> list[str]:
    return [evidence.value for evidence in finding.evidence if evidence.what == what]


def test_nothing_is_said_without_a_match() -> None:
    assert list(EarlierAppearance().run(a_searched_case(claim=a_claim("2023-11-14")))) == []


def test_a_picture_that_was_public_years_before_contradicts() -> None:
    finding = against("2019-08-11T14:02:00Z", "2023-11-14")
    assert finding.bearing is Bearing.CONTRADICTS
    assert finding.summary == (
        "A matching picture was public at the latest on 2019-08-11 14:02 UTC, at least "
        "4 years 3 months before the claimed time (2023-11-14)."
    )


@pytest.mark.parametrize("day", ["2023-11-13", "2023-11-14", "2023-11-15"])
def test_a_picture_of_the_same_or_the_next_day_never_contradicts(day: str) -> None:
    finding = against(day, "2023-11-14")
    assert finding.bearing is Bearing.INFORMS
    assert "may be before or after the claimed time" in finding.summary


def test_a_zoneless_time_a_day_before_the_claimed_day_does_not_contradict() -> None:
    assert against("2023-11-13T20:00", "2023-11-14").bearing is Bearing.INFORMS


def test_the_day_before_yesterday_contradicts() -> None:
    assert against("2023-11-11T20:00:00Z", "2023-11-14").bearing is Bearing.CONTRADICTS


def test_a_later_picture_informs_and_does_not_speak_for_the_claim() -> None:
    finding = against("2024-02-01", "2023-11-14")
    assert finding.bearing is Bearing.INFORMS
    assert "is after the claimed time (2023-11-14); that does not show" in finding.summary


def test_without_a_claimed_time_it_is_only_told() -> None:
    finding = against("2019-08-11T14:02:00Z", None)
    assert finding.bearing is Bearing.INFORMS
    assert finding.summary == "Earliest known appearance in this index: 2019-08-11 14:02 UTC."


def test_an_archive_alone_can_contradict() -> None:
    seen = a_moment("2019-08-11T14:02:00Z", Clock.ARCHIVED, Basis.ARCHIVE, Trust.ARCHIVE)
    case = a_searched_case(a_match(a_post("1", seen)), claim=a_claim("2023-11-14"))
    assert the_finding(case).bearing is Bearing.CONTRADICTS


def test_the_evidence_names_time_posting_and_match() -> None:
    finding = against("2019-08-11", "2023-11-14")
    told = [(one.what, one.value, one.source) for one in finding.evidence]
    assert told == [
        ("time as stated", "2019-08-11", "list, self-asserted"),
        ("public", "between 2019-08-10 10:00 UTC and 2019-08-12 14:00 UTC", "posted time"),
        ("posting", "facebook, account-1, https://social.example/1", "csv: list.csv"),
        (
            "match",
            "strong, same-picture; pdq-256: 4 bits differ, at most 48 may",
            f"sha256 {'b' * 64}",
        ),
        (
            "claimed time",
            "2023-11-14, between 2023-11-13 10:00 UTC and 2023-11-15 14:00 UTC",
            "the claim",
        ),
    ]


def test_a_match_by_keypoints_tells_how_many_agree() -> None:
    match = replace(KEYPOINT_MATCH, sightings=(a_post("1", posted="2019-08-11"),))
    told = values(the_finding(a_searched_case(match)), "match")
    assert told == ["strong, same-picture; 39 keypoints agree, 10 needed"]


def test_a_match_by_a_network_tells_the_cosine() -> None:
    match = replace(EMBEDDING_MATCH, strength=Strength.STRONG)
    match = replace(match, sightings=(a_post("1", posted="2019-08-11"),))
    told = values(the_finding(a_searched_case(match)), "match")
    assert told == ["strong, unknown; a network thinks them alike (SSCD): cosine 0.71, 0.60 needed"]


def test_same_bytes_need_no_distance() -> None:
    match = a_match(a_post("1", posted="2019-08-11"), strength=Strength.EXACT)
    assert values(the_finding(a_searched_case(match)), "match") == ["exact, same-bytes"]


def test_the_nearest_of_two_matches_with_one_picture_is_told() -> None:
    post = a_post("1", posted="2019-08-11")
    case = a_searched_case(a_match(post, distance=20), a_match(post, distance=2))
    (told,) = values(the_finding(case), "match")
    assert "2 bits differ" in told


def test_the_runner_up_is_told() -> None:
    case = a_searched_case(a_dated_match("2019-08-11", "1"), a_dated_match("2021-01-01", "2"))
    (told,) = values(the_finding(case), "runner-up")
    assert told.endswith("https://social.example/2")


def test_what_was_set_aside_is_told_and_the_rest_counted() -> None:
    undated = a_match(*[a_post(str(number)) for number in range(10, 17)], sha256=SHA_A)
    finding = the_finding(a_searched_case(a_dated_match("2019-08-11"), undated))
    told = values(finding, "set aside")
    assert (len(told), told[-1]) == (6, "2 more")


def test_several_sources_of_one_posting_are_counted() -> None:
    sighting = a_post("1", posted="2019-08-11")
    both = (a_collection(), a_collection("telegram", "result.json"))
    case = a_searched_case(a_match(replace(sighting, collections=both)))
    sources = [one.source for one in the_finding(case).evidence if one.what == "posting"]
    assert sources == ["csv: list.csv and 1 more source"]


def test_a_posting_of_which_nothing_is_stated_is_named_by_its_file() -> None:
    posting = a_posting("2019-08-11", platform="", native_id="", url="", account="")
    (told,) = values(the_finding(a_searched_case(a_match(a_sighting(posting)))), "posting")
    assert told == "the file album/1.jpg"


def edited(*days: str) -> Finding:
    edits = [a_moment(day, Clock.EDITED, Basis.PLATFORM) for day in days]
    sighting = a_post("1", a_moment("2019-08-11"), *edits)
    return the_finding(a_searched_case(a_match(sighting), claim=a_claim("2023-11-14")))


def test_an_edit_is_told_as_evidence() -> None:
    (told,) = values(edited("2019-09-01T10:00:00Z"), "edited")
    assert told == "2019-09-01 10:00 UTC; an edit may swap the picture"


def test_an_edit_before_the_claimed_time_needs_no_warning() -> None:
    assert "edited" not in edited("2019-09-01").summary


@pytest.mark.parametrize("day", ["2023-11-14", "2024-01-01"])
def test_an_edit_that_is_not_before_the_claimed_time_is_warned_of(day: str) -> None:
    assert "make sure that the picture was in it before" in edited("2019-09-01", day).summary


def test_possible_matches_alone_are_pointed_at() -> None:
    possible = a_match(a_post("1", posted="2019-08-11"), strength=Strength.POSSIBLE)
    finding = the_finding(a_searched_case(possible, claim=a_claim("2023-11-14")))
    assert finding.bearing is Bearing.INFORMS
    assert finding.summary == (
        "No match is sure enough to date this picture: 1 possible match to compare by eye first."
    )


def test_pictures_of_the_same_scene_are_counted_apart() -> None:
    post = a_post("1", posted="2019-08-11")
    scene, possible = Relation.SAME_SCENE, Strength.POSSIBLE
    case = a_searched_case(
        a_match(post, strength=possible),
        a_match(post, sha256=SHA_A, strength=possible),
        a_match(post, sha256="c" * 64, relation=scene),
    )
    assert "2 possible matches and 1 picture of probably the same scene" in (
        the_finding(case).summary
    )


def test_many_possible_matches_are_shown_in_part() -> None:
    post = a_post("1", posted="2019-08-11")
    many = [
        a_match(post, sha256=f"{number:064x}", strength=Strength.POSSIBLE) for number in range(8)
    ]
    told = values(the_finding(a_searched_case(*many)), "match")
    assert (len(told), told[-1]) == (6, "3 more")


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1, "its one sighting states no posting time, so it cannot be dated"),
        (3, "none of its 3 sightings states a posting time, so it cannot be dated"),
    ],
)
def test_a_match_without_any_posting_time_is_told(number: int, words: str) -> None:
    match = a_match(*[a_post(str(each)) for each in range(number)])
    finding = the_finding(a_searched_case(match, claim=a_claim("2023-11-14")))
    assert finding.bearing is Bearing.INFORMS
    assert words in finding.summary
