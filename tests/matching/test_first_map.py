"""One right pair among many wrong ones says how a picture lies."""

from __future__ import annotations

import numpy as np
import pytest

from provenance.matching.first_map import _of_one_pair, first_maps
from provenance.matching.pairs import Side, is_sane
from provenance.matching.places import Places

SCALE, DEGREES, SHIFT = 0.5, 30.0, np.array([120.0, 40.0])


def turned(points: np.ndarray) -> np.ndarray:
    angle = np.radians(DEGREES)
    turn = SCALE * np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    return points @ turn.T + SHIFT


def sides(right: int, wrong: int) -> tuple[Side, Side]:
    """Give pairs, one after the other, of which the first lie as a turn by 30 degrees says."""
    made = np.random.default_rng(7)
    count = right + wrong
    here = made.uniform(0, 300, (count, 2))
    there = np.vstack([turned(here[:right]), made.uniform(0, 300, (wrong, 2))])
    octaves, angles = made.uniform(1, 4, count), made.uniform(0, 360, count)
    its_octaves = np.append(octaves[:right] + np.log2(SCALE), made.uniform(1, 4, wrong))
    its_angles = np.append(angles[:right] + DEGREES, made.uniform(0, 360, wrong)) % 360
    codes = made.integers(0, 256, (count, 16), np.uint8)
    return (
        Side(codes, Places(*(each.astype(np.float32) for each in (here, octaves, angles)))),
        Side(
            codes, Places(*(each.astype(np.float32) for each in (there, its_octaves, its_angles)))
        ),
    )


@pytest.mark.parametrize("wrong", [0, 20, 200])
def test_the_pairs_that_agree_with_the_best_supported_one_are_kept(wrong: int):
    own, other = sides(6, wrong)
    pairs = np.column_stack([np.arange(6 + wrong)] * 2)
    assert set(range(6)) <= set(_of_one_pair(own, other, pairs)[:, 0].tolist())
    assert len(_of_one_pair(own, other, pairs)) <= 6 + wrong / 20


def test_a_map_is_found_among_many_wrong_pairs():
    own, other = sides(6, 200)
    there = turned(own.places.points[:6])
    maps = [found for found in first_maps(own, other) if is_sane(found)]
    off = [np.abs(own.places.points[:6] @ m[:, :2].T + m[:, 2] - there).max() for m in maps]
    assert min(off) < 3


def test_too_few_pairs_give_no_map():
    assert list(first_maps(*sides(2, 0))) == []


@pytest.mark.parametrize("bad", [np.nan, np.inf])
def test_a_map_without_numbers_is_refused(bad: float):
    assert not is_sane(np.array([[1, 0, 0], [0, bad, 0.0]]))
