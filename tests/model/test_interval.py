"""Intervals: what a stated time may mean, and what is refused because it could be misread."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.model.moment import ANY_ZONE, interval, iso
from tests.builders import a_moment

# Precision


@pytest.mark.parametrize(
    ("stated", "earliest", "latest"),
    [
        ("2023-11-17T14:05:09Z", "2023-11-17T14:05:09Z", "2023-11-17T14:05:09Z"),
        ("2023-11-17 14:05:09 UTC", "2023-11-17T14:05:09Z", "2023-11-17T14:05:09Z"),
        ("2023-11-17T14:05:09.25Z", "2023-11-17T14:05:09.250000Z", "2023-11-17T14:05:09.250000Z"),
        ("2023-11-17T14:05:09,25z", "2023-11-17T14:05:09.250000Z", "2023-11-17T14:05:09.250000Z"),
        (
            "2023-11-17T14:05:09.1234567Z",
            "2023-11-17T14:05:09.123456Z",
            "2023-11-17T14:05:09.123456Z",
        ),
        ("2023-11-17T14:05Z", "2023-11-17T14:05:00Z", "2023-11-17T14:05:59Z"),
        ("2023-11-17T14:05+05:30", "2023-11-17T08:35:00Z", "2023-11-17T08:35:59Z"),
        ("2023-11-17T14:05:00+01:00", "2023-11-17T13:05:00Z", "2023-11-17T13:05:00Z"),
        ("2023-11-17T14:05:00 +0100", "2023-11-17T13:05:00Z", "2023-11-17T13:05:00Z"),
        ("2023-11-17T14:05:00-03", "2023-11-17T17:05:00Z", "2023-11-17T17:05:00Z"),
        ("2023-11-17T14:05:00+14:00", "2023-11-17T00:05:00Z", "2023-11-17T00:05:00Z"),
        ("2023-12-31T23:30:00-01:00", "2024-01-01T00:30:00Z", "2024-01-01T00:30:00Z"),
        ("2023-11-17T14:05:00", "2023-11-17T00:05:00Z", "2023-11-18T04:05:00Z"),
        ("2023-11-17T14:05", "2023-11-17T00:05:00Z", "2023-11-18T04:05:59Z"),
        ("2023-11-17", "2023-11-16T10:00:00Z", "2023-11-18T14:00:00Z"),
        ("2024-02-29", "2024-02-28T10:00:00Z", "2024-03-01T14:00:00Z"),
        ("2023-11", "2023-10-31T10:00:00Z", "2023-12-01T14:00:00Z"),
        ("2023-12", "2023-11-30T10:00:00Z", "2024-01-01T14:00:00Z"),
        ("2023", "2022-12-31T10:00:00Z", "2024-01-01T14:00:00Z"),
        ("  2023  ", "2022-12-31T10:00:00Z", "2024-01-01T14:00:00Z"),
        ("1826", "1825-12-31T10:00:00Z", "1827-01-01T14:00:00Z"),
        ("2199", "2198-12-31T10:00:00Z", "2200-01-01T14:00:00Z"),
    ],
)
def test_a_stated_time_means_this_interval(stated: str, earliest: str, latest: str) -> None:
    assert tuple(map(iso, interval(stated))) == (earliest, latest)


def test_a_moment_keeps_the_text_as_it_was_stated() -> None:
    assert a_moment(" 2023-11-17 ").stated == "2023-11-17"


# What is refused


@pytest.mark.parametrize(
    "stated",
    [
        "",
        " ",
        "now",
        "yesterday",
        "13:00",
        "03/04/2024",
        "3.4.2024",
        "04-03-2024",
        "2024/03/04",
        "2024:03:04 10:00:00",
        "20240304",
        "2024-3-4",
        "24-03-04",
        "2024-03-04T",
        "2024-03-04T10",
        "2024-03-04T10:5",
        "2024-03-04t10:05",
        "2024-03-04  10:05",
        "2024-03-04 10:05 PM",
        "2024-03-04 10:05 CET",
        "2024-03-04 10:05 GMT+1",
        "2024-03-04T10:05:00+1",
        "2024-03-04T10:05:00+1:00",
        "2024-03-04T10:05:00+01:0",
        "2024-03-04T10:05:00ZZ",
        "2024-03-04Z",
        "2024-W10-1",
        "2024-064",
        "1709546700",
        "1709546700000",
        "-2024-03-04",
        "+2024-03-04",
        "12024-03-04",
        "٢٠٢٤-٠٣-٠٤",
        "2024-03-٠٤",
        "２０２４-03-04",
        "2024-03-04T10:05:00\x00",
        "2024-03-04\n2024-03-05",
        "2024\N{EN DASH}03\N{EN DASH}04",
        "Mon Mar 04 10:05:00 +0000 2024",
        "4 March 2024",
    ],
)
def test_a_form_that_could_be_misread_is_refused(stated: str) -> None:
    with pytest.raises(ValueError, match="is not an ISO 8601 time"):
        interval(stated)


@pytest.mark.parametrize(
    "stated",
    [
        "2023-00-01",
        "2023-13-01",
        "2023-02-29",
        "2023-04-31",
        "2023-01-00",
        "2023-01-01T24:00",
        "2023-01-01T23:60",
        "2016-12-31T23:59:60Z",
        "2023-01-01T23:59:61",
    ],
)
def test_a_time_that_no_calendar_has_is_refused(stated: str) -> None:
    with pytest.raises(ValueError, match=f"'{stated}' is not a time that the calendar has"):
        interval(stated)


@pytest.mark.parametrize("year", ["0000", "0001", "1601", "1825", "2200", "9999"])
@pytest.mark.parametrize("rest", ["", "-01", "-01-01", "-12-31T23:59:59Z"])
def test_a_year_before_photography_or_far_ahead_is_refused(year: str, rest: str) -> None:
    with pytest.raises(ValueError, match="is not a year"):
        interval(year + rest)


@pytest.mark.parametrize(
    "offset", ["+14:01", "-14:01", "+1500", "-23", "+99:00", "+01:60", "-0199"]
)
def test_an_offset_that_no_place_has_is_refused(offset: str) -> None:
    with pytest.raises(ValueError, match="is not an offset from UTC"):
        interval(f"2023-11-17T14:05:00{offset}")


@given(st.text(max_size=30))
def test_any_text_is_read_as_an_interval_or_refused(stated: str) -> None:
    try:
        earliest, latest = interval(stated)
    except ValueError:
        return
    assert earliest <= latest


# The clock matrix: dates that calendars stumble over, in every zone and in none

DAYS = (
    "1826-01-01",
    "1904-01-01",
    "1970-01-01",
    "1999-12-31",
    "2000-02-29",
    "2016-12-31",
    "2023-03-26",
    "2023-10-29",
    "2024-02-29",
    "2038-01-19",
    "2199-12-31",
)
TIMES = ("00:00", "02:30", "12:00:00", "23:59:59", "03:14:08.999999")
OFFSETS = ("", "Z", "-12:00", "-09:30", "-03", "+00:00", "+0545", "+12:45", "+14:00")
CLOCKS = [f"{day}T{time}" for day in DAYS for time in TIMES]


def test_the_clock_matrix_is_large() -> None:
    assert len(CLOCKS) * len(OFFSETS) >= 400


@pytest.mark.parametrize("clock", CLOCKS)
def test_no_clock_is_guessed_in_any_zone(clock: str) -> None:
    """With a zone as exact as stated; without one, 14 hours either way of what the clock says."""
    precision = timedelta(seconds=0 if clock.count(":") > 1 else 59)
    for offset in OFFSETS:
        earliest, latest = interval(clock + offset)
        read = datetime.fromisoformat(clock + offset)
        assert latest - earliest == precision + (timedelta(0) if offset else 2 * ANY_ZONE)
        assert earliest == (read if offset else read.replace(tzinfo=UTC) - ANY_ZONE)


def test_the_hour_that_summer_time_repeats_is_open_without_a_zone() -> None:
    summer, winter = a_moment("2023-10-29T02:30:00+02:00"), a_moment("2023-10-29T02:30:00+01:00")
    clock = a_moment("2023-10-29T02:30:00")
    assert summer.certainly_before(winter)
    assert clock.overlaps(summer)
    assert clock.overlaps(winter)
