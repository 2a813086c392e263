"""What could not be examined is skipped or failed, with a reason that stands beside the name."""

from __future__ import annotations

import pytest

from provenance.errors import InputError, RefusedMedia, UnreadableMedia, UnsupportedMedia
from provenance.model.media import Location
from provenance.model.posting import Failed, Skipped
from provenance.workflows.account import failed, passed_over


def test_the_reason_does_not_repeat_the_name():
    location = Location("a/b.jpg")
    assert failed(location, InputError("a/b.jpg: is empty")) == Failed("a/b.jpg", "is empty")


def test_a_reason_that_never_named_the_file_stays_as_it_is():
    assert failed(Location("b.jpg"), InputError("took too long")).reason == "took too long"


def test_a_refusal_is_known_as_one():
    assert failed(Location("b.jpg"), RefusedMedia("b.jpg: too large")).refused
    assert not failed(Location("b.jpg"), UnreadableMedia("b.jpg: cut short")).refused


def test_a_name_that_is_no_text_is_shown():
    name = b"caf\xe9.jpg".decode("utf-8", "surrogateescape")
    assert failed(Location(name), InputError("x")).where == r"caf\xe9.jpg"


@pytest.mark.parametrize("name", ["notes.txt", "song.mp3", "README", "a.svg"])
def test_what_never_claimed_to_be_a_picture_is_skipped(name: str):
    error = UnsupportedMedia(f"{name}: is text")
    assert passed_over(Location(name), error) == Skipped(name, "is text")


@pytest.mark.parametrize("name", ["a.jpg", "a.JPG", "a.png", "a.webp", "a.heic", "a.mp4", "a.mkv"])
def test_what_claimed_to_be_a_picture_has_failed(name: str):
    error = UnsupportedMedia(f"{name}: is text")
    assert passed_over(Location(name), error) == Failed(name, "is text")


def test_a_broken_picture_has_failed_whatever_its_name():
    assert passed_over(Location("a.bin"), UnreadableMedia("a.bin: cut short")) == Failed(
        "a.bin", "cut short"
    )
