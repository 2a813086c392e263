"""A stretch of one video is found in another from hashes alone, with its offset and speed."""

from __future__ import annotations

import random

import pytest

from provenance.matching.clips import Track, clip

BITS = 48
NONE = Track((), ())
LONG = 120


def a_video(seed: int, length_s: float, step: float = 0.5) -> Track:
    """Hashes that have nothing to do with each other, each at its time."""
    dice = random.Random(seed)
    count = int(length_s / step)
    return Track(
        tuple(number * step for number in range(count)),
        tuple(dice.randbytes(32) for _ in range(count)),
    )


def noisy(value: bytes, bits: int, seed: int) -> bytes:
    dice = random.Random(seed)
    number = int.from_bytes(value)
    for bit in dice.sample(range(256), bits):
        number ^= 1 << bit
    return number.to_bytes(32)


def cut(video: Track, start: float, end: float, speed: float = 1.0, bits: int = 20) -> Track:
    """Take a stretch out of a video, at another speed and with wrong bits."""
    inside = [(at, each) for at, each in zip(video.times, video.hashes, strict=True)]
    inside = [(at, each) for at, each in inside if start <= at <= end]
    return Track(
        tuple((at - start) / speed for at, _ in inside),
        tuple(noisy(each, bits, number) for number, (_, each) in enumerate(inside)),
    )


@pytest.mark.parametrize("speed", [0.5, 0.8, 1.0, 1.25, 2.0])
@pytest.mark.parametrize("start", [0.0, 42.0, 110.0])
def test_a_stretch_is_found_with_its_offset_and_speed(speed: float, start: float):
    whole = a_video(1, LONG)
    found = clip(cut(whole, start, start + 8, speed), NONE, whole, BITS)
    assert found is not None
    assert found.offset_s == pytest.approx(start, abs=0.1)
    assert found.speed == pytest.approx(speed, abs=0.02)
    assert found.match_start_s == pytest.approx(start, abs=0.1)
    assert found.match_end_s == pytest.approx(start + 8, abs=0.6)


def test_half_of_the_frames_may_be_lost():
    whole = a_video(2, LONG)
    part = cut(whole, 30, 50)
    spoilt = [
        noisy(each, 128, number) if number % 2 else each for number, each in enumerate(part.hashes)
    ]
    found = clip(Track(part.times, tuple(spoilt)), NONE, whole, BITS)
    assert found is not None
    assert (found.offset_s, found.frames) == (pytest.approx(30, abs=0.1), 21)


def test_an_intro_before_the_stretch_is_not_part_of_it():
    whole = a_video(3, LONG)
    part, intro = cut(whole, 60, 70), a_video(4, 5)
    times = (*intro.times, *(5 + at for at in part.times))
    found = clip(Track(times, intro.hashes + part.hashes), NONE, whole, BITS)
    assert found is not None
    assert (found.query_start_s, found.match_start_s) == (5.0, pytest.approx(60, abs=0.1))
    assert found.offset_s == pytest.approx(55, abs=0.1)


def test_a_mirror_image_is_said_to_be_one():
    whole = a_video(5, LONG)
    found = clip(a_video(6, 8), cut(whole, 20, 28), whole, BITS)
    assert found is not None
    assert found.mirrored


def test_different_videos_have_no_stretch_in_common():
    assert clip(a_video(7, 60), a_video(8, 60), a_video(9, LONG), BITS) is None


def test_one_moment_in_common_is_no_stretch():
    whole = a_video(10, LONG)
    at = whole.hashes[50]
    still = Track((0.0, 2.0, 4.0, 6.0), (at, at, at, at))
    assert clip(still, NONE, whole, BITS) is None


def test_the_same_frames_in_another_order_are_no_stretch():
    whole = a_video(11, LONG)
    part = cut(whole, 40, 50)
    assert clip(Track(part.times, part.hashes[::-1]), NONE, whole, BITS) is None
