"""Straightening: empty corners give away by how many degrees a picture was rotated."""

from __future__ import annotations

import pytest
from PIL import Image

from provenance.signals import fingerprints, straightened
from tests.pictures import a_picture
from tests.signals.greys import a_grey

SIZE = (640, 480)


def rotated(degrees: int, corner: int) -> Image.Image:
    """Rotate a picture clockwise and leave its corners empty."""
    picture = a_picture(0, SIZE).convert("L")
    return picture.rotate(-degrees, Image.Resampling.BICUBIC, expand=True, fillcolor=corner)


@pytest.mark.parametrize("corner", [0, 255])
@pytest.mark.parametrize("degrees", [-40, -15, -5, 4, 10, 25, 44])
def test_a_rotated_picture_is_turned_back(degrees: int, corner: int) -> None:
    found = straightened(rotated(degrees, corner))
    assert abs((found[0].rotated - degrees + 180) % 360 - 180) <= 1


@pytest.mark.parametrize("corner", [0, 255])
@pytest.mark.parametrize("degrees", [-15, 5, 25])
def test_a_picture_that_was_turned_back_has_nearly_its_own_hash(degrees: int, corner: int) -> None:
    upright = fingerprints(a_picture(0, SIZE).convert("L"))[0]
    found = [fingerprints(each.luma)[0] for each in straightened(rotated(degrees, corner))]
    assert min(each.distance(upright) for each in found) <= 31


@pytest.mark.parametrize("seed", range(10))
def test_a_picture_without_empty_corners_is_left_alone(seed: int) -> None:
    assert straightened(a_picture(seed, SIZE).convert("L")) == ()


@pytest.mark.parametrize("value", [0, 128, 255])
def test_a_picture_of_nothing_but_corners_is_left_alone(value: int) -> None:
    assert straightened(Image.new("L", SIZE, value)) == ()


def test_a_picture_that_lies_straight_in_a_frame_is_left_alone() -> None:
    framed = Image.new("L", (740, 580), 255)
    framed.paste(a_picture(0, SIZE).convert("L"), (50, 50))
    assert straightened(framed) == ()


@pytest.mark.parametrize("size", [(1, 1), (2, 3), (1, 900), (900, 1), (5000, 3), (17, 16)])
@pytest.mark.parametrize("kind", ["noise", "gradient", "checker", "steps", "symmetric"])
def test_any_shape_can_be_asked(size: tuple[int, int], kind: str) -> None:
    for each in straightened(a_grey(kind, *size)):
        assert each.luma.mode == "L"
        assert 0 < each.rotated < 360


@pytest.mark.parametrize("spot", [(0, 0), (319, 239), (100, 200)])
def test_a_spot_in_the_dark_can_be_asked(spot: tuple[int, int]) -> None:
    dark = Image.new("L", (320, 240), 0)
    dark.paste(255, (*spot, spot[0] + 90, spot[1] + 90))
    for each in straightened(dark):
        assert min(each.luma.size) > 0


def test_at_most_two_ways_are_tried() -> None:
    assert all(len(straightened(rotated(degrees, 0))) <= 2 for degrees in range(-45, 46, 5))
