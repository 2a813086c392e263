"""An alignment says where a query lies on another picture, and how much of it is seen."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.model.alignment import Alignment
from provenance.model.fingerprint import UPRIGHT, Orientation
from provenance.model.geometry import Box

shares = st.floats(0, 1)
turns = st.builds(Orientation, st.booleans(), st.sampled_from([0, 90, 180, 270]))
CORNER = (0.1, 0.2)


def laid(*row: float) -> Alignment:
    """Make an alignment of six numbers of an affine map."""
    return Alignment((*row, 0, 0, 1), 0, (), mirrored=False)


@pytest.mark.parametrize(
    ("orientation", "lies_at"),
    [
        (UPRIGHT, (0.1, 0.2)),
        (Orientation(mirrored=True, rotated=0), (0.9, 0.2)),
        # Clockwise: what is near the top left of B came to lie near the top right of A.
        (Orientation(mirrored=False, rotated=90), (0.8, 0.1)),
        (Orientation(mirrored=False, rotated=180), (0.9, 0.8)),
        (Orientation(mirrored=False, rotated=270), (0.2, 0.9)),
        (Orientation(mirrored=True, rotated=90), (0.8, 0.9)),
    ],
)
def test_a_turn_says_where_every_point_came_to_lie(orientation, lies_at):
    assert Alignment.of_turn(orientation).to_query(CORNER) == pytest.approx(lies_at)


@given(turns)
def test_a_turn_is_named_again_as_it_was(turn: Orientation):
    assert Alignment.of_turn(turn).orientation((100, 100), (100, 100)) == turn


def test_a_part_of_a_query_may_be_the_whole_other_picture():
    found = Alignment.of_turn(UPRIGHT, Box(0.5, 0, 1, 0.5))
    assert found.to_match((0.5, 0)) == pytest.approx((0, 0))
    assert found.to_match((1, 0.5)) == pytest.approx((1, 1))
    assert found.box_query == Box(0.5, 0, 1, 0.5)


def test_a_turn_by_a_few_degrees_does_not_say_where_points_lie():
    with pytest.raises(ValueError, match="quarter"):
        Alignment.of_turn(Orientation(mirrored=False, rotated=3))


@pytest.mark.parametrize(
    ("row", "share"),
    [
        ((1, 0, 0, 0, 1, 0), 1),
        ((0.5, 0, 0.25, 0, 0.5, 0.25), 0.25),
        ((2, 0, -0.5, 0, 2, -0.5), 1),
        ((1, 0, 0.5, 0, 1, 0.5), 0.25),
        ((1, 0, 2, 0, 1, 2), 0),
        ((-1, 0, 1, 0, 1, 0), 1),
        # A square that stands on its corner in the middle.
        ((0.5, -0.5, 0.5, 0.5, 0.5, 0), 0.5),
    ],
)
def test_the_share_that_is_seen_is_an_area(row, share):
    assert laid(*row).seen_share() == pytest.approx(share)


@given(st.tuples(*[st.floats(-3, 3)] * 6))
def test_the_share_that_is_seen_is_a_share(row):
    assert 0 <= laid(*row).seen_share() <= 1


def test_a_part_of_the_query_lies_in_a_part_of_the_other_picture():
    found = laid(0.5, 0, 0.25, 0, 0.5, 0.25).box_in_match(Box(0, 0, 1, 0.5))
    assert found == Box(0.25, 0.25, 0.75, 0.5)


@given(turns, shares, shares)
def test_a_box_goes_there_and_back(turn: Orientation, x: float, y: float):
    box = Box(min(x, y), min(x, y) / 2, max(x, y), max(x, y))
    found = Alignment.of_turn(turn)
    there = found.box_in_match(box)
    assert found.box_in_query(there) == pytest.approx((box.left, box.top, box.right, box.bottom))
