from __future__ import annotations

from provenance.model.moment import Clock
from provenance.sources.stated import filled
from tests.builders import a_moment, a_posting
from tests.sources.exports import NOTHING_STATED


def test_what_the_source_says_wins() -> None:
    own = a_posting()
    stated = a_posting(
        "2001-01-01", platform="x", native_id="2", url="u", account="other", text="other"
    )
    assert filled(own, stated) == own


def test_what_the_source_leaves_open_is_filled() -> None:
    assert filled(NOTHING_STATED, a_posting()) == a_posting()


def test_a_stated_posting_time_is_added_to_a_time_of_another_clock() -> None:
    edited = a_moment(clock=Clock.EDITED)
    posted = a_moment("2020-01-01")
    found = filled(a_posting(moments=(edited,)), a_posting(moments=(posted,)))
    assert found.moments == (edited, posted)
