"""Variants: a turned copy is found by exactly the variant that says how it was turned."""

from __future__ import annotations

import pytest
from PIL import Image

from provenance.model.fingerprint import UPRIGHT, Orientation
from provenance.signals import SIGNALS, fingerprints, turned_back, variants
from provenance.signals.straighten import Straightened
from tests.pictures import a_picture

EIGHT = [
    Orientation(mirrored=mirrored, rotated=rotated)
    for mirrored in (False, True)
    for rotated in (0, 90, 180, 270)
]

every_orientation = pytest.mark.parametrize(
    "orientation", EIGHT, ids=lambda each: f"{'mirrored-' * each.mirrored}{each.rotated}"
)


def turned(picture: Image.Image, orientation: Orientation) -> Image.Image:
    """Mirror left to right, then rotate clockwise."""
    if orientation.mirrored:
        picture = picture.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    return picture.rotate(-orientation.rotated, expand=True)


@pytest.fixture(params=[(640, 480), (480, 640), (500, 500)], ids=["wide", "tall", "square"])
def luma(request: pytest.FixtureRequest) -> Image.Image:
    return a_picture(size=request.param).convert("L")


def test_there_is_a_variant_for_each_of_eight_orientations_and_upright_comes_first(
    luma: Image.Image,
) -> None:
    found = [each.orientation for each in variants(luma)]
    assert found[0] == UPRIGHT
    assert sorted(found, key=EIGHT.index) == EIGHT


def test_the_upright_variant_is_the_picture_itself(luma: Image.Image) -> None:
    assert variants(luma)[0].fingerprints == fingerprints(luma)


@every_orientation
@pytest.mark.parametrize("at", range(len(SIGNALS)), ids=[signal.name for signal in SIGNALS])
def test_a_turned_picture_is_found_by_its_orientation_and_no_other(
    luma: Image.Image, orientation: Orientation, at: int
) -> None:
    indexed = fingerprints(luma)[at]
    distances = {
        each.orientation: each.fingerprints[at].distance(indexed)
        for each in variants(turned(luma, orientation))
    }
    assert distances.pop(orientation) <= 2
    assert min(distances.values()) > 8


@every_orientation
def test_turning_changes_no_quality(luma: Image.Image, orientation: Orientation) -> None:
    upright = fingerprints(luma)[0].quality
    (found,) = (each for each in variants(luma) if each.orientation == orientation)
    assert found.fingerprints[0].quality == pytest.approx(upright, abs=1)


@pytest.mark.parametrize("size", [(1, 1), (1, 3000), (3000, 1)])
def test_extreme_shapes_have_all_variants(size: tuple[int, int]) -> None:
    assert len(variants(Image.new("L", size, 90))) == 8


def test_a_straightened_picture_is_searched_as_it_is_and_mirrored(luma: Image.Image) -> None:
    plain, mirrored = turned_back(Straightened(luma, 7))
    assert plain.orientation == Orientation(mirrored=False, rotated=7)
    assert plain.fingerprints == fingerprints(luma)
    assert mirrored.orientation == Orientation(mirrored=True, rotated=7)
    assert mirrored.fingerprints == fingerprints(luma.transpose(Image.Transpose.FLIP_LEFT_RIGHT))
