"""Whatever postings there are, the earliest known appearance keeps to what its evidence allows."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from provenance.checks.earliest import (
    appearances,
    earliest_appearance,
)
from provenance.model.match import Match
from provenance.model.ties import why_tied
from tests.builders import a_match, a_sighting
from tests.checks.cases import a_dated_match, matches


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
