"""Parts that were left out are told from a faster pace."""

from __future__ import annotations

import random

import pytest

from provenance.matching.jumps import longest


def played(speed: float, frames: int = 16) -> list[tuple[float, float]]:
    """Give the nearest of frames half a second apart, for each of a query."""
    return [(each / 2, 10 + round(speed * each) / 2) for each in range(frames)]


def cut(*parts: tuple[float, float]) -> list[tuple[float, float]]:
    """Give the pairs of parts of a video that were joined."""
    dice = random.Random(1)
    pairs: list[tuple[float, float]] = []
    for start, end in parts:
        for each in range(round((end - start) * 2)):
            pairs.append((len(pairs) / 2, start + each / 2 + dice.choice((0.0, 0.2, -0.2))))
    return pairs


@pytest.mark.parametrize("speed", [0.5, 0.6, 2 / 3, 0.75, 0.8, 0.9, 1.1, 1.25, 1.5, 1.75, 2.0])
def test_another_pace_has_no_pieces(speed: float):
    assert longest(played(speed)) == ()


def test_what_was_left_out_leaves_pieces_of_which_the_longest_is_given():
    pairs = cut((10, 13), (14.5, 18), (20, 24))
    assert longest(pairs) == pairs[-8:]


def test_one_piece_needs_nothing_else():
    assert longest(cut((10, 18))) == ()


def test_frames_that_agree_anyhow_are_no_pieces():
    dice = random.Random(2)
    assert longest([(each / 2, dice.uniform(0, 60)) for each in range(20)]) == ()
