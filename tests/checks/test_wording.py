"""How times, spans and counts are written for people."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from provenance.checks.wording import bounds, count, span, when
from provenance.model.moment import Basis, Clock, Moment, Trust
from tests.builders import a_moment


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def between(earliest: str | None, latest: str | None) -> Moment:
    ends = (at(earliest) if earliest else None, at(latest) if latest else None)
    return Moment(Clock.POSTED, *ends, "as stated", Basis.LIST, Trust.ARCHIVE)


@pytest.mark.parametrize(
    ("earliest", "latest", "written"),
    [
        ("2019-08-11T14:02:07", "2019-08-11T14:02:07", "2019-08-11 14:02 UTC"),
        ("2019-08-11T14:02:00", "2019-08-11T14:02:59", "2019-08-11 14:02 UTC"),
        (None, "2019-08-11T14:02:07", "at the latest 2019-08-11 14:02 UTC"),
        ("2019-08-11T14:02:07", None, "not before 2019-08-11 14:02 UTC"),
        (None, None, "at an unknown time"),
    ],
)
def test_a_time_is_written_to_the_minute(
    earliest: str | None, latest: str | None, written: str
) -> None:
    assert when(between(earliest, latest)) == bounds(between(earliest, latest)) == written


def test_a_day_is_written_as_stated_and_as_the_interval_it_may_be() -> None:
    written = "2023-11-17, between 2023-11-16 10:00 UTC and 2023-11-18 14:00 UTC"
    assert when(a_moment("2023-11-17")) == written


@pytest.mark.parametrize(
    ("start", "end", "written"),
    [
        ("2019-08-11T14:02", "2023-11-13T10:00", "4 years 3 months"),
        ("2021-01-01", "2022-01-01", "1 year"),
        ("2021-01-31", "2021-03-30", "1 month"),
        ("2021-01-31", "2021-02-28", "28 days"),
        ("2021-01-01", "2021-01-03T05:06", "2 days 5 hours"),
        ("2021-01-01", "2021-01-03T00:06", "2 days"),
        ("2021-01-01T12:00", "2021-01-01T13:01", "1 hour 1 minute"),
        ("2021-01-01T12:00", "2021-01-01T12:05:59", "5 minutes"),
        ("2021-01-01T12:00", "2021-01-01T12:00:59", "less than a minute"),
        ("2021-01-01T12:00", "2021-01-01T12:00", "less than a minute"),
    ],
)
def test_a_span_is_written_in_its_two_largest_units(start: str, end: str, written: str) -> None:
    assert span(at(start), at(end)) == written


@pytest.mark.parametrize(
    ("number", "written"), [(0, "0 postings"), (1, "1 posting"), (1204, "1,204 postings")]
)
def test_a_count_agrees_with_its_noun(number: int, written: str) -> None:
    assert count(number, "posting") == written


def test_a_noun_may_have_a_plural_of_its_own() -> None:
    assert count(2, "match", "matches") == "2 matches"
