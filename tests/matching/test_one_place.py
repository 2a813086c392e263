"""A clip whose borders were cut off is told to the moment: all its frames lie in one place."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from PIL import Image

from provenance.matching.laid_frames import Shot
from provenance.matching.one_place import Line, line
from tests.matching.photographs import luma
from tests.signals.framing import a_photograph

SIZE = (192, 144)
SCENE_S = 4.0
WAYS = (("street.jpg", 1), ("river.jpg", -1), ("badlands.jpg", 1))
PLACE = (0.6, 0.0, 0.2, 0.0, 0.6, 0.1, 0.0, 0.0, 1.0)
"""The clip is the part of a frame from 0.2 to 0.8 across and from 0.1 to 0.7 down."""

ELSEWHERE = (0.6, 0.0, 0.26, 0.0, 0.6, 0.16, 0.0, 0.0, 1.0)


@cache
def wide(name: str) -> Image.Image:
    return luma(a_photograph(name)).resize((240, 180))


def seen(at_s: float) -> Image.Image:
    """Give what a camera shows that passes over one thing after the other."""
    name, way = WAYS[int(at_s // SCENE_S) % len(WAYS)]
    part = at_s % SCENE_S / SCENE_S
    left = 48 * (part if way > 0 else 1 - part)
    return wide(name).resize(SIZE, box=(left, 36 * part, left + 192, 36 * part + 144))


def shot(at_s: float, picture: Image.Image) -> Shot:
    return Shot(at_s, np.asarray(picture))


VIDEO = [shot(each / 2, seen(each / 2)) for each in range(24)]


def cut(start_s: float, length_s: float, speed: float = 1.0) -> list[Shot]:
    """Cut a part of all frames out of a stretch, and play it at another pace."""
    times = [each * 0.4 for each in range(int(length_s / speed / 0.4))]
    box = (0.2 * 192, 0.1 * 144, 0.8 * 192, 0.7 * 144)
    return [shot(at, seen(start_s + speed * at).resize((192, 144), box=box)) for at in times]


def told(clip: list[Shot], near: tuple[float, float], *places: tuple[float, ...]) -> Line:
    found = line(clip, VIDEO, places, near)
    assert found is not None
    return found


@pytest.mark.parametrize("off_s", [-2.5, 0.0, 2.5])
def test_the_offset_of_a_cropped_clip_is_told_from_a_rough_one(off_s: float):
    found = told(cut(2.3, 5), (2.3 + off_s, 1.0), ELSEWHERE, PLACE)
    assert found.offset_s == pytest.approx(2.3, abs=0.25)
    assert found.speed == pytest.approx(1.0, abs=0.03)


@pytest.mark.parametrize("speed", [0.5, 1.25, 2.0])
def test_the_speed_is_told_although_another_one_was_presumed(speed: float):
    found = told(cut(2.3, 7, speed), (2.3, 1.0), ELSEWHERE, PLACE)
    assert found.offset_s == pytest.approx(2.3, abs=0.4)
    assert found.speed == pytest.approx(speed, rel=0.06)


def test_frames_before_the_clip_are_not_among_those_that_agree():
    intro = [shot(each * 0.4, luma(a_photograph("irises.jpg")).resize(SIZE)) for each in range(5)]
    clip = [Shot(each.at_s + 2.0, each.pixels) for each in cut(2.3, 5)]
    found = told([*intro, *clip], (1.0, 1.0), PLACE)
    assert found.offset_s == pytest.approx(0.3, abs=0.25)
    assert found.agreeing[0] == pytest.approx(2.0, abs=0.01)
    assert len(found.agreeing) >= len(clip) - 2


def test_of_what_the_video_does_not_show_no_line_is_told():
    strange = [shot(each * 0.4, luma(a_photograph("irises.jpg")).resize(SIZE)) for each in range(9)]
    assert told(strange, (2.0, 1.0), PLACE).agreeing == ()


def test_a_place_outside_the_video_and_a_flat_clip_tell_nothing():
    outside = (0.6, 0.0, 1.5, 0.0, 0.6, 0.1, 0.0, 0.0, 1.0)
    assert line(cut(2.3, 5), VIDEO, [outside], (2.3, 1.0)) is None
    flat = [shot(each * 0.4, Image.new("L", SIZE, 90)) for each in range(9)]
    assert told(flat, (2.3, 1.0), PLACE).agreeing == ()
    assert line(cut(2.3, 5), VIDEO, [], (2.3, 1.0)) is None


def test_a_video_of_one_frame_gives_no_error():
    found = line(cut(2.3, 5), VIDEO[5:6], [PLACE], (2.3, 1.0))
    assert found is not None
    assert len(found.agreeing) <= len(cut(2.3, 5))
