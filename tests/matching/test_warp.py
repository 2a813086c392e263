"""Pixels are laid where the alignment says, and what the query does not show is told."""

from __future__ import annotations

import numpy as np
import pytest

from provenance.matching.warp import laid
from tests.matching.photographs import luma
from tests.signals.framing import a_photograph

SAME = (1.0, 0, 0, 0, 1.0, 0, 0, 0, 1.0)
MIDDLE = (0.5, 0, 0.25, 0, 0.5, 0.25, 0, 0, 1.0)


def pixels(size: tuple[int, int], box: tuple[int, int, int, int] | None = None) -> np.ndarray:
    return np.asarray(luma(a_photograph("river.jpg").crop(box or (0, 0, 800, 600)).resize(size)))


def test_a_picture_laid_on_itself_is_itself():
    picture = pixels((200, 150))
    aligned, match, visible = laid(picture, picture, SAME)
    assert np.abs(aligned - match).max() <= 1
    assert visible.mean() > 0.98


@pytest.mark.parametrize("size", [(100, 75), (400, 300), (37, 29)])
def test_a_crop_is_seen_in_its_place_and_nowhere_else(size: tuple[int, int]):
    match = pixels((200, 150))
    aligned, other, visible = laid(pixels(size, (200, 150, 600, 450)), match, MIDDLE)
    assert aligned.shape == other.shape == visible.shape == match.shape
    rows, columns = np.nonzero(visible)
    assert 35 <= rows.min() <= 41
    assert 48 <= columns.min() <= 54
    assert visible.mean() == pytest.approx(0.25, abs=0.04)
    assert np.abs(aligned - other)[visible].mean() < 8


@pytest.mark.parametrize("shape", [(1, 1), (1, 300), (300, 1)])
def test_pictures_of_any_shape_are_laid(shape: tuple[int, int]):
    aligned, _, visible = laid(np.full(shape, 9, np.uint8), np.full((20, 30), 9, np.uint8), SAME)
    assert aligned.shape == visible.shape == (20, 30)
