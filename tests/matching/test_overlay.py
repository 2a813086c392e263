"""One picture laid on another, and what differs, for the eye."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageDraw, ImageEnhance

from provenance.matching import outlines, overlay
from provenance.model.geometry import Box
from tests.pictures import a_picture

SAME = (1.0, 0, 0, 0, 1, 0, 0, 0, 1)
MIDDLE = (0.5, 0, 0.25, 0, 0.5, 0.25, 0, 0, 1)


def redness(difference: np.ndarray) -> np.ndarray:
    """Give how red each pixel is; grey is not red at all."""
    return difference[..., 0].astype(int) - difference[..., 1]


def test_a_picture_laid_on_itself_is_itself_and_differs_nowhere():
    picture = a_picture(1)
    laid, difference = overlay.overlaid(picture, picture, SAME)
    assert np.abs(laid.astype(int) - np.asarray(picture)).max() <= 1
    assert redness(difference).max() == 0


def test_a_part_lies_where_it_was_cut_out_and_the_rest_is_faded():
    picture = a_picture(1)
    part = picture.crop((80, 60, 240, 180))
    laid, _ = overlay.overlaid(part, picture, MIDDLE)
    own = np.asarray(picture).astype(int)
    inside, outside = np.s_[64:176, 84:236], np.s_[:56, :]
    assert np.abs(laid[inside].astype(int) - own[inside]).max() <= 2
    assert laid[outside].std() < own[outside].std() / 2


def test_what_was_pasted_is_red_and_the_rest_is_not():
    picture = a_picture(1)
    edited = picture.copy()
    ImageDraw.Draw(edited).rectangle((100, 100, 180, 160), fill=(0, 255, 0))
    _, difference = overlay.overlaid(edited, picture, SAME)
    assert redness(difference[105:155, 105:175]).mean() > 60
    assert redness(difference[:80]).max() == 0


def test_what_was_only_made_darker_differs_nowhere():
    picture = a_picture(1)
    darker = ImageEnhance.Brightness(picture).enhance(0.7)
    _, difference = overlay.overlaid(darker, picture, SAME)
    assert redness(difference).mean() < 5


def test_where_the_query_has_nothing_nothing_differs():
    picture = a_picture(1)
    _, difference = overlay.overlaid(picture.crop((80, 60, 240, 180)), picture, MIDDLE)
    assert redness(difference).max() <= 60
    assert redness(difference[:50]).max() == 0


def test_pictures_of_a_pixel_or_a_line_are_laid_too():
    for size in ((1, 1), (900, 1), (1, 900)):
        tiny = Image.new("RGB", size, "red")
        for one, other in ((tiny, a_picture(1)), (a_picture(1), tiny), (tiny, tiny)):
            laid, difference = overlay.overlaid(one, other, SAME)
            assert laid.shape == difference.shape == (other.height, other.width, 3)


def two_pictures_with_a_patch(*patch: int) -> tuple[np.ndarray, np.ndarray]:
    one = np.asarray(a_picture(1).convert("L"), np.float32)
    other = one.copy()
    left, top, right, bottom = patch
    other[top:bottom, left:right] = 255 - other[top:bottom, left:right]
    return one, other


def test_a_box_shrinks_to_what_differs_in_it():
    one, other = two_pictures_with_a_patch(100, 100, 140, 140)
    (found,) = outlines.tightened((Box(0.2, 0.2, 0.8, 0.8),), one, other)
    for start, stop, length in (
        (found.left, found.right, 320),
        (found.top, found.bottom, 240),
    ):
        assert 80 <= start * length <= 100
        assert 140 <= stop * length <= 160


def test_a_box_in_which_all_agrees_when_looked_at_closely_stays():
    one, other = two_pictures_with_a_patch(0, 0, 30, 30)
    box = Box(0.5, 0.5, 0.9, 0.9)
    assert outlines.tightened((box,), one, other) == (box,)


def test_a_box_never_grows():
    one, other = two_pictures_with_a_patch(0, 0, 320, 240)
    box = Box(0.31, 0.33, 0.52, 0.57)
    assert outlines.tightened((box,), one, other) == (box,)
