"""Blocks of two aligned pictures are correlated one by one."""

from __future__ import annotations

import numpy as np

from provenance.matching.correlation import correlation, wholly


def grain(seed: int) -> np.ndarray:
    return np.random.default_rng(seed).integers(0, 256, (16, 24)).astype(np.float32)


def test_each_block_of_the_same_picture_correlates_wholly_whatever_its_brightness() -> None:
    found = correlation(grain(1), grain(1) / 2 + 40, 8)
    assert found.values.shape == (2, 3)
    assert np.allclose(found.values, 1, atol=1e-4)
    assert found.alike.all()
    assert found.pictured.all()


def test_a_block_that_shows_something_else_is_named_by_its_row_and_column() -> None:
    other = grain(1)
    other[8:, 8:16] = grain(2)[8:, 8:16]
    assert np.argwhere(~correlation(grain(1), other, 8).alike).tolist() == [[1, 1]]


def test_a_flat_block_shows_nothing_unless_the_other_one_does() -> None:
    flat = np.full((8, 8), 99, np.float32)
    assert not correlation(flat, flat, 8).pictured.any()
    assert correlation(flat, grain(1)[:8, :8], 8).pictured.all()


def test_a_block_with_one_hidden_pixel_is_not_wholly_visible() -> None:
    visible = np.ones((16, 24), bool)
    visible[3, 20] = False
    assert np.argwhere(~wholly(visible, 8)).tolist() == [[0, 2]]
