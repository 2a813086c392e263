"""Moments: what a stated time may mean, and what is certain about two of them."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.model.moment import (
    ANY_ZONE,
    YEARS,
    Basis,
    Clock,
    Moment,
    Trust,
    exact,
    interval,
    iso,
    parse_iso,
)
from tests.builders import NOW, a_moment

naive = st.datetimes(datetime(1826, 1, 2), datetime(2199, 12, 30)).map(
    lambda when: when.replace(microsecond=0)
)
aware = st.datetimes(timezones=st.just(UTC))
steps = st.timedeltas(timedelta(0), timedelta(days=3))
zones = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))


def ends(earliest: datetime | None, latest: datetime | None) -> Moment:
    return Moment(Clock.POSTED, earliest, latest, "", Basis.LIST, Trust.PLATFORM_RECORD)


# What is certain


@given(naive, st.timedeltas(-ANY_ZONE, ANY_ZONE))
def test_a_time_without_zone_is_never_certainly_before_an_instant_within_14_hours(
    when: datetime, apart: timedelta
) -> None:
    one = a_moment(when.isoformat())
    other = exact(when.replace(tzinfo=UTC) + apart, Clock.POSTED, Basis.LIST, Trust.PLATFORM_RECORD)
    assert one.overlaps(other)
    assert not one.certainly_before(other)
    assert not other.certainly_before(one)


@given(naive, zones)
def test_a_time_without_zone_holds_that_time_of_every_zone(when: datetime, zone: timezone) -> None:
    earliest, latest = interval(when.isoformat())
    assert earliest <= when.replace(tzinfo=zone) <= latest


@given(naive, zones)
def test_a_time_with_a_zone_lies_within_the_same_time_without_one(
    when: datetime, zone: timezone
) -> None:
    stated = when.replace(tzinfo=zone).isoformat()
    loose = interval(when.isoformat())
    assert interval(stated) == (when.replace(tzinfo=zone), when.replace(tzinfo=zone))
    assert loose[0] <= interval(stated)[0] <= loose[1]


@given(naive)
def test_less_precision_never_excludes_what_more_precision_meant(when: datetime) -> None:
    text = when.isoformat()
    spans = [interval(text[:length]) for length in (19, 16, 10, 7, 4)]
    for (narrow_start, narrow_end), (wide_start, wide_end) in itertools.pairwise(spans):
        assert wide_start <= narrow_start
        assert narrow_end <= wide_end


@given(aware, steps, aware, steps, steps)
def test_of_two_moments_at_most_one_is_certainly_before_the_other(
    one: datetime, one_long: timedelta, other: datetime, other_long: timedelta, margin: timedelta
) -> None:
    left, right = ends(one, _later(one, one_long)), ends(other, _later(other, other_long))
    before, after = left.certainly_before(right), right.certainly_before(left)
    assert not (before and after)
    assert left.overlaps(right) == right.overlaps(left) == (not (before or after))
    assert not left.certainly_before(right, margin) or before


def test_a_margin_must_be_passed_and_not_only_reached() -> None:
    early, late = a_moment("2023-11-17T10:00:00Z"), a_moment("2023-11-17T10:15:00Z")
    assert early.certainly_before(late, timedelta(minutes=14))
    assert not early.certainly_before(late, timedelta(minutes=15))


def test_moments_that_touch_in_one_instant_overlap() -> None:
    assert ends(NOW - ANY_ZONE, NOW).overlaps(ends(NOW, NOW + ANY_ZONE))


def test_without_an_upper_end_nothing_is_certainly_before_anything() -> None:
    assert not ends(NOW, None).certainly_before(ends(NOW + ANY_ZONE, None))


def test_without_a_lower_end_nothing_is_certainly_after_anything() -> None:
    assert not ends(NOW - ANY_ZONE, NOW - ANY_ZONE).certainly_before(ends(None, NOW))


def test_two_unbounded_moments_overlap() -> None:
    assert ends(None, None).overlaps(ends(None, None))


def test_a_moment_cannot_end_before_it_starts() -> None:
    with pytest.raises(ValueError, match="cannot end before"):
        ends(NOW, NOW - timedelta(seconds=1))


@pytest.mark.parametrize("at", [0, 1])
def test_a_moment_needs_a_zone_at_both_ends(at: int) -> None:
    span = [NOW, NOW]
    span[at] = NOW.replace(tzinfo=None)
    with pytest.raises(ValueError, match="time zone"):
        ends(*span)


# Exact moments


def test_an_exact_moment_is_one_instant_in_utc() -> None:
    paris = datetime(2023, 11, 17, 14, 5, tzinfo=timezone(timedelta(hours=1)))
    found = exact(paris, Clock.POSTED, Basis.PLATFORM, Trust.PLATFORM_RECORD)
    assert found.earliest == found.latest == datetime(2023, 11, 17, 13, 5, tzinfo=UTC)
    assert found.stated == "2023-11-17T13:05:00Z"


def test_an_exact_moment_keeps_what_was_stated() -> None:
    found = exact(NOW, Clock.POSTED, Basis.PLATFORM, Trust.PLATFORM_RECORD, stated="1700229900")
    assert found.stated == "1700229900"


# Our own way of writing an instant


@given(st.datetimes(datetime(1826, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC)))
def test_what_iso_writes_parse_iso_reads(when: datetime) -> None:
    assert parse_iso(iso(when)) == when
    assert iso(when).endswith("Z")


@given(naive, zones)
def test_iso_writes_the_same_instant_in_utc_whatever_its_zone(
    when: datetime, zone: timezone
) -> None:
    local = when.replace(tzinfo=zone)
    assert iso(local) == iso(local.astimezone(UTC))


@given(st.datetimes(datetime(1826, 1, 1), datetime(2199, 12, 31), timezones=st.just(UTC)))
def test_what_iso_writes_is_itself_a_stated_time(when: datetime) -> None:
    assert interval(iso(when)) == (when, when)


def test_a_whole_second_is_written_without_a_fraction() -> None:
    assert iso(datetime(2023, 11, 17, 14, 5, tzinfo=UTC)) == "2023-11-17T14:05:00Z"


def test_the_years_begin_with_photography() -> None:
    assert YEARS.start == 1826


def _later(when: datetime, long: timedelta) -> datetime:
    return min(when, datetime.max.replace(tzinfo=UTC) - long) + long
