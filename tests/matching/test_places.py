"""Places are packed into 32 bits without moving by more than a step."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from provenance.matching import places
from provenance.model.keypoints import Keypoints

sides = st.integers(1, 2000)
shares = st.floats(0, 0.999)


@given(sides, sides, shares, shares, st.floats(0, 7.8), st.floats(0, 359.9))
def test_a_place_is_kept_within_a_step(width, height, x, y, octave, angle):
    where = places.Places(
        np.array([[x * width, y * height]], np.float32),
        np.array([octave], np.float32),
        np.array([angle], np.float32),
    )
    found = places.unpacked(
        Keypoints(width, height, bytes(16), places.packed(where, width, height))
    )
    step = max(width, height) / 512
    assert np.abs(found.points - where.points).max() <= step
    assert abs(found.octaves[0] - octave) <= 1 / 8
    assert abs((found.angles[0] - angle + 180) % 360 - 180) <= 360 / 256


def test_a_mirrored_place_lies_as_far_from_the_other_side_and_points_the_other_way():
    where = places.Places(
        np.array([[10, 20]], np.float32), np.array([2], np.float32), np.array([30], np.float32)
    )
    found = places.mirrored(Keypoints(100, 50, bytes(16), bytes(4)), where)
    assert found.points.tolist() == [[90, 20]]
    assert found.angles.tolist() == [150]
    assert places.mirrored(Keypoints(100, 50, bytes(16), bytes(4)), found).angles.tolist() == [30]
