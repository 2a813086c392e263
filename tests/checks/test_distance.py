"""Distances on the globe."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.checks.distance import kilometres, middle
from provenance.model.metadata import Position

positions = st.builds(Position, st.floats(-90, 90), st.floats(-180, 180))


@pytest.mark.parametrize(
    ("here", "there", "expected_km"),
    [
        (Position(18.4411, 1.4078), Position(16.2717, -0.0447), 286.5),
        (Position(48.8534, 2.3488), Position(51.5085, -0.1257), 343.6),
        (Position(0, 179.5), Position(0, -179.5), 111.2),
        (Position(90, 0), Position(-90, 0), 20015.1),
    ],
    ids=["Kidal-Gao", "Paris-London", "date line", "pole to pole"],
)
def test_known_distances(here: Position, there: Position, expected_km: float) -> None:
    assert kilometres(here, there) == pytest.approx(expected_km, rel=0.005)


@given(positions, positions)
def test_the_way_there_is_as_long_as_the_way_back(here: Position, there: Position) -> None:
    assert kilometres(here, there) == pytest.approx(kilometres(there, here), abs=1e-6)


@given(positions)
def test_nothing_is_far_from_itself(here: Position) -> None:
    assert kilometres(here, here) == 0


def test_the_middle_of_two_points_at_the_date_line_is_not_on_the_other_side() -> None:
    assert middle([Position(0, 179), Position(0, -179)]).longitude in {180.0, -180.0}


def test_the_middle_of_one_point_is_that_point() -> None:
    assert middle([Position(18.4411, 1.4078)]) == Position(18.4411, 1.4078)
