"""A map by few keypoints is moved to where the pixels agree, and no farther."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from provenance.matching import nudged, warp
from tests.matching.photographs import luma
from tests.signals.framing import a_photograph

MATCH = luma(a_photograph("street.jpg")).resize((240, 180))
PART = MATCH.crop((60, 36, 180, 144))
TRUE = (0.5, 0.0, 0.25, 0.0, 0.6, 0.2, 0.0, 0.0, 1.0)


def better(matrix: tuple[float, ...], query: Image.Image = PART) -> tuple[float, ...] | None:
    laid = warp.laid(np.asarray(query), np.asarray(MATCH), matrix)
    return nudged.nudged(laid, matrix)


@pytest.mark.parametrize(
    "rough",
    [
        (0.5, 0.0, 0.265, 0.0, 0.6, 0.185, 0.0, 0.0, 1.0),
        (0.53, 0.02, 0.24, -0.01, 0.57, 0.21, 0.0, 0.0, 1.0),
        TRUE,
    ],
    ids=["moved", "bent", "right already"],
)
def test_a_map_that_is_a_little_off_is_put_right(rough: tuple[float, ...]):
    assert better(rough) == pytest.approx(TRUE, abs=0.005)


def test_a_mirrored_part_is_put_right_as_well():
    turned = PART.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    found = better((-0.5, 0.0, 0.76, 0.0, 0.6, 0.21, 0.0, 0.0, 1.0), turned)
    assert found == pytest.approx((-0.5, 0.0, 0.75, 0.0, 0.6, 0.2, 0.0, 0.0, 1.0), abs=0.005)


@pytest.mark.parametrize(
    "query",
    [Image.new("L", (120, 108), 90), Image.effect_noise((120, 108), 60)],
    ids=["flat", "noise"],
)
def test_where_the_pixels_have_nothing_in_common_the_map_is_hardly_moved(query: Image.Image):
    found = better(TRUE, query)
    assert found is None or found == pytest.approx(TRUE, abs=0.25)


def test_pictures_too_small_for_it_are_left_alone():
    small = np.zeros((20, 20), np.uint8)
    same = (1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0)
    assert nudged.nudged(warp.laid(small, small, same), same) is None
