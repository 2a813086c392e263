"""The earliest known appearance: which sightings count, and in which order."""

from __future__ import annotations

from dataclasses import replace

import pytest

from provenance.checks.earliest import (
    appearances,
    earliest_appearance,
    public_moment,
)
from provenance.model.match import Match, Relation, Strength
from provenance.model.moment import Basis, Clock, Moment, Trust
from provenance.model.ties import why_tied
from tests.builders import SHA_A, a_decision, a_match, a_moment, a_posting, a_sighting
from tests.checks.cases import a_dated_match, a_post

NOT_PUBLICATION = (
    Clock.CAPTURED,
    Clock.EDITED,
    Clock.COLLECTED,
    Clock.CLAIMED,
    Clock.FORWARDED_ORIGINAL,
)


def posted(stated: str) -> Moment:
    return a_moment(stated)


def archived(stated: str, clock: Clock = Clock.ARCHIVED) -> Moment:
    return a_moment(stated, clock, Basis.ARCHIVE, Trust.ARCHIVE)


def public(*moments: Moment) -> Moment | None:
    return public_moment(a_posting(moments=moments))


def reasons(*found: Match) -> list[str]:
    return [rejected.reason for rejected in earliest_appearance(found)[1]]


def first_posting(*found: Match) -> str:
    earliest, _ = earliest_appearance(found)
    assert earliest is not None
    return earliest.first.sighting.posting.native_id


def test_no_matches_have_no_earliest_appearance() -> None:
    assert earliest_appearance(()) == (None, ())


def test_the_posting_that_was_public_soonest_is_first() -> None:
    older, newer = a_dated_match("2019-08-11", "old"), a_dated_match("2023-11-17", "new")
    assert first_posting(newer, older) == "old"


def test_the_next_posting_is_the_runner_up() -> None:
    found = [a_dated_match(day, day) for day in ("2023-11-17", "2019-08-11", "2021-01-01")]
    earliest, _ = earliest_appearance(found)
    assert earliest is not None
    assert earliest.runner_up is not None
    assert earliest.runner_up.sighting.posting.native_id == "2021-01-01"


def test_a_posting_in_two_matches_counts_once() -> None:
    sighting = a_post("1", posted="2019-08-11")
    earliest, _ = earliest_appearance((a_match(sighting), a_match(sighting, sha256=SHA_A)))
    assert earliest is not None
    assert (earliest.runner_up, earliest.ambiguous) == (None, ())


def test_the_surer_match_speaks_for_a_posting_in_two() -> None:
    sighting = a_post("1", posted="2019-08-11")
    strong, exact = a_match(sighting), a_match(sighting, sha256=SHA_A, strength=Strength.EXACT)
    earliest, _ = earliest_appearance((strong, exact))
    assert earliest is not None
    assert earliest.first.media_sha256 == SHA_A


def test_two_postings_of_one_day_are_ambiguous() -> None:
    found = (a_dated_match("2023-11-17", "a"), a_dated_match("2023-11-17T23:00:00Z", "b"))
    earliest, _ = earliest_appearance(found)
    assert earliest is not None
    assert [a.sighting.posting.native_id for a in earliest.ambiguous] == ["a"]


def test_postings_weeks_apart_are_not_ambiguous() -> None:
    found = (a_dated_match("2023-11-17", "a"), a_dated_match("2023-12-17", "b"))
    earliest, _ = earliest_appearance(found)
    assert earliest is not None
    assert earliest.ambiguous == ()


def test_an_archived_posting_may_always_have_been_first() -> None:
    found = (a_dated_match("2019-08-11"), a_match(a_post("2", archived("2023-11-17"))))
    earliest, _ = earliest_appearance(found)
    assert earliest is not None
    assert len(earliest.ambiguous) == 1


def test_without_a_start_a_posting_comes_before_one_with_the_same_end() -> None:
    moment = archived("2023-11-17T10:00:00Z")
    found = (a_match(a_post("2", moment)), a_dated_match("2023-11-17T10:00:00Z", "1"))
    assert first_posting(*found) == "2"


def test_what_was_decided_to_be_the_same_dates_a_picture_though_it_looks_like_a_scene() -> None:
    scene = a_match(a_post("1", posted="2019-08-11"), relation=Relation.SAME_SCENE)
    decided = replace(scene, decision=a_decision())
    assert (scene.dates, decided.dates) == (False, True)
    assert earliest_appearance((scene,))[0] is None
    assert first_posting(decided) == "1"


def test_a_possible_match_dates_nothing() -> None:
    possible = a_match(a_post("1", posted="2019-08-11"), strength=Strength.POSSIBLE)
    assert reasons(possible) == ["a possible match only: compare the pictures before using it"]


def test_possible_matches_are_among_the_appearances_if_asked_for() -> None:
    possible = a_match(a_post("1", posted="2019-08-11"), strength=Strength.POSSIBLE)
    found, rejected = appearances((possible,), tuple(Strength))
    assert (len(found), rejected) == (1, ())


@pytest.mark.parametrize("strengths", [tuple(Strength), (Strength.STRONG,)])
def test_another_photograph_of_the_scene_dates_nothing(strengths: tuple[Strength, ...]) -> None:
    scene = a_match(a_post("1", posted="2019-08-11"), relation=Relation.SAME_SCENE)
    found, rejected = appearances((scene,), strengths)
    assert found == ()
    assert "same scene" in rejected[0].reason


def test_a_posting_that_another_picture_dates_is_not_set_aside() -> None:
    sighting = a_post("1", posted="2019-08-11")
    possible = a_match(sighting, sha256=SHA_A, strength=Strength.POSSIBLE)
    earliest, rejected = earliest_appearance((possible, a_match(sighting)))
    assert earliest is not None
    assert rejected == ()


def test_what_was_set_aside_is_also_in_the_answer() -> None:
    earliest, rejected = earliest_appearance(
        (a_dated_match("2019-08-11"), a_match(a_post("2"), sha256=SHA_A))
    )
    assert earliest is not None
    assert earliest.rejected == rejected
    assert len(rejected) == 1


def test_a_posting_without_any_time_is_set_aside() -> None:
    assert reasons(a_match(a_post("1"))) == ["no posting time is stated"]


@pytest.mark.parametrize("clock", NOT_PUBLICATION)
def test_other_clocks_do_not_say_when_a_picture_was_public(clock: Clock) -> None:
    (reason,) = reasons(a_match(a_post("1", a_moment("2019-08-11", clock))))
    assert reason.startswith("no posting time is stated; the times that are")


def test_the_time_in_an_id_is_no_posting_time() -> None:
    (reason,) = reasons(a_match(a_post("1", a_moment("2019-08-11", Clock.ID_CREATED))))
    assert "id" in reason


def test_a_posting_time_without_an_end_dates_nothing() -> None:
    open_ended = Moment(Clock.POSTED, a_moment().earliest, None, "?", Basis.LIST, Trust.ARCHIVE)
    (reason,) = reasons(a_match(a_post("1", open_ended)))
    assert reason.startswith("nothing says when it was public at the latest")


def test_a_posting_time_stands_as_it_is() -> None:
    moment = posted("2023-11-17")
    assert public(moment, a_moment("2023-11-15", Clock.ID_CREATED)) == moment


@pytest.mark.parametrize("clock", [Clock.ARCHIVED, Clock.CRAWLED])
def test_an_archive_alone_is_an_upper_bound(clock: Clock) -> None:
    moment = archived("2023-11-17T10:00:00Z", clock)
    found = public(moment)
    assert found is not None
    assert (found.earliest, found.latest, found.clock) == (None, moment.latest, clock)


def test_the_earliest_of_several_archives_counts() -> None:
    found = public(archived("2023-11-17T10:00:00Z"), archived("2022-11-17T10:00:00Z"))
    assert found is not None
    assert found.stated == "2022-11-17T10:00:00Z"


def test_a_later_archive_changes_nothing() -> None:
    moment = posted("2023-11-17")
    assert public(moment, archived("2023-12-01")) == moment


def test_an_archive_of_the_same_day_lowers_the_end() -> None:
    moment, witness = posted("2023-11-17"), archived("2023-11-17T10:00:00Z")
    found = public(moment, witness)
    assert found is not None
    assert (found.earliest, found.latest) == (moment.earliest, witness.latest)
    assert (found.clock, found.trust) == (Clock.POSTED, Trust.ARCHIVE)
    assert found.stated == "2023-11-17; archived 2023-11-17T10:00:00Z"


def test_an_archive_before_the_stated_posting_time_prevails() -> None:
    found = public(posted("2023-11-17"), archived("2019-08-11T10:00:00Z"))
    assert found is not None
    assert (found.earliest, found.stated) == (None, "2019-08-11T10:00:00Z")


def test_the_narrower_of_two_posting_times_stands() -> None:
    exact = posted("2023-11-17T10:00:00Z")
    assert public(posted("2023-11-17"), exact) == exact


def test_posting_times_that_overlap_are_narrowed_to_what_they_share() -> None:
    one, other = posted("2023-11-17"), posted("2023-11-18")
    found = public(one, other)
    assert found is not None
    assert (found.earliest, found.latest) == (other.earliest, one.latest)
    assert found.stated == "2023-11-17; 2023-11-18"


def test_posting_times_that_clash_leave_the_whole_span() -> None:
    one, other = posted("2019-08-11T10:00:00Z"), posted("2023-11-17T10:00:00Z")
    found = public(other, one)
    assert found is not None
    assert (found.earliest, found.latest) == (one.earliest, other.latest)


def test_a_clash_with_a_time_that_has_no_start_has_no_start() -> None:
    by_then = Moment(
        Clock.POSTED, None, posted("2019-08-11").latest, "by 2019", Basis.LIST, Trust.SELF_ASSERTED
    )
    found = public(by_then, posted("2023-11-17"))
    assert found is not None
    assert (found.earliest, found.latest) == (None, posted("2023-11-17").latest)


def test_a_match_without_sightings_changes_nothing() -> None:
    empty = replace(a_match(a_sighting()), sightings=())
    assert earliest_appearance((empty,)) == (None, ())


def made(stated: str, trust: Trust = Trust.SERVER_MADE) -> Moment:
    return a_moment(stated, Clock.ID_CREATED, Basis.IDENTIFIER, trust)


def test_a_posting_time_before_its_own_id_was_made_is_set_aside() -> None:
    (reason,) = reasons(a_match(a_post("1", posted("2019-08-11"), made("2023-11-17T10:00:00Z"))))
    assert reason.startswith("contradicted by its own id")


def test_an_id_of_the_same_moment_contradicts_nothing() -> None:
    moment = posted("2023-11-17T10:00:00Z")
    assert public(moment, made("2023-11-17T10:00:21Z")) == moment


def test_an_id_that_a_client_made_contradicts_nothing() -> None:
    moment = posted("2019-08-11")
    assert public(moment, made("2023-11-17T10:00:00Z", Trust.SELF_ASSERTED)) == moment


def test_an_id_that_may_be_the_arrival_from_another_server_contradicts_nothing() -> None:
    moments = (posted("2019-08-11"), made("2023-11-17T10:00:00Z"))
    assert public_moment(a_posting(platform="mastodon", moments=moments)) == moments[0]


def test_an_archive_after_the_id_dates_what_states_a_time_before_it() -> None:
    witness = archived("2023-11-18T10:00:00Z")
    found = public(posted("2019-08-11"), made("2023-11-17T10:00:00Z"), witness)
    assert found is not None
    assert (found.earliest, found.latest) == (None, witness.latest)


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        (archived("2023-11-19T10:00:00Z"), "upper bound"),
        (posted("2023-11-17T12:00:00"), "zone"),
        (posted("2023-11-17T10:00Z"), "tie"),
        (posted("2023-11-19T10:00:00Z"), ""),
    ],
)
def test_what_may_be_as_early_says_why(other: Moment, reason: str) -> None:
    found, _ = appearances((a_dated_match("2023-11-17T10:00:00Z"), a_match(a_post("2", other))))
    assert (reason in why_tied(found[0], found[1])) if reason else not why_tied(*found)
