"""A posted picture comes back in a frame: it is found, and the report says in which part."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from tests.command_line import Finished, RunCli
from tests.journeys.schemas import fits
from tests.pictures import Pictures
from tests.signals import framing

POSTED = framing.a_photograph("street.jpg")
OTHER = framing.a_photograph("irises.jpg")

FRAMED = {
    "letterbox": framing.letterboxed(POSTED, "black"),
    "blurred margins": framing.between_blurred(POSTED, tall=True),
    "demotivator": framing.demotivator(POSTED),
    "light screenshot": framing.screenshot(POSTED, dark=False),
    "dark screenshot": framing.screenshot(POSTED, dark=True),
}


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an index of two photographs."""
    place = tmp_path_factory.mktemp("framed")
    pictures = Pictures(place)
    pictures.save("posted/street.jpg", POSTED)
    pictures.save("posted/irises.jpg", OTHER)
    assert RunCli(place)("ingest", "posted", index=place / "archive.db").code == 0
    return place


def checked(place: Path, picture: Image.Image, *options: str) -> Finished:
    """Check a picture as it would come from a platform."""
    query = Pictures(place).save("query.jpg", picture, quality=70)
    return RunCli(place)("check", query, *options, index=place / "archive.db")


def matches(done: Finished) -> list[dict]:
    """Give the matches of the only report."""
    (line,) = done.lines
    return fits(line)["matches"]


@pytest.mark.parametrize("kind", FRAMED)
def test_a_framed_copy_is_a_strong_match_of_a_part_of_the_file(place: Path, kind: str) -> None:
    picture, truth = FRAMED[kind]
    (match,) = matches(checked(place, picture, "--ndjson"))
    assert (match["strength"], match["relation"]) == ("strong", "same-picture")
    expected = (truth.left, truth.top, truth.right, truth.bottom)
    assert match["transform"]["crop_query"] == pytest.approx(expected, abs=0.02)
    own = (truth.right - truth.left) * picture.width / POSTED.width
    assert match["transform"]["scale"] == pytest.approx(own, abs=0.02)


def test_a_mirrored_copy_in_a_screenshot_is_found_and_the_turn_is_named(place: Path) -> None:
    mirrored = POSTED.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    picture, _ = framing.screenshot(mirrored, dark=True)
    (match,) = matches(checked(place, picture, "--ndjson"))
    assert match["transform"]["mirrored"] is True
    assert match["relation"] == "same-picture"


def test_both_pictures_of_a_collage_are_found(place: Path) -> None:
    picture, _ = framing.collage([POSTED, OTHER], columns=2, gap=0)
    found = matches(checked(place, picture, "--ndjson"))
    lefts = sorted(match["transform"]["crop_query"][0] for match in found)
    assert lefts == pytest.approx([0, 0.5], abs=0.02)
    assert {match["strength"] for match in found} == {"strong"}


def test_a_copy_without_a_frame_matches_as_a_whole(place: Path) -> None:
    (match,) = matches(checked(place, POSTED, "--ndjson"))
    assert match["transform"]["crop_query"] == pytest.approx([0, 0, 1, 1], abs=0.01)


def test_the_text_says_that_something_is_around_it(place: Path) -> None:
    done = checked(place, FRAMED["letterbox"][0])
    assert "same picture, with something around it" in done.said


def test_a_copy_that_was_edited_in_its_frame_is_named_one(place: Path) -> None:
    edited = POSTED.copy()
    edited.paste(OTHER.resize((170, 150)), (300, 220))
    picture, _ = framing.letterboxed(edited, "white")
    (match,) = matches(checked(place, picture, "--ndjson"))
    assert (match["strength"], match["relation"]) == ("strong", "edited-copy")
