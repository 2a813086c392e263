"""A clip with its borders cut off lies in one place on all frames only along its own line."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from provenance.matching.clip_pairs import Pair, of_pairs
from provenance.matching.steady import unsteadiness

STORED = tuple(2.0 * each for each in range(12))
PAN = 0.06
TURNS_AT = 10.0


def pairs(offset: float, speed: float) -> Iterator[Pair]:
    """Give what a clip of a pan to and fro agrees on: all frames near by, but elsewhere."""
    for step in range(10):
        at = step / 2
        true = offset + speed * at
        for stored in STORED:
            if abs(stored - true) <= 3.0:
                place = (0.5 + PAN * (abs(true - TURNS_AT) - abs(stored - TURNS_AT)), 0.5)
                yield Pair(at, stored, 100, mirrored=False, place=place)


@pytest.mark.parametrize(("offset", "speed"), [(7.4, 1.0), (5.0, 2.0), (8.7, 0.5)])
def test_where_all_frames_agree_alike_the_place_tells_the_time_and_the_pace(
    offset: float, speed: float
):
    found = of_pairs(list(pairs(offset, speed)))
    assert found is not None
    assert found.offset_s == pytest.approx(offset, abs=0.5)
    assert found.speed == pytest.approx(speed)


def test_a_line_is_the_less_steady_the_farther_it_lies_from_the_right_pace():
    curves, places = {}, {}
    for at in (0.0, 1.0, 2.0, 3.0):
        near = np.array([each for each in STORED if abs(each - 6 - at) <= 3])
        curves[at] = np.column_stack([near, np.ones(len(near))])
        places[at] = np.column_stack([0.5 + PAN * (6 + at - near), np.full(len(near), 0.5)])
    right = unsteadiness(curves, places, (6.0, 1.0))
    wrong = unsteadiness(curves, places, (7.0, 0.5))
    assert right == pytest.approx(0, abs=1e-9)
    assert wrong is not None
    assert wrong > 0.01


def test_nothing_is_told_of_fewer_than_three_frames():
    assert unsteadiness({}, {}, (0.0, 1.0)) is None
