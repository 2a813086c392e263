"""What an embedded picture is to the visible one is named, in spite of bars and blur."""

from __future__ import annotations

import io

import pytest
from PIL import Image, ImageOps

from provenance.matching.embedded import likened
from provenance.model.embedded import Likened, Likeness
from provenance.model.fingerprint import UPRIGHT, Orientation
from tests.metadata.raw_embedded import a_thumbnail
from tests.pictures import a_flat_picture, a_picture

PICTURE = a_picture(3, (960, 640))
LYING = Orientation(mirrored=False, rotated=90)


def compared(
    visible: Image.Image, embedded: Image.Image, *stated: Orientation, barred: bool = False
) -> Likened:
    small = Image.open(io.BytesIO(a_thumbnail(embedded, barred=barred))).convert("L")
    return likened(visible.convert("L"), small, (UPRIGHT, *stated))


@pytest.mark.parametrize("barred", [False, True])
def test_a_thumbnail_of_the_picture_is_the_same(barred: bool):
    assert compared(PICTURE, PICTURE, barred=barred).likeness is Likeness.SAME


@pytest.mark.parametrize("size", [(160, 120), (120, 120)])
def test_a_thumbnail_that_was_squeezed_or_cut_to_a_shape_is_the_same(size: tuple[int, int]):
    assert compared(PICTURE, PICTURE.resize(size)).likeness is Likeness.SAME
    assert compared(PICTURE, ImageOps.fit(PICTURE, size)).likeness is Likeness.SAME


def test_a_thumbnail_of_the_middle_shows_nothing_else():
    middle = PICTURE.crop((240, 160, 720, 480))
    assert compared(PICTURE, middle).likeness is Likeness.SAME


def test_a_lighter_copy_is_the_same():
    lighter = ImageOps.autocontrast(PICTURE.point(lambda value: 40 + value // 2), cutoff=5)
    assert compared(lighter, PICTURE).likeness is Likeness.SAME


@pytest.mark.parametrize("part", [(0.4, 0.3, 0.9, 0.95), (0.0, 0.0, 0.88, 0.88)])
@pytest.mark.parametrize("barred", [False, True])
def test_a_crop_is_named_with_the_part_that_is_left(part: tuple[float, ...], barred: bool):
    left, top, right, bottom = part
    crop = PICTURE.crop((int(left * 960), int(top * 640), int(right * 960), int(bottom * 640)))
    said = compared(crop, PICTURE, barred=barred)
    assert said.likeness is Likeness.CROPPED
    assert said.crop is not None
    assert (said.crop.left, said.crop.right) == pytest.approx((left, right), abs=0.03)
    if not barred:
        assert (said.crop.top, said.crop.bottom) == pytest.approx((top, bottom), abs=0.03)


def test_a_mirror_image_is_named():
    said = compared(ImageOps.mirror(PICTURE), PICTURE)
    assert (said.likeness, said.crop) == (Likeness.MIRRORED, None)


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_a_quarter_turn_is_named(degrees: int):
    said = compared(PICTURE.rotate(-degrees, expand=True), PICTURE)
    assert said.likeness is Likeness.ROTATED
    assert said.orientation == Orientation(mirrored=False, rotated=degrees)


def test_the_turn_that_the_file_states_says_nothing():
    upright = PICTURE.rotate(-90, expand=True)
    assert compared(upright, PICTURE, LYING).likeness is Likeness.SAME
    assert compared(upright, upright, LYING).likeness is Likeness.SAME


def test_a_turned_crop_says_which_part_of_the_embedded_picture_is_left():
    turned = PICTURE.crop((0, 0, 480, 640)).rotate(-90, expand=True)
    said = compared(turned, PICTURE)
    assert said.likeness is Likeness.ROTATED
    assert said.crop is not None
    assert (said.crop.left, said.crop.right) == pytest.approx((0.0, 0.5), abs=0.03)


def test_a_part_that_was_exchanged_is_named_with_its_place():
    altered = PICTURE.copy()
    altered.paste(a_picture(9, (240, 200)), (600, 100))
    said = compared(altered, PICTURE)
    assert said.likeness is Likeness.ALTERED
    largest = said.differing[0]
    assert (largest.left + largest.right) / 2 == pytest.approx(0.75, abs=0.08)
    assert (largest.top + largest.bottom) / 2 == pytest.approx(0.31, abs=0.1)


@pytest.mark.parametrize("seed", range(4, 12))
def test_another_picture_is_different(seed: int):
    assert compared(PICTURE, a_picture(seed, (640, 480))).likeness is Likeness.DIFFERENT


@pytest.mark.parametrize(
    ("embedded", "why"),
    [(a_flat_picture(), "flat"), (a_picture(3).resize((12, 9)), "small")],
)
def test_of_what_shows_too_little_nothing_is_said(embedded: Image.Image, why: str):
    said = compared(PICTURE, embedded)
    assert said.likeness is Likeness.UNCLEAR
    assert why in said.reason


def test_a_very_narrow_picture_is_too_small():
    assert compared(PICTURE.resize((3000, 40)), PICTURE).likeness is Likeness.UNCLEAR


def test_bars_around_a_dark_picture_are_not_taken_for_what_was_cut_away():
    dark = PICTURE.resize((640, 640)).point(lambda value: max(0, value - 150))
    padded = ImageOps.pad(dark, (160, 120), color="black")
    assert compared(dark, padded).likeness is Likeness.SAME
