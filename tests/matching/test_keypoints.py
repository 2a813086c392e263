"""Keypoints are spread over the picture, always the same, and known of the mirror image."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageOps

from provenance.matching import keypoints, places
from provenance.model.keypoints import Keypoints
from tests.matching.photographs import NAMES, luma, stored
from tests.pictures import a_flat_picture, a_picture
from tests.signals.framing import a_photograph

FINDERS = (keypoints.stored, keypoints.queried)


def cells(found: Keypoints) -> Counter[tuple[int, int]]:
    points = places.unpacked(found).points / [found.width, found.height] * 8
    return Counter(map(tuple, points.astype(int).tolist()))


def test_keypoints_are_spread_over_the_picture():
    picture = a_photograph("river.jpg")
    draw = ImageDraw.Draw(picture)
    for x in range(0, 780, 9):  # the letters of a caption
        draw.line((x, 540, x + 4, 580), fill="white", width=2)
    found = keypoints.stored(luma(picture))
    assert len(found) == keypoints.STORED
    assert max(cells(found).values()) < len(found) / 8
    assert len(cells(found)) > 32


@pytest.mark.parametrize("find", FINDERS)
def test_the_same_picture_has_the_same_keypoints(find):
    picture = luma(a_photograph("street.jpg"))
    assert find(picture) == find(picture.copy())


def test_a_query_has_more_keypoints_than_an_indexed_picture():
    picture = luma(a_photograph("street.jpg"))
    assert len(keypoints.stored(picture)) <= keypoints.STORED
    assert keypoints.STORED < len(keypoints.queried(picture)) <= keypoints.QUERIED


@pytest.mark.parametrize("name", NAMES)
def test_the_mirrored_keypoints_are_mostly_those_of_the_mirrored_picture(name: str):
    picture = luma(a_photograph(name))
    told = keypoints.mirrored(keypoints.queried(picture))
    real = keypoints.queried(ImageOps.mirror(picture))
    assert (told.width, told.height) == (real.width, real.height)
    assert _shared(told, real) > 0.7 * min(len(told), len(real))


def test_mirroring_twice_gives_the_codes_back():
    found = stored("street.jpg")
    twice = keypoints.mirrored(keypoints.mirrored(found))
    assert twice.codes == found.codes
    one, other = places.unpacked(twice), places.unpacked(found)
    assert np.abs(one.points - other.points).max() < 2
    assert np.abs(one.octaves - other.octaves).max() == 0


@pytest.mark.parametrize("find", FINDERS)
@pytest.mark.parametrize(
    "size", [(1, 1), (2, 3), (1, 400), (5000, 1), (3000, 2), (32, 32), (8, 2000)]
)
def test_a_picture_of_any_shape_has_keypoints_or_none(find, size: tuple[int, int]):
    noise = np.random.default_rng(3).integers(0, 255, (size[1], size[0]), np.uint8)
    found = find(Image.fromarray(noise))
    assert len(found) <= keypoints.QUERIED
    assert Keypoints.unpacked(found.packed()) == found
    assert len(keypoints.mirrored(found)) == len(found)


def test_a_tiny_picture_has_keypoints_when_it_is_a_query():
    tiny = luma(a_picture(3)).resize((32, 32))
    assert len(keypoints.queried(tiny)) > 8


@pytest.mark.parametrize("find", FINDERS)
def test_a_flat_picture_has_none(find):
    assert len(find(luma(a_flat_picture()))) == 0


def _shared(one: Keypoints, other: Keypoints) -> int:
    """Count keypoints that lie on one spot with nearly one code."""
    here, there = places.unpacked(one).points, places.unpacked(other).points
    near = (np.abs(here[:, None] - there[None]) < 3).all(axis=2)
    first, second = (np.frombuffer(each.codes, "<u8").reshape(-1, 2) for each in (one, other))
    apart = np.bitwise_count(first[:, None] ^ second[None]).sum(axis=2)
    return int((near & (apart <= 24)).any(axis=1).sum())
