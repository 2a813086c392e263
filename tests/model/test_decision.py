"""A decision is about a pair, in one order only, and says who made it and why."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.model.decision import Decision, Verdict, in_force
from tests.builders import NOW, SHA_A, SHA_B, a_decision

digests = st.binary(min_size=32, max_size=32).map(bytes.hex)


@given(digests, digests)
def test_a_pair_is_one_pair_whichever_was_named_first(one: str, other: str):
    if one == other:
        return
    assert a_decision(one=one, other=other) == a_decision(one=other, other=one)
    assert a_decision(one=one, other=other).pair == tuple(sorted((one, other)))


@given(digests)
def test_the_same_bytes_are_no_pair(one: str):
    with pytest.raises(ValueError, match="two media"):
        a_decision(one=one, other=one)


def test_a_pair_out_of_order_is_no_decision():
    with pytest.raises(ValueError, match="ordered by their SHA-256"):
        Decision(SHA_B, SHA_A, Verdict.SAME, "Awa", "one crack", NOW)


@pytest.mark.parametrize("blank", ["", " ", "\n\t"])
@pytest.mark.parametrize("field", ["by", "why"])
def test_who_and_why_are_never_empty(field: str, blank: str):
    with pytest.raises(ValueError, match="who made it and why"):
        replace(a_decision(), **{field: blank})


def test_a_time_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="a time with a zone"):
        a_decision(decided_at=datetime(2026, 11, 22))


def test_each_of_a_pair_knows_the_other():
    assert (a_decision().other(SHA_A), a_decision().other(SHA_B)) == (SHA_B, SHA_A)


def test_the_last_decision_on_a_pair_is_in_force_and_other_pairs_keep_theirs():
    first, last = a_decision(), a_decision(Verdict.DIFFERENT, by="Oumou")
    elsewhere = a_decision(other="c" * 64)
    assert set(in_force([first, elsewhere, last])) == {last, elsewhere}


def test_nothing_decided_is_nothing_in_force():
    assert in_force([]) == ()


def test_a_decision_taken_back_and_made_again_is_in_force():
    hours = [NOW + timedelta(hours=number) for number in range(3)]
    verdicts = (Verdict.SAME, Verdict.DIFFERENT, Verdict.SAME)
    made = [a_decision(verdict, decided_at=at) for verdict, at in zip(verdicts, hours, strict=True)]
    assert in_force(made) == (a_decision(decided_at=datetime(2026, 11, 22, 14, tzinfo=UTC)),)
