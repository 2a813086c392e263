"""A mark holds parts of a keypoint's code, its angle and its size."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from provenance.index.marks import ANGLES, CODE_MASK, SIZES, marks_of
from provenance.model.keypoints import Keypoints
from tests.index.pointed import some_keypoints


@given(st.integers(0, 63), st.integers(0, 255), st.integers(0, (1 << 18) - 1))
def test_angle_and_size_are_in_the_mark_and_the_place_is_not(size: int, angle: int, where: int):
    place = (where | size << 18 | angle << 24).to_bytes(4, "little")
    (mark,) = marks_of(Keypoints(400, 300, b"\xff" * 16, place)).tolist()
    assert mark & CODE_MASK == CODE_MASK
    assert divmod(mark >> 56, SIZES) == (angle * ANGLES // 256, size // 4)


def test_two_marks_differ_in_as_many_bits_as_that_part_of_their_codes():
    random = np.random.default_rng(1)
    codes = random.integers(0, 255, (50, 16), np.uint8)
    marks = marks_of(Keypoints(400, 300, codes.tobytes(), bytes(200))) & np.uint64(CODE_MASK)
    part = codes[:, [0, 2, 5, 7, 8, 10, 13]]
    apart = np.bitwise_count(part[:, None] ^ part[None]).sum(axis=2)
    assert (np.bitwise_count(marks[:, None] ^ marks[None]) == apart).all()


def test_the_first_marks_are_those_of_the_first_keypoints():
    found = some_keypoints("a")
    assert marks_of(found, 7).tolist() == marks_of(found).tolist()[:7]
