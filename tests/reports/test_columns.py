"""Lines of 80 columns."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.reports.columns import COLUMNS, cut, display_width, fold, pad
from tests.reports.saying import repeatable

URL = "https://example.org/" + "a" * 120


@pytest.mark.parametrize(
    ("text", "width"), [("abc", 3), ("é", 1), ("e\u0301", 1), ("漢字", 4), ("كَيدال", 5), ("", 0)]
)
def test_a_text_is_measured_as_a_terminal_shows_it(text, width):
    assert display_width(text) == width


@repeatable
@given(st.text(), st.integers(1, 40))
def test_a_padded_text_fills_its_cells_exactly(text, width):
    assert display_width(pad(text, width)) == width


def test_a_cut_text_says_that_something_is_gone():
    assert cut("abcdef", 4) == "abc…"


def test_a_text_that_fits_is_not_cut():
    assert cut("abcd", 4) == "abcd"


@repeatable
@given(st.text(st.characters(exclude_characters=":"), max_size=400))
def test_no_folded_line_passes_80_columns(text):
    assert all(display_width(line) <= COLUMNS for line in fold(text, "    "))


@repeatable
@given(st.text(st.characters(exclude_characters=":"), max_size=400))
def test_folding_loses_no_character(text):
    assert "".join("".join(fold(text)).split()) == "".join(text.split())


def test_a_link_stands_alone_on_its_line_unbroken():
    assert fold(f"see {URL} there") == ["see", URL, "there"]


def test_the_first_line_starts_with_its_own_mark():
    assert fold("word " * 20, "    ", first="  ! ")[0].startswith("  ! word")


def test_what_is_too_long_for_its_lines_ends_in_an_ellipsis():
    folded = fold("word " * 100, lines=2)
    assert len(folded) == 2
    assert folded[-1].endswith("…")


def test_an_empty_text_is_one_line():
    assert fold("", "  ") == ["  "]
