"""Every kind of edit: there, repeatable, sensible, and true in what it says of itself."""

from __future__ import annotations

import io
from functools import cache

import numpy as np
import pytest
from accuracy.attacks import ATTACKS, OTHERS, attack_named, attacked
from accuracy.attacks.interface import WHOLE, Attack, Edited, Encoding, Truth, then
from accuracy.goals import CROPS, GROUPS, goal_of
from PIL import Image, ImageOps

from provenance.model.match import Box
from tests.pictures import a_picture

NAMES = [
    *("wa1600", "x680", "fb960", "tg1280", "ig1080", "jpeg10", "thumb160"),
    *("crop75", "crop50", "crop25", "crop10"),
    *("letterbox", "blurborder", "demotivator"),
    *("mirror", "rot90", "rot5", "rot5c", "rot15", "aspect"),
    *("caption_top", "caption_bot", "overlay", "logo", "emoji", "meme"),
    *("bw", "filter", "gamma", "blur", "noise", "sharpen"),
    *("photo_screen", "vframe"),
    *("collage4", "collage2", "pip25"),
    *("shot_light", "shot_dark", "shot_story"),
    *("combo_a", "combo_b", "mirror_crop25", "crop_shot_wa"),
]

UNUSUAL = ((21, 300), (300, 21), (1, 1))

COVERED = {"overlay", "emoji", "meme", "vframe", "shot_story", "combo_b"}
"""Attacks that put something on the picture."""

each_attack = pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)
each_crop = pytest.mark.parametrize("name", CROPS)


@cache
def others() -> tuple[Image.Image, ...]:
    return tuple(a_picture(100 + number) for number in range(OTHERS + 1))


@cache
def painted(size: tuple[int, int] = (320, 240)) -> Image.Image:
    return a_picture(7, size)


def attack_on(picture: Image.Image, attack: Attack, seed: int = 1) -> Edited:
    return attacked(attack, picture, others(), seed, "picture")


@cache
def edited(attack: Attack, seed: int = 1) -> Edited:
    return attack_on(painted(), attack, seed)


def opened(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image.convert("RGB")


def cut(picture: Image.Image, box: Box) -> Image.Image:
    """Cut out a box that is given in shares."""
    width, height = picture.size
    across, down = (box.left * width, box.right * width), (box.top * height, box.bottom * height)
    left, right, top, bottom = (round(each) for each in (*across, *down))
    return picture.crop((left, top, right, bottom))


def likeness(one: Image.Image, other: Image.Image) -> float:
    """Correlate two pictures as small grey ones."""
    pixels = [np.asarray(each.convert("L").resize((24, 24)), float) for each in (one, other)]
    return float(np.corrcoef(pixels[0].ravel(), pixels[1].ravel())[0, 1])


def test_there_are_exactly_the_attacks_of_the_study():
    assert [each.name for each in ATTACKS] == NAMES


def test_the_attacks_are_forty_four():
    assert len(set(NAMES)) == 44


@each_attack
def test_an_attack_has_a_goal(attack: Attack):
    assert 80 <= goal_of(attack) <= 99


def test_every_goal_is_of_some_attack():
    groups = {each.group for each in ATTACKS if each.name not in CROPS}
    assert (groups, {each.name for each in ATTACKS} & CROPS.keys()) == (GROUPS.keys(), CROPS.keys())


@each_attack
def test_an_attack_gives_the_same_bytes_for_the_same_seed(attack: Attack):
    assert edited(attack).data() == attack_on(painted(), attack).data()


@pytest.mark.parametrize("name", ["crop50", "rot5", "noise", "collage4", "shot_light", "meme"])
def test_another_seed_gives_another_edit(name: str):
    data = {edited(attack_named(name), seed).data() for seed in range(6)}
    assert len(data) > 1


@each_attack
def test_an_attack_gives_a_file_of_sensible_size(attack: Attack):
    result = edited(attack)
    picture = opened(result.data())
    assert picture.size == result.picture.size
    assert 30 <= min(picture.size) <= max(picture.size) <= 2400


@each_attack
def test_boxes_lie_within_the_pictures(attack: Attack):
    truth = edited(attack).truth
    for box in (truth.where, truth.seen):
        assert 0 <= box.left < box.right <= 1
        assert 0 <= box.top < box.bottom <= 1


@each_attack
def test_what_lies_in_the_box_is_the_part_that_the_truth_names(attack: Attack):
    if edited(attack).truth.rotated % 90 or attack.name == "photo_screen":
        pytest.skip("lies askew in its box")
    result, picture = edited(attack), painted()
    part = cut(picture, result.truth.seen)
    if result.truth.mirrored:
        part = ImageOps.mirror(part)
    part = part.rotate(-result.truth.rotated, expand=True)
    alike = likeness(cut(result.picture, result.truth.where), part)
    assert alike > (0.3 if attack.name in COVERED else 0.8)


@each_crop
def test_a_plain_crop_has_the_very_pixels_of_its_part(name: str):
    result, picture = edited(attack_named(name)), painted()
    assert result.picture.tobytes() == cut(picture, result.truth.seen).tobytes()


@each_crop
def test_a_plain_crop_keeps_its_share_of_the_area(name: str):
    picture = attack_on(a_picture(7, (1200, 900)), attack_named(name)).picture
    share = picture.width * picture.height / (1200 * 900)
    assert share == pytest.approx(int(name.removeprefix("crop")) / 100, rel=0.02)


@pytest.mark.parametrize("size", UNUSUAL, ids=str)
@each_attack
def test_an_attack_copes_with_unusual_pictures(attack: Attack, size: tuple[int, int]):
    assert min(opened(attack_on(painted(size), attack).data()).size) > 0


def test_a_picture_is_edited_as_its_exif_says_it_lies(tmp_path):
    exif = Image.Exif()
    exif[0x0112] = 6
    path = tmp_path / "turned.jpg"
    a_picture(7, (320, 240)).save(path, exif=exif)
    with Image.open(path) as picture:
        assert attack_on(picture, attack_named("wa1600")).picture.size == (240, 320)


# Two edits


def stacked(first: Truth, second: Truth) -> Truth:
    picture = Image.new("RGB", (1, 1))
    return then(Edited(picture, truth=first), Edited(picture, Encoding(), second)).truth


RIGHT_HALF = Box(0.5, 0, 1, 1)
LEFT_HALF = Box(0, 0, 0.5, 1)


def test_a_crop_of_a_crop_sees_the_part_of_the_part():
    truth = stacked(Truth(seen=RIGHT_HALF), Truth(seen=RIGHT_HALF))
    assert truth == Truth(WHOLE, Box(0.75, 0, 1, 1))


def test_a_crop_of_a_mirrored_picture_sees_the_other_side():
    truth = stacked(Truth(mirrored=True), Truth(seen=Box(0, 0, 0.25, 1)))
    assert truth == Truth(WHOLE, Box(0.75, 0, 1, 1), mirrored=True)


def test_a_frame_in_a_frame_is_where_both_put_it():
    truth = stacked(Truth(where=LEFT_HALF), Truth(where=RIGHT_HALF))
    assert truth == Truth(Box(0.5, 0, 0.75, 1))


def test_a_crop_of_a_framed_picture_leaves_what_is_in_both():
    truth = stacked(Truth(where=Box(0.25, 0, 0.75, 1)), Truth(seen=RIGHT_HALF))
    assert truth == Truth(Box(0, 0, 0.5, 1), RIGHT_HALF)
