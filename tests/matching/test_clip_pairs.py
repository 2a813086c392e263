"""Keypoints of frames that lie far apart tell which stretch of a video is which of another."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from provenance.matching.clip_pairs import Pair, of_pairs

STORED = (0.0, 2.0, 4.0, 6.0, 7.0, 9.0, 11.0, 13.0)
SCENE_AT = 7.0


def pairs(offset: float, speed: float = 1.0, seconds: float = 5.0, **flags: bool) -> Iterator[Pair]:
    """Give what a clip agrees on: frames of its scene, with the nearest of them most."""
    for step in range(round(seconds / 0.5)):
        at = step / 2
        true = offset + speed * at
        for stored in STORED:
            if (stored < SCENE_AT) == (true < SCENE_AT):
                agree = round(200 - 40 * abs(stored - true))
                if agree > 0:
                    yield Pair(at, stored, agree, mirrored=flags.get("mirrored", False))


@pytest.mark.parametrize("offset", [0.5, 3.0, 4.4])
def test_the_offset_is_told_to_half_a_second(offset: float):
    found = of_pairs(list(pairs(offset)))
    assert found is not None
    assert found.offset_s == pytest.approx(offset, abs=0.5)
    assert found.speed == 1.0
    assert found.frames == 10


def test_a_clip_that_is_played_faster_is_told():
    found = of_pairs(list(pairs(1.0, speed=2.0)))
    assert found is not None
    assert found.speed == 2.0
    assert found.offset_s == pytest.approx(1.0, abs=0.5)


def test_a_mirrored_clip_is_said_to_be_mirrored():
    found = of_pairs(list(pairs(3.0, mirrored=True)))
    assert found is not None
    assert found.mirrored


def test_one_moment_is_no_clip():
    assert of_pairs(list(pairs(3.0, seconds=1.0))) is None
    assert of_pairs([]) is None


def test_frames_that_agree_in_no_order_are_no_clip():
    scattered = [(0.0, 13.0), (0.5, 0.0), (1.0, 9.0), (4.5, 4.0)]
    assert of_pairs([Pair(one, other, 50, mirrored=False) for one, other in scattered]) is None
