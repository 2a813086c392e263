"""Where the bars of a timeline lie."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.model.moment import Basis, Clock, Moment, Trust
from provenance.reports.chart import LEFT, RIGHT, draw
from tests.reports.saying import repeatable

START = datetime(2019, 3, 2, 9, 30, tzinfo=UTC)

instants = st.datetimes(datetime(1826, 1, 2), datetime(2199, 12, 30), timezones=st.just(UTC))


def between(earliest: datetime | None, latest: datetime | None) -> Moment:
    return Moment(Clock.POSTED, earliest, latest, "", Basis.LIST, Trust.PLATFORM_RECORD)


def drawn(*moments: Moment):
    return draw([(str(place), "sighting", moment) for place, moment in enumerate(moments)])


@pytest.mark.parametrize(
    "span",
    [timedelta(0), timedelta(minutes=9)]
    + [timedelta(hours=hours) for hours in (2, 7, 20)]
    + [timedelta(days=days) for days in (2, 8, 33, 90, 200, 800, 3000, 20_000, 130_000)],
)
def test_an_axis_has_a_few_ticks_whatever_it_spans(span):
    chart = drawn(between(START, START), between(START + span, START + span))
    assert chart is not None
    assert 1 <= len(chart.ticks) <= 4


@repeatable
@given(st.lists(st.tuples(instants, instants), min_size=1, max_size=5))
def test_bars_and_ticks_lie_on_the_axis(pairs):
    chart = drawn(*(between(min(pair), max(pair)) for pair in pairs))
    assert chart is not None
    assert all(LEFT <= tick.at <= RIGHT for tick in chart.ticks)
    assert all(LEFT - 1 <= bar.start <= bar.start + bar.width <= RIGHT + 1 for bar in chart.bars)


def test_an_instant_is_wide_enough_to_be_seen():
    chart = drawn(between(START, START), between(START + timedelta(days=900), None))
    assert chart is not None
    assert chart.bars[0].width > 0.5


def test_a_longer_interval_is_a_longer_bar():
    day, month = timedelta(days=1), timedelta(days=30)
    chart = drawn(between(START, START + day), between(START, START + month))
    assert chart is not None
    assert chart.bars[0].width < chart.bars[1].width


def test_a_moment_without_a_start_reaches_back_to_the_edge():
    chart = drawn(between(START, START), between(None, START + timedelta(days=9)))
    assert chart is not None
    assert chart.bars[1].open_start
    assert chart.bars[1].start == LEFT


def test_a_moment_without_an_end_reaches_on_to_the_edge():
    chart = drawn(between(START, None))
    assert chart is not None
    assert chart.bars[0].open_end
    assert chart.bars[0].start + chart.bars[0].width == pytest.approx(RIGHT)


def test_what_has_no_time_is_not_drawn():
    assert drawn(between(None, None)) is None


def test_a_year_in_which_nothing_is_posted_is_not_drawn():
    assert drawn(between(datetime(9999, 12, 31, tzinfo=UTC), None)) is None


def test_nothing_is_no_chart():
    assert drawn() is None
