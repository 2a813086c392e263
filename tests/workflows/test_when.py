"""What several texts say about time, every one of them accounted for."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.errors import UsageError
from provenance.model.reading import WhenReport
from provenance.workflows.when import when

NOW = datetime(2026, 11, 26, tzinfo=UTC)

POST = "https://x.com/account/status/1724396760069046272"
VIDEO = "https://www.youtube.com/watch?v=dQw4w9WgXcQ"


def test_every_text_is_read_or_has_a_reason_in_the_order_given() -> None:
    report = when(POST, "dog", "7300000000000000000", VIDEO, now=NOW)
    assert [each.text for each in report.readings] == [POST, *["7300000000000000000"] * 2]
    assert [each.text for each in report.unread] == ["dog", VIDEO]


def test_nothing_asked_is_nothing_answered() -> None:
    assert when(now=NOW) == WhenReport((), ())


def test_the_same_text_twice_is_answered_twice() -> None:
    assert len(when(POST, POST, now=NOW).readings) == 2


def test_a_platform_may_be_called_by_its_old_name() -> None:
    assert when("1724396760069046272", platform="Twitter", now=NOW).readings[0].platform == "x"


def test_an_unknown_platform_is_refused() -> None:
    with pytest.raises(UsageError, match="--platform: no ids of 'myspace' are known"):
        when(POST, platform="myspace", now=NOW)


def test_without_a_time_of_the_question_our_own_clock_says_what_has_come() -> None:
    made = int((datetime.now(UTC).timestamp() + 7 * 86400) * 1000) - 1288834974657
    assert when(str(made << 22), platform="x").readings == ()
    assert len(when(POST).readings) == 1


@given(st.lists(st.text(max_size=40)))
def test_every_text_is_accounted_for(texts: list[str]) -> None:
    report = when(*texts, now=NOW)
    answered = {each.text for each in (*report.readings, *report.unread)}
    assert answered == set(texts)
