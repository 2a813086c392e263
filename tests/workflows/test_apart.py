"""Embedded pictures of one file are compared with one another where one of them is telling."""

from __future__ import annotations

import pytest
from PIL import Image, ImageOps

from provenance.media.decoder import DecodedFrame
from provenance.model.embedded import HiddenPicture, Likened, Likeness, PlaceInFile
from provenance.workflows.apart import Lying, apart
from tests.pictures import a_picture

WHOLE = a_picture(20, (320, 240)).convert("L")
OTHER = a_picture(22, (320, 240)).convert("L")
PART = WHOLE.crop((60, 40, 260, 190)).resize((160, 120))
EXIF, PHOTOSHOP = PlaceInFile.EXIF, PlaceInFile.PHOTOSHOP


def lying(
    picture: Image.Image,
    place: PlaceInFile = EXIF,
    likeness: Likeness = Likeness.SAME,
) -> Lying:
    small = picture.resize((160, 120))
    return HiddenPicture(place, 5000, 160, 120, Likened(likeness)), DecodedFrame(0, 0.0, small)


def pairs(*pictures: Lying) -> list[tuple[PlaceInFile, PlaceInFile, Likeness]]:
    return [(each.first, each.second, each.likened.likeness) for each in apart(pictures)]


@pytest.mark.parametrize(
    ("picture", "likeness"),
    [
        (OTHER, Likeness.DIFFERENT),
        (PART, Likeness.CROPPED),
        (ImageOps.mirror(WHOLE), Likeness.MIRRORED),
    ],
)
def test_two_that_show_something_else_are_apart_in_either_order(
    picture: Image.Image, likeness: Likeness
):
    one, other = lying(WHOLE), lying(picture, PHOTOSHOP, Likeness.DIFFERENT)
    assert pairs(one, other) == [(EXIF, PHOTOSHOP, likeness)]
    assert pairs(other, one) == [(PHOTOSHOP, EXIF, likeness)]


def test_two_that_show_the_same_agree_though_the_visible_picture_differs_from_both():
    one = lying(WHOLE, EXIF, Likeness.DIFFERENT)
    assert pairs(one, lying(WHOLE, PHOTOSHOP, Likeness.DIFFERENT)) == []


def test_two_that_show_what_is_visible_are_not_compared():
    assert pairs(lying(WHOLE), lying(OTHER, PHOTOSHOP)) == []


def test_what_the_picture_was_made_from_may_be_anything():
    ingredient = lying(OTHER, PlaceInFile.C2PA_INGREDIENT, Likeness.DIFFERENT)
    assert pairs(lying(WHOLE), ingredient) == []


def test_of_several_in_one_place_the_first_counts():
    one = lying(WHOLE, PlaceInFile.MPF, Likeness.DIFFERENT)
    assert pairs(one, lying(OTHER, PlaceInFile.MPF, Likeness.DIFFERENT)) == []
    assert pairs(one, lying(OTHER, PlaceInFile.MPF), lying(WHOLE)) == []
