"""Locations: names of files are bytes, and are shown as text all the same."""

from __future__ import annotations

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.model.media import Location


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("album/photo.jpg", "album/photo.jpg"),
        ("كيدال.jpg", "كيدال.jpg"),
        (os.fsdecode(b"caf\xe9.jpg"), r"caf\xe9.jpg"),
        (os.fsdecode(b"\xff\xfe"), r"\xff\xfe"),
        ("from-json-\ud800.jpg", r"from-json-\ud800.jpg"),
        ("both-\ud800-\udcff.jpg", r"both-\ud800-\udcff.jpg"),
    ],
)
def test_a_name_is_shown_as_text_that_can_be_encoded(path: str, shown: str) -> None:
    assert Location(path).display == shown


@given(st.binary(max_size=60).filter(lambda name: b"\0" not in name))
def test_every_name_that_a_disk_can_hold_is_shown(name: bytes) -> None:
    Location(os.fsdecode(name)).display.encode("utf-8")


@given(st.text(st.characters(codec=None)))
def test_every_name_that_an_export_can_state_is_shown(path: str) -> None:
    Location(path).display.encode("utf-8")


@given(st.text(st.characters(codec="utf-8")))
def test_a_name_of_plain_text_is_shown_as_it_is(path: str) -> None:
    assert Location(path).display == path
