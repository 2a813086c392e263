"""The traps of the formats: what is missing, what has no zone, what was never a time."""

from __future__ import annotations

from datetime import timedelta

import pytest

from provenance.model.moment import ANY_ZONE, Clock, Moment, iso
from provenance.sources import times


def only(moments: tuple[Moment, ...]) -> Moment:
    (moment,) = moments
    return moment


def width(moment: Moment) -> timedelta:
    assert moment.earliest is not None
    assert moment.latest is not None
    return moment.latest - moment.earliest


@pytest.mark.parametrize("read", [times.iso, times.utc, times.long, times.day])
@pytest.mark.parametrize("stated", ["", "0001-01-01", "1970-01-01"])
def test_a_missing_value_is_no_time(read, stated):
    assert read(stated, Clock.POSTED) == ()


@pytest.mark.parametrize("stated", ["0001-01-01T00:00:00", "0001-01-01T00:00:00+00:00"])
def test_the_year_1_is_no_time(stated):
    assert times.iso(stated, Clock.POSTED) == ()
    assert times.utc(stated, Clock.POSTED) == ()


@pytest.mark.parametrize("stated", [None, "", 0, "0", 0.0, -1, False])
def test_no_seconds_are_no_time(stated):
    assert times.seconds(stated, Clock.POSTED) == ()


@pytest.mark.parametrize("stated", [1700222400, "1700222400", 1700222400.0, 1700222400000])
def test_seconds_and_milliseconds_are_the_same_instant(stated):
    read = only(times.seconds(stated, Clock.POSTED))
    assert read.earliest == read.latest
    assert iso(read.latest) == "2023-11-17T12:00:00Z"


@pytest.mark.parametrize("stated", ["soon", "1e400", 10**15 * 99, [], {}, "1_0"])
def test_what_is_no_number_of_seconds_is_an_error_in_words(stated):
    with pytest.raises(ValueError, match=r"seconds|time|year"):
        times.seconds(stated, Clock.POSTED)


def test_a_local_time_without_a_zone_is_open_by_any_zone():
    read = only(times.iso("2025-12-17T11:27:45", Clock.POSTED))
    assert width(read) == 2 * ANY_ZONE


def test_an_offset_is_kept_and_not_overwritten():
    read = only(times.iso("2023-11-17T12:00:00+05:30", Clock.POSTED))
    assert iso(read.latest) == "2023-11-17T06:30:00Z"
    assert read.stated == "2023-11-17T12:00:00+05:30"


def test_what_a_format_defines_to_be_utc_says_so_in_what_was_stated():
    read = only(times.utc("2020-08-20 04:34:32", Clock.POSTED))
    assert (iso(read.earliest), read.stated) == (
        "2020-08-20T04:34:32Z",
        "2020-08-20 04:34:32 (UTC)",
    )


def test_a_day_of_an_unknown_zone_is_52_hours_wide():
    assert width(only(times.day("20210720", Clock.POSTED))) == timedelta(hours=52)


def test_the_long_form_of_x_is_read_in_any_language_of_the_machine():
    read = only(times.long("Mon Oct 20 17:11:38 +0000 2025", Clock.POSTED))
    assert iso(read.latest) == "2025-10-20T17:11:38Z"


@pytest.mark.parametrize("stated", ["yesterday", "17/11/2023", "Mon Foo 20 17:11:38 +0000 2025"])
def test_what_nobody_understands_is_an_error(stated):
    with pytest.raises(ValueError, match="ISO 8601"):
        times.long(stated, Clock.POSTED)


def test_a_time_before_the_platform_opened_is_an_error():
    with pytest.raises(ValueError, match="before the platform opened in 2006"):
        times.long("Mon Oct 20 17:11:38 +0000 1999", Clock.POSTED, opened=2006)
