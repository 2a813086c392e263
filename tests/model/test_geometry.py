"""A part of a picture in shares becomes whole pixels that are inside it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from provenance.model.geometry import Box, pixels

shares = st.floats(0, 1)
sides = st.integers(1, 3000)


def test_a_box_of_whole_pixels_gives_them_back() -> None:
    assert pixels(Box(10 / 640, 0, 200 / 640, 33 / 480), (640, 480)) == (10, 0, 200, 33)


@given(st.tuples(shares, shares).map(sorted), st.tuples(shares, shares).map(sorted), sides, sides)
def test_the_pixels_of_any_box_lie_inside_and_are_never_none(
    across: list[float], down: list[float], width: int, height: int
) -> None:
    box = Box(across[0], down[0], across[1], down[1])
    left, top, right, bottom = pixels(box, (width, height))
    assert 0 <= left < right <= width
    assert 0 <= top < bottom <= height
