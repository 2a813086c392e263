"""A map that nearly takes a whole picture to a whole picture is taken for exactly that."""

from __future__ import annotations

import pytest

from provenance.matching.framing import whole_frame

UPRIGHT = (1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0)
MIRRORED = (-1.0, 0.0, 1.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0)
TURNED = (0.0, -1.0, 1.0, 1.0, 0.0, 0.0, 0.0, 0.0, 1.0)


@pytest.mark.parametrize("exact", [UPRIGHT, MIRRORED, TURNED])
def test_a_map_that_misses_the_corners_a_little_is_made_exact(exact: tuple[float, ...]):
    nearly = tuple(each + 0.02 * (-1) ** at for at, each in enumerate(exact[:6]))
    assert whole_frame((*nearly, 0.0, 0.0, 1.0)) == exact


def test_a_map_of_a_part_is_left_alone():
    assert whole_frame((0.5, 0.0, 0.25, 0.0, 0.5, 0.25, 0.0, 0.0, 1.0)) is None


def test_a_map_that_squeezes_a_picture_into_a_line_is_left_alone():
    assert whole_frame((1.0, 0.0, 0.0, 0.0, 0.01, 0.0, 0.0, 0.0, 1.0)) is None
