"""A query is laid on the picture that it came from, in the right place, and on no other."""

from __future__ import annotations

from itertools import permutations

import pytest
from PIL import Image, ImageOps

from provenance.matching import keypoints
from provenance.matching.alignment import POSSIBLE, STRONG, align
from provenance.model.alignment import Alignment
from provenance.model.geometry import Box
from provenance.model.keypoints import Keypoints
from tests.matching.photographs import NAMES, queried, stored
from tests.signals.framing import a_photograph

WHOLE = Box(0, 0, 1, 1)
QUARTERS = {"left top": (0, 0), "right top": (400, 0), "middle": (200, 150), "below": (300, 290)}
SIZE = (800, 600)


def overlap(one: Box, other: Box) -> float:
    """Give the intersection of two boxes over their union."""
    wide = max(0, min(one.right, other.right) - max(one.left, other.left))
    high = max(0, min(one.bottom, other.bottom) - max(one.top, other.top))
    areas = sum((b.right - b.left) * (b.bottom - b.top) for b in (one, other))
    return wide * high / (areas - wide * high)


def laid(query: Image.Image, name: str) -> Alignment:
    found = align(queried(query), stored(name), mirrored=False)
    assert found is not None
    assert found.inliers >= STRONG
    return found


@pytest.mark.parametrize("place", QUARTERS)
@pytest.mark.parametrize("name", NAMES)
def test_a_crop_is_laid_where_it_was_cut_out(name: str, place: str):
    left, top = QUARTERS[place]
    found = laid(a_photograph(name).crop((left, top, left + 400, top + 300)), name)
    truth = Box(left / 800, top / 600, (left + 400) / 800, (top + 300) / 600)
    assert overlap(found.box_match, truth) > 0.9
    assert overlap(found.box_query, WHOLE) > 0.9


@pytest.mark.parametrize("name", NAMES)
def test_a_picture_in_a_picture_is_found_in_its_place(name: str):
    page = Image.new("RGB", (1000, 1000), "navy")
    page.paste(a_photograph(name).resize((600, 450)), (300, 500))
    found = laid(page, name)
    assert overlap(found.box_query, Box(0.3, 0.5, 0.9, 0.95)) > 0.9
    assert overlap(found.box_match, WHOLE) > 0.9


@pytest.mark.parametrize("degrees", [5, 30, 90, 180, 270])
@pytest.mark.parametrize("name", NAMES)
def test_a_rotated_picture_is_laid_and_its_turn_is_told(name: str, degrees: int):
    query = a_photograph(name).rotate(-degrees, expand=True, resample=Image.Resampling.BICUBIC)
    turned = laid(query, name).orientation(query.size, SIZE)
    assert not turned.mirrored
    assert abs(turned.rotated - degrees) <= 1


@pytest.mark.parametrize("factor", [0.4, 0.75, 1.6])
def test_the_scale_is_told(factor: float):
    query = a_photograph("river.jpg").resize((round(800 * factor), round(600 * factor)))
    assert laid(query, "river.jpg").scale(query.size, SIZE) == pytest.approx(factor, rel=0.03)


@pytest.mark.parametrize("name", NAMES)
def test_a_mirrored_crop_is_laid_by_the_keypoints_of_its_mirror_image(name: str):
    query = queried(ImageOps.mirror(a_photograph(name).crop((100, 50, 700, 500))))
    found = align(keypoints.mirrored(query), stored(name), mirrored=True)
    assert found is not None
    assert found.inliers >= STRONG
    assert found.orientation((600, 450), SIZE).mirrored
    assert overlap(found.box_match, Box(1 / 8, 1 / 12, 7 / 8, 5 / 6)) > 0.9
    # A point on the left of the query lies on the right of the picture.
    assert found.to_match((0.0, 0.5))[0] == pytest.approx(7 / 8, abs=0.03)


@pytest.mark.parametrize(("one", "other"), tuple(permutations(NAMES, 2)))
def test_different_photographs_do_not_lie_on_each_other(one: str, other: str):
    query = queried(a_photograph(one))
    for mirrored, side in enumerate((query, keypoints.mirrored(query))):
        found = align(side, stored(other), mirrored=bool(mirrored))
        assert found is None or found.inliers < POSSIBLE


def test_the_same_question_has_the_same_answer():
    query = queried(a_photograph("irises.jpg").crop((50, 50, 500, 400)))
    one, other = (align(query, stored("irises.jpg"), mirrored=False) for _ in range(2))
    assert one == other


@pytest.mark.parametrize("count", [0, 1, 3])
def test_too_few_keypoints_lie_on_nothing(count: int):
    few = Keypoints(400, 300, bytes(16 * count), bytes(4 * count))
    assert align(few, stored("street.jpg"), mirrored=False) is None
    assert align(stored("street.jpg"), few, mirrored=False) is None


def test_keypoints_that_are_all_alike_and_on_one_spot_do_no_harm():
    same = Keypoints(400, 300, bytes(16 * 50), bytes(4 * 50))
    found = align(same, same, mirrored=False)
    assert found is None or found.inliers < POSSIBLE
