"""Pixels that lie right agree nearly everywhere, those that lie wrong hardly anywhere."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest

from provenance.matching.confirmation import Confirmation, confirmation, is_faintly_alike
from provenance.matching.warp import laid
from tests.matching.photographs import NAMES, luma
from tests.signals.framing import a_photograph

THERE = (0.4, 0, 0.4, 0, 0.4, 0.3, 0, 0, 1.0)
BESIDE = (0.4, 0, 0.1, 0, 0.4, 0.5, 0, 0, 1.0)


def pixels(name: str, size: tuple[int, int], box: tuple[int, int, int, int]) -> np.ndarray:
    return np.asarray(luma(a_photograph(name).crop(box).resize(size)))


def crop(name: str) -> np.ndarray:
    return pixels(name, (320, 240), (320, 180, 640, 420))


def whole(name: str) -> np.ndarray:
    return pixels(name, (192, 144), (0, 0, 800, 600))


@pytest.mark.parametrize("name", NAMES)
def test_a_small_part_is_confirmed_where_it_was_cut_out(name: str):
    found = confirmation(*laid(crop(name), whole(name), THERE))
    assert found.share == pytest.approx(1, abs=0.1)
    assert found.holds(possible=True)


@pytest.mark.parametrize("name", NAMES)
def test_a_part_laid_in_the_wrong_place_is_not(name: str):
    found = confirmation(*laid(crop(name), whole(name), BESIDE))
    assert not found.holds(possible=True)


@pytest.mark.parametrize(("one", "other"), list(permutations(NAMES, 2)))
def test_another_picture_is_not(one: str, other: str):
    found = confirmation(*laid(whole(one), whole(other), (1.0, 0, 0, 0, 1.0, 0, 0, 0, 1.0)))
    assert not found.holds(possible=True)


def test_flat_pictures_confirm_nothing():
    grey = np.full((64, 64), 127, np.float32)
    found = confirmation(grey, grey, np.ones((64, 64), bool))
    assert found == Confirmation(0, 0.0)
    assert not found.holds(possible=True)


def test_what_is_not_visible_is_not_compared():
    noise = np.random.default_rng(1).uniform(0, 255, (64, 64)).astype(np.float32)
    nowhere = np.zeros((64, 64), bool)
    assert confirmation(noise, noise, nowhere) == Confirmation(0, 0.0)
    assert confirmation(noise, noise, ~nowhere) == Confirmation(64, 1.0, 1.0)


@pytest.mark.parametrize(
    ("blocks", "share", "possible", "holds"),
    [
        (8, 0.7, False, True),
        (7, 1.0, False, False),
        (3, 0.7, True, True),
        (2, 1.0, True, False),
        (50, 0.6, True, False),
    ],
)
def test_few_blocks_or_little_agreement_confirm_nothing(
    blocks: int, share: float, *, possible: bool, holds: bool
):
    assert Confirmation(blocks, share).holds(possible=possible) is holds


@pytest.mark.parametrize("shape", [(1, 1), (1, 300), (7, 7)])
def test_pictures_smaller_than_a_block_confirm_nothing(shape: tuple[int, int]):
    tiny = np.zeros(shape, np.float32)
    assert confirmation(tiny, tiny, np.ones(shape, bool)).blocks == 0


@pytest.mark.parametrize(
    ("blocks", "share", "supports"), [(3, 0.35, True), (2, 1.0, False), (50, 0.3, False)]
)
def test_an_edited_picture_is_supported_by_what_was_left_alone(
    blocks: int, share: float, *, supports: bool
):
    assert Confirmation(blocks, share).supports() is supports


@pytest.mark.parametrize(
    ("share", "crisp", "exact"),
    [(0.95, 0.1, True), (0.8, 0.61, True), (0.9, 0.5, False), (0.4, 0.31, True), (0.3, 0.3, False)],
)
def test_a_copy_agrees_nearly_perfectly_where_it_agrees(share: float, crisp: float, *, exact: bool):
    assert Confirmation(100, share, crisp).is_exact() is exact


@pytest.mark.parametrize(
    ("share", "crisp", "exact"),
    [(1.0, 0.9, True), (0.9, 0.7, True), (0.9, 0.4, False), (0.5, 0.5, False)],
)
def test_of_a_few_lines_most_must_agree_and_nearly_perfectly(
    share: float, crisp: float, *, exact: bool
):
    assert Confirmation(30, share, crisp).is_exact() is exact


def faint(seed: int, spread: float) -> np.ndarray:
    """A wall: a pattern of few greys, none of whose blocks shows a picture."""
    return np.random.default_rng(seed).normal(127, spread, (64, 64)).astype(np.float32)


SEEN = np.ones((64, 64), bool)


def test_a_faint_pattern_that_is_the_same_everywhere_agrees():
    noise = faint(2, 1)
    assert is_faintly_alike(faint(1, 4), faint(1, 4) + noise - noise.mean(), SEEN)


def test_another_faint_pattern_does_not():
    assert not is_faintly_alike(faint(1, 4), faint(2, 4), SEEN)


def test_plain_paper_has_no_pattern():
    assert not is_faintly_alike(faint(1, 0.5), faint(1, 0.5), SEEN)


def test_a_few_blocks_of_a_pattern_are_not_enough():
    some = np.zeros((64, 64), bool)
    some[:16] = True
    assert not is_faintly_alike(faint(1, 4), faint(1, 4), some)
