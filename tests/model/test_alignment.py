"""An alignment says in words how one picture lies on another."""

from __future__ import annotations

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from provenance.model.alignment import Alignment
from provenance.model.fingerprint import Orientation
from provenance.model.geometry import Box

SIZE = (800.0, 600.0)
numbers = st.floats(-2, 2)
shares = st.floats(0, 1)


def laid(
    match: tuple[float, float] = SIZE,
    *,
    mirrored: bool = False,
    degrees: float = 0,
    scale: float = 1,
) -> tuple[Alignment, tuple[float, float]]:
    """Mirror a picture of a size, turn it clockwise, scale it; give the map back and its size."""
    turn = math.radians(degrees)
    cos, sin = math.cos(turn), math.sin(turn)
    wide = (abs(cos) * match[0] + abs(sin) * match[1]) * scale
    high = (abs(sin) * match[0] + abs(cos) * match[1]) * scale
    side = -1 if mirrored else 1
    # From the middle of the query to the middle of the match, the way back of what was done.
    a, b = side * cos / scale, side * sin / scale
    c, d = -sin / scale, cos / scale
    x = match[0] / 2 - a * wide / 2 - b * high / 2
    y = match[1] / 2 - c * wide / 2 - d * high / 2
    rows = (
        (a * wide / match[0], b * high / match[0], x / match[0]),
        (c * wide / match[1], d * high / match[1], y / match[1]),
    )
    return Alignment((*rows[0], *rows[1], 0, 0, 1), 20, ((0, 0, 0, 0),), mirrored), (wide, high)


@given(st.lists(numbers, min_size=8, max_size=8), shares, shares)
def test_there_and_back_is_where_it_was(values: list[float], x: float, y: float) -> None:
    matrix = (*values, 4.5)
    found = Alignment(matrix, 0, (), mirrored=False)
    m = matrix
    determinant = (
        m[0] * (m[4] * m[8] - m[5] * m[7])
        - m[1] * (m[3] * m[8] - m[5] * m[6])
        + m[2] * (m[3] * m[7] - m[4] * m[6])
    )
    assume(abs(determinant) > 0.05)
    assert found.to_query(found.to_match((x, y))) == pytest.approx((x, y), abs=1e-6)


@pytest.mark.parametrize("scale", [0.25, 1, 3])
@pytest.mark.parametrize("degrees", [0, 90, 180, 270, 7, 350, 45])
@pytest.mark.parametrize("mirrored", [False, True])
def test_what_was_done_to_a_picture_is_told(mirrored: bool, degrees: int, scale: float) -> None:
    found, query = laid(mirrored=mirrored, degrees=degrees, scale=scale)
    assert found.orientation(query, SIZE) == Orientation(mirrored, degrees)
    assert found.scale(query, SIZE) == pytest.approx(scale, rel=1e-3)


def test_a_quarter_turn_that_is_a_little_off_is_a_quarter_turn() -> None:
    found, query = laid(degrees=90.9)
    assert found.orientation(query, SIZE).rotated == 90


@pytest.mark.parametrize("mirrored", [False, True])
@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
def test_a_whole_picture_is_seen_wholly_however_it_is_turned(mirrored: bool, degrees: int) -> None:
    found, _ = laid(mirrored=mirrored, degrees=degrees)
    assert found.box_match == found.box_query == Box(0, 0, 1, 1)


def test_a_crop_shows_a_part_of_the_match_in_all_of_the_query() -> None:
    found = Alignment((0.5, 0, 0.25, 0, 0.5, 0.25, 0, 0, 1), 9, (), mirrored=False)
    assert found.box_query == Box(0, 0, 1, 1)
    assert found.box_match == Box(0.25, 0.25, 0.75, 0.75)
    assert found.scale(SIZE, SIZE) == 2
    assert found.box_in_query(Box(0.25, 0.25, 0.5, 0.5)) == pytest.approx((0, 0, 0.5, 0.5))


def test_a_box_never_leaves_the_picture() -> None:
    found = Alignment((0.5, 0, 0.25, 0, 0.5, 0.25, 0, 0, 1), 9, (), mirrored=False)
    assert found.box_in_query(Box(0, 0, 1, 1)) == (0, 0, 1, 1)


def test_keypoints_in_one_corner_of_both_pictures_spread_over_little() -> None:
    corner = tuple((x / 100, y / 100, x / 100, y / 100) for x in range(9) for y in range(9))
    wide = tuple((x, y, u, v) for x, y, u, v in ((a * 10, b * 10, c, d) for a, b, c, d in corner))
    assert Alignment((1, 0, 0, 0, 1, 0, 0, 0, 1), 9, corner, False).share() < 0.01
    assert Alignment((1, 0, 0, 0, 1, 0, 0, 0, 1), 9, wide, False).share() > 0.3


def test_the_boxes_of_a_part_are_where_both_pictures_show_it() -> None:
    # The query is the left half of the match, with as much of something else on its right.
    alignment = Alignment((1.0, 0, 0, 0, 1, 0, 0, 0, 1), 20, (), mirrored=False)
    query, match = alignment.boxes_of(Box(0, 0, 0.5, 1))
    assert query == match == Box(0, 0, 0.5, 1)
    assert alignment.seen_share(Box(0, 0, 0.5, 1)) == 0.5


def test_a_part_that_the_query_does_not_cover_changes_no_box() -> None:
    alignment = Alignment((0.5, 0, 0, 0, 0.5, 0, 0, 0, 1), 20, (), mirrored=False)
    boxes = alignment.boxes_of(Box(0.8, 0.8, 1, 1))
    assert boxes == (alignment.box_query, alignment.box_match)


@pytest.mark.parametrize(("degrees", "parallel"), [(0, True), (90, True), (1, True), (5, False)])
def test_sides_are_parallel_but_for_a_degree_or_two(degrees: int, parallel: bool) -> None:
    assert laid(degrees=degrees)[0].is_parallel is parallel


parts = st.tuples(st.floats(0, 0.4), st.floats(0, 0.4), st.floats(0.6, 1), st.floats(0.6, 1))


@given(parts, parts, shares, shares)
def test_a_map_between_parts_is_that_between_the_wholes(
    own: tuple[float, float, float, float],
    its: tuple[float, float, float, float],
    x: float,
    y: float,
) -> None:
    query, match = Box(*own), Box(*its)
    between, _ = laid(degrees=10, scale=0.8)
    whole = between.seen_from(query, match)
    at = (
        query.left + x * (query.right - query.left),
        query.top + y * (query.bottom - query.top),
    )
    there = between.to_match((x, y))
    wanted = (
        match.left + there[0] * (match.right - match.left),
        match.top + there[1] * (match.bottom - match.top),
    )
    assert whole.to_match(at) == pytest.approx(wanted, abs=1e-6)
    assert whole.seen_in(query, match).to_match((x, y)) == pytest.approx(there, abs=1e-6)
