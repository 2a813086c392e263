"""Untrusted text on a terminal."""

from __future__ import annotations

import re

import pytest
from hypothesis import given

from provenance.reports.safe import safe_text
from tests.reports.saying import any_text, repeatable

STEERING = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[2J", "\\x1b[2J"),
        ("a\x00b", "a\\x00b"),
        ("\x9b31m", "\\x9b31m"),
        ("\x7f", "\\x7f"),
        ("\u202egpj.exe", "<U+202E>gpj.exe"),
        ("\u200f", "<U+200F>"),
        ("\udcff", "\\udcff"),
        ("one\r\ntwo\nthree\u2028four", "one two three four"),
        ("a\tb", "a b"),
        ("a\rb", "a\\x0db"),
        ("Été à Kidal كيدال 😀", "Été à Kidal كيدال 😀"),
    ],
)
def test_what_would_steer_is_shown(text, shown):
    assert safe_text(text) == shown


def test_lines_stay_apart_where_several_are_wanted():
    assert safe_text("one\r\ntwo\u2029three\x1b", multiline=True) == "one\ntwo\nthree\\x1b"


@repeatable
@given(any_text)
def test_nothing_that_steers_a_terminal_is_left(text):
    assert not STEERING.search(safe_text(text))


@repeatable
@given(any_text)
def test_of_several_lines_only_the_ends_are_left(text):
    assert not STEERING.search(safe_text(text, multiline=True).replace("\n", ""))


@repeatable
@given(any_text)
def test_safe_text_is_left_alone(text):
    assert safe_text(safe_text(text)) == safe_text(text)
