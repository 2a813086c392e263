"""The richest area of a table is the one that trying all of them finds."""

from __future__ import annotations

from itertools import combinations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from provenance.matching.rectangle import Area, richest

sides = st.integers(1, 5)


@given(sides, sides, st.integers(0, 2**32 - 1))
def test_no_other_area_has_a_larger_sum(high: int, wide: int, seed: int):
    table = np.random.default_rng(seed).integers(-9, 9, (high, wide)).astype(np.float32)
    best = max(
        table[top:bottom, left:right].sum()
        for top, bottom in combinations(range(high + 1), 2)
        for left, right in combinations(range(wide + 1), 2)
    )
    found = richest(table)
    assert table[found.slices].sum() == best
    assert table[found.slices].size > 0


def test_what_is_poor_around_a_rich_part_is_left_out():
    table = np.full((6, 8), -1, np.float32)
    table[1:4, 2:7] = 1
    assert richest(table) == Area(1, 4, 2, 7)


def test_an_area_is_scaled_but_not_beyond_the_finer_table():
    assert Area(1, 3, 0, 4).scaled(3, (8, 11)) == Area(3, 8, 0, 11)
