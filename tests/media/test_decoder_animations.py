"""Decoding: frames from first to last, each its own picture, at its own time."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from provenance.errors import RefusedMedia
from tests.media.decoding import ANIMATED, SIZE, decoded, far, grey, shade, shades
from tests.media.files import an_animation
from tests.pictures import a_picture


@pytest.mark.parametrize("form", ANIMATED)
def test_every_frame_of_a_short_animation_is_its_own_picture(form: str) -> None:
    found = decoded(an_animation(form, shades(5)))
    assert (found.frame_count, found.remarks) == (5, ())
    assert [(each.number, shade(each.luma)) for each in found.frames] == [
        (number, number) for number in range(5)
    ]


@pytest.mark.parametrize("mode", ["L", "1", "P"])
def test_frames_of_a_grey_animation_are_not_one_and_the_same(mode: str) -> None:
    frames = [each.convert(mode) for each in (Image.new("L", SIZE, 0), Image.new("L", SIZE, 255))]
    found = decoded(an_animation("TIFF", frames)).frames
    assert [each.luma.getextrema() for each in found] == [(0, 0), (255, 255)]


@pytest.mark.parametrize("form", ["GIF", "WEBP", "PNG", "AVIF"])
def test_frames_know_when_they_are_shown(form: str) -> None:
    data = an_animation(form, shades(4), duration=[100, 200, 400, 800])
    assert [each.timestamp_s for each in decoded(data).frames] == [0.0, 0.1, 0.3, 0.7]


@pytest.mark.parametrize("form", ["GIF", "WEBP", "PNG", "AVIF"])
def test_frames_that_were_passed_over_still_take_their_time(form: str) -> None:
    data = an_animation(form, shades(5), duration=[100, 200, 400, 800, 100])
    found = decoded(data, frames=3).frames
    assert [(each.number, each.timestamp_s) for each in found] == [(0, 0.0), (2, 0.3), (4, 1.5)]


@pytest.mark.parametrize("form", ANIMATED)
def test_of_a_long_animation_frames_from_first_to_last_are_examined(form: str) -> None:
    found = decoded(an_animation(form, shades(22)), frames=4)
    assert [each.number for each in found.frames] == [0, 7, 14, 21]
    assert [shade(each.luma) for each in found.frames] == [0, 7, 14, 21]
    assert found.frame_count == 22
    assert found.remarks == ("4 of 22 frames were examined, spread over the file",)


def test_over_the_pixel_limit_of_a_file_only_its_first_part_is_examined_and_said_to_be() -> None:
    found = decoded(an_animation("GIF", shades(20)), frames=3, file_pixels=40 * 30 * 9)
    assert [each.number for each in found.frames] == [0, 4, 8]
    assert found.remarks == (
        "3 of 20 frames were examined, spread over the first 9; the limits allow no more",
    )


@pytest.mark.parametrize("limits", [{"frames": 1}, {"frames": 0}, {"file_pixels": 1}])
def test_the_first_frame_is_always_examined(limits: dict[str, int]) -> None:
    found = decoded(an_animation("GIF", shades(3)), **limits)
    assert [each.number for each in found.frames] == [0]
    assert found.remarks


def test_pages_that_grow_stop_at_the_pixel_limit_of_the_file() -> None:
    pages = [Image.new("L", (10, 10)), Image.new("L", (100, 100)), Image.new("L", (100, 100))]
    found = decoded(an_animation("TIFF", pages), file_pixels=10_100)
    assert [each.luma.size for each in found.frames] == [(10, 10), (100, 100)]
    assert found.remarks


def test_a_page_over_the_pixel_limit_refuses_the_file_however_small_the_first() -> None:
    pages = an_animation("TIFF", [Image.new("L", (10, 10)), Image.new("L", (101, 100))])
    with pytest.raises(RefusedMedia, match="101x100 pixels, over the limit of 10,000"):
        decoded(pages, frame_pixels=10_000)


def test_the_second_pictures_of_an_mpo_are_no_frames() -> None:
    data = an_animation("MPO", [a_picture(1, SIZE), a_picture(2, SIZE), a_picture(3, SIZE)])
    found = decoded(data)
    assert (found.media_type, found.frame_count, len(found.frames)) == ("image/jpeg", 1, 1)
    assert far(grey(a_picture(1, SIZE)), np.asarray(found.frames[0].luma, np.int16)) < 6
    assert found.remarks == ()


def test_a_large_mpo_is_scaled_like_a_jpeg() -> None:
    data = an_animation("MPO", [a_picture(1, (1100, 1100)), a_picture(2, SIZE)])
    assert decoded(data).frames[0].luma.size == (550, 550)
