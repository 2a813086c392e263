"""A claim is read, or the user is told which word could not be."""

from __future__ import annotations

import pytest

from provenance.errors import UsageError
from provenance.model.case import Claim
from provenance.model.moment import Basis, Clock, Trust
from provenance.workflows.claim import claim


def test_nothing_claimed_is_an_empty_claim():
    assert claim(None, None) == claim("", "") == Claim()


def test_a_claimed_time_is_somebodys_own_statement():
    when = claim("2023-11-14", None).time
    assert when is not None
    assert (when.clock, when.basis, when.trust) == (
        Clock.CLAIMED,
        Basis.OPERATOR,
        Trust.SELF_ASSERTED,
    )


@pytest.mark.parametrize("place", ["Kidal", "kidal, Mali", "كيدال", "18.4411,1.4078"])
def test_a_claimed_place_is_a_name_or_a_point(place: str):
    found = claim(None, place).place
    assert found is not None
    assert found.position.latitude == pytest.approx(18.44, abs=0.02)


@pytest.mark.parametrize(
    "time",
    ["yesterday", "14.11.2023", "11/14/2023", "2023-02-30", "2023-11-14T25:00", "0001-01-01"],
)
def test_a_time_that_cannot_be_read_names_the_option_and_the_word(time: str):
    with pytest.raises(UsageError, match=f"--claimed-time: .*{time}|--claimed-time: "):
        claim(time, None)


@pytest.mark.parametrize("place", ["Kidall", "91,0", "0,181", "1.0", "nowhere at all", ","])
def test_a_place_that_cannot_be_found_names_the_word_and_what_to_give_instead(place: str):
    with pytest.raises(UsageError, match=r"LAT,LON|latitude"):
        claim(None, place)
