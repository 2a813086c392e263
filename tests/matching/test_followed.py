"""A frame is followed through those around it, until they show something else."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from provenance.matching.followed import Followed
from provenance.matching.pinpoint import UNMOVED
from tests.matching.photographs import luma
from tests.signals.framing import a_photograph

WIDE = luma(a_photograph("street.jpg")).resize((480, 300))


def seen(left: float, zoom: float = 1.0) -> Image.Image:
    """Give what a camera sees of the street."""
    box = (left, 20.0, left + 320 / zoom, 20 + 240 / zoom)
    return WIDE.resize((320, 240), Image.Resampling.BICUBIC, box=box)


def test_a_frame_is_where_it_was_in_itself():
    assert Followed(seen(0)).into(seen(0)) == pytest.approx(np.array(UNMOVED), abs=0.01)


def test_a_camera_that_moves_far_is_followed_frame_by_frame():
    followed = Followed(seen(0))
    for left in range(20, 161, 20):
        found = followed.into(seen(left))
        assert found is not None
        assert found[:2, 2] == pytest.approx((-left, 0), abs=0.5)


def test_a_camera_that_comes_nearer_is_followed():
    followed = Followed(seen(40))
    for zoom in (1.1, 1.2, 1.3):
        found = followed.into(seen(40, zoom))
        assert found is not None
        assert np.diag(found) == pytest.approx((zoom, zoom, 1), abs=0.02)


def test_each_side_of_a_frame_is_followed_from_the_frame_itself():
    followed = Followed(seen(80))
    for left in (100, 120, 140, 160):
        followed.into(seen(left))
    followed.start_again()
    found = followed.into(seen(60))
    assert found is not None
    assert found[0, 2] == pytest.approx(20, abs=0.5)


@pytest.mark.parametrize(
    "other",
    [
        luma(a_photograph("street.jpg")).rotate(180).resize((320, 240)),
        Image.new("L", (320, 240)),
    ],
    ids=["another scene", "black"],
)
def test_where_corners_are_lost_a_frame_lies_as_the_one_before_it(other: Image.Image):
    followed = Followed(seen(0))
    before = followed.into(seen(20))
    assert before is not None
    assert followed.into(other) == pytest.approx(before)
    found = followed.into(seen(40))
    assert found is not None
    assert found[0, 2] == pytest.approx(-40, abs=0.5)


def test_a_frame_of_another_shape_is_not_followed():
    assert Followed(seen(0)).into(seen(0).crop((0, 0, 320, 200))) is None


def test_a_frame_without_a_corner_stands_still():
    flat = Image.new("L", (320, 240), 90)
    assert Followed(flat).into(flat) == pytest.approx(np.eye(3))
