"""The earliest known appearance: which sightings count, and in which order."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.checks.earliest import (
    appearances,
    earliest_appearance,
    public_moment,
)
from provenance.model.match import Match, Relation, Strength
from provenance.model.moment import Basis, Clock, Moment, Trust
from provenance.model.ties import why_tied
from tests.builders import SHA_A, a_decision, a_match, a_moment, a_posting, a_sighting
from tests.checks.cases import a_dated_match, a_post, matches

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


@given(matches(), st.randoms(use_true_random=False))
def test_the_answer_does_not_depend_on_the_order(
    found: list[Match], shuffler: random.Random
) -> None:
    shuffled = [*found]
    shuffler.shuffle(shuffled)
    assert earliest_appearance(shuffled) == earliest_appearance(found)


@given(matches())
def test_the_first_is_never_certainly_after_another(found: list[Match]) -> None:
    earliest, _ = earliest_appearance(found)
    dated, _ = appearances(found)
    assert earliest is None or not any(
        other.public.certainly_before(earliest.first.public) for other in dated
    )


@given(matches())
def test_every_other_candidate_is_after_the_first_or_ambiguous(found: list[Match]) -> None:
    earliest, _ = earliest_appearance(found)
    if earliest is None:
        return
    _, *others = appearances(found)[0]
    later = [o for o in others if earliest.first.public.certainly_before(o.public)]
    assert len(later) + len(earliest.ambiguous) == len(others)


@given(matches())
def test_every_posting_is_either_dated_or_set_aside(found: list[Match]) -> None:
    dated, rejected = appearances(found)
    seen = {sighting.posting_key for match in found for sighting in match.sightings}
    keys = {a.sighting.posting_key for a in dated}
    assert keys | {r.sighting.posting_key for r in rejected} == seen
    assert keys.isdisjoint(r.sighting.posting_key for r in rejected)


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


@given(matches())
def test_every_tie_has_a_reason(found: list[Match]) -> None:
    earliest, _ = earliest_appearance(found)
    assert earliest is None or all(why_tied(earliest.first, o) for o in earliest.ambiguous)


@given(matches(), matches())
def test_more_postings_never_make_the_earliest_appearance_later(
    some: list[Match], more: list[Match]
) -> None:
    before, after = earliest_appearance(some)[0], earliest_appearance([*some, *more])[0]
    if before is not None:
        assert after is not None
        assert before.first.public.latest is not None
        assert after.first.public.latest is not None
        assert after.first.public.latest <= before.first.public.latest


@given(matches())
def test_the_earliest_appearance_is_never_more_precise_than_its_evidence(
    found: list[Match],
) -> None:
    earliest, _ = earliest_appearance(found)
    if earliest is not None:
        public = earliest.first.public
        stated = earliest.first.sighting.posting.moments
        assert public.latest in {moment.latest for moment in stated}
        assert public.earliest in {None, *(moment.earliest for moment in stated)}


@given(matches())
def test_what_is_only_possible_or_of_a_scene_changes_nothing_of_the_reasoning(
    found: list[Match],
) -> None:
    whole, sure = (earliest_appearance(m)[0] for m in (found, [m for m in found if m.dates]))
    assert (whole is None) is (sure is None)
    if whole is not None and sure is not None:
        assert (whole.first, whole.runner_up, whole.ambiguous) == (
            sure.first,
            sure.runner_up,
            sure.ambiguous,
        )


@given(matches())
def test_the_runner_up_is_the_next_of_the_appearances(found: list[Match]) -> None:
    earliest, _ = earliest_appearance(found)
    if earliest is not None:
        dated, _ = appearances(found)
        assert [earliest.first, *([earliest.runner_up] if earliest.runner_up else [])] == [
            *dated[:2]
        ]


exact_times = st.datetimes(datetime(2015, 1, 1), datetime(2025, 1, 1)).map(
    lambda when: when.replace(microsecond=0)
)
within = st.timedeltas(-timedelta(hours=14), timedelta(hours=14)).map(
    lambda apart: timedelta(seconds=int(apart.total_seconds()))
)


@given(exact_times, within)
def test_a_time_without_a_zone_never_beats_one_with_a_zone_near_it_without_saying_tie(
    when: datetime, apart: timedelta
) -> None:
    zoned = a_dated_match(when.isoformat() + "Z", "zoned")
    zoneless = a_dated_match((when + apart).isoformat(), "zoneless")
    earliest, _ = earliest_appearance((zoned, zoneless))
    assert earliest is not None
    assert earliest.first.sighting.posting.native_id == "zoned"
    assert [why_tied(earliest.first, other) for other in earliest.ambiguous] == [
        "its zone or its hour is not known, so it may have been public before"
    ]


@given(exact_times, st.timedeltas(timedelta(hours=14, seconds=1), timedelta(days=4000)))
def test_a_time_without_a_zone_far_before_one_with_a_zone_is_first_and_no_tie(
    when: datetime, apart: timedelta
) -> None:
    zoned = a_dated_match(when.isoformat() + "Z", "zoned")
    zoneless = a_dated_match((when - apart).replace(microsecond=0).isoformat(), "zoneless")
    earliest, _ = earliest_appearance((zoned, zoneless))
    assert earliest is not None
    assert earliest.first.sighting.posting.native_id == "zoneless"
    assert earliest.ambiguous == ()


@given(matches(), st.timedeltas(timedelta(0), timedelta(days=900)))
def test_a_worse_dated_copy_makes_the_earliest_appearance_neither_later_nor_more_precise(
    found: list[Match], wider: timedelta
) -> None:
    before, _ = earliest_appearance(found)
    if before is None:
        return
    public = before.first.public
    assert public.latest is not None
    worse = replace(
        public,
        earliest=public.earliest and public.earliest - wider,
        latest=public.latest + wider,
        stated="copied later",
    )
    copied = a_sighting(
        replace(before.first.sighting.posting, platform="copies", native_id="9", moments=(worse,))
    )
    after, _ = earliest_appearance([*found, a_match(copied)])
    assert after is not None
    assert after.first.public.latest == public.latest
    assert (after.first.public.earliest is None) or (
        public.earliest is not None and after.first.public.earliest <= public.earliest
    )
    if after.first == before.first:
        assert any(other.sighting == copied for other in after.ambiguous)
