"""Pages of words are told from pictures by the few greys that fill them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from provenance.matching.page import is_page
from provenance.model.alignment import Alignment
from tests.matching.photographs import NAMES
from tests.matching.test_lettering import on_a_screen
from tests.signals.framing import a_photograph

if TYPE_CHECKING:
    from PIL import Image

SCREEN = on_a_screen(a_photograph(NAMES[0]))
ABOVE, WITHIN = (0, 0, 1, 0.4), (0.05, 0.43, 0.95, 0.78)
WHOLE = (0, 0, 1, 1)


def agreeing_in(box: tuple[float, ...], strays: int = 0) -> Alignment:
    """Lay a picture on another by keypoints in the corners of a box, and some elsewhere."""
    left, top, right, bottom = box
    corners = ((left, top), (right, top), (left, bottom), (right, bottom)) * 10
    points = corners + ((0.0, 0.0), (1.0, 1.0)) * strays
    pairs = tuple((x, y, x, y) for x, y in points)
    return Alignment((1.0, 0, 0, 0, 1.0, 0, 0, 0, 1.0), len(pairs), pairs, mirrored=False)


def grey(picture: Image.Image) -> np.ndarray:
    return np.asarray(picture.convert("L"))


@pytest.mark.parametrize("name", NAMES)
def test_a_photograph_is_no_page(name: str):
    assert not is_page(grey(a_photograph(name)), agreeing_in(WHOLE))


@pytest.mark.parametrize("side", [1200, 240])
def test_the_words_of_a_screen_are_a_page_and_the_photograph_on_it_is_none(side: int):
    small = grey(SCREEN.resize((side // 2, side)))
    assert is_page(small, agreeing_in(ABOVE))
    assert not is_page(small, agreeing_in(WITHIN, strays=2))


def test_paper_and_bubbles_of_three_greys_are_a_page():
    stripes = np.repeat(np.array([20, 120, 220], np.uint8), 30)[:, None].repeat(90, axis=1)
    assert is_page(stripes, agreeing_in(WHOLE))


def test_a_wall_of_all_greys_is_none():
    slope = np.arange(256, dtype=np.uint8)[:, None].repeat(64, axis=1)
    assert not is_page(slope, agreeing_in(WHOLE))


@pytest.mark.parametrize("place", [0.0, 0.5, 1.0])
def test_keypoints_in_one_place_are_looked_at_as_a_pixel(place: float):
    assert is_page(np.zeros((4, 4), np.uint8), agreeing_in((place,) * 4))


def test_where_no_keypoint_agrees_there_is_no_page():
    none = Alignment((1.0, 0, 0, 0, 1.0, 0, 0, 0, 1.0), 0, (), mirrored=False)
    assert not is_page(np.zeros((4, 4), np.uint8), none)
