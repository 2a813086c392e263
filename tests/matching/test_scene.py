"""Of the ways in which a still may lie on a scene, that is taken which tells the time."""

from __future__ import annotations

import pytest

from provenance.matching.scene import Scores, best

FOLLOWED: Scores = {0: 0.1, 1: 0.1, 2: 0.3, 3: 0.12}


def test_a_still_is_followed_where_no_other_way_lays_it_better():
    assert best([FOLLOWED, {0: 0.0, 1: 0.29, 2: 0.1}]) == FOLLOWED


def test_another_way_is_taken_where_it_lays_the_still_better_at_one_time():
    turning: Scores = {0: 0.15, 1: 0.4, 2: 0.2}
    assert best([FOLLOWED, turning]) == turning


@pytest.mark.parametrize("bars", [{0: 0.31, 1: 0.34, 2: 0.33}, {0: 0.35}])
def test_bars_that_are_the_same_all_the_time_tell_nothing(bars: Scores):
    assert best([FOLLOWED, bars]) == FOLLOWED
