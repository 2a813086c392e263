"""Regions: a picture is found inside what people put around it, cut to its borders."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from provenance.model.geometry import Box, pixels
from provenance.signals import fingerprints, of_regions
from provenance.signals.regions import LEAST_SHARE, LEAST_SIDE, MOST, Kind, Region, regions
from tests.pictures import a_picture
from tests.signals import framing
from tests.signals.framing import PHOTOGRAPHS, a_photograph, as_query
from tests.signals.greys import a_grey, greys

every_photograph = pytest.mark.parametrize("name", PHOTOGRAPHS)
KINDS = ["noise", "gradient", "flat", "symmetric", "checker", "steps"]


def overlap(one: Box, other: Box) -> float:
    """Give the intersection over the union."""
    width = min(one.right, other.right) - max(one.left, other.left)
    height = min(one.bottom, other.bottom) - max(one.top, other.top)
    shared = max(0.0, width) * max(0.0, height)
    return shared / (area(one) + area(other) - shared)


def area(box: Box) -> float:
    """Give the share of the picture."""
    return (box.right - box.left) * (box.bottom - box.top)


def best(found: tuple[Region, ...], truth: Box) -> float:
    """Give the overlap of the region that fits best."""
    return max((overlap(each.box, truth) for each in found), default=0.0)


def nearest(query: Image.Image, picture: Image.Image) -> int:
    """Give the bits between a picture and the nearest region of a query."""
    (target, *_) = fingerprints(as_query(picture, 95))
    crops = [query.crop(pixels(each.box, query.size)) for each in regions(query)]
    return min(fingerprints(crop)[0].distance(target) for crop in crops)


def hold(luma: Image.Image, found: tuple[Region, ...]) -> None:
    """Hold what is promised of the regions of any picture."""
    assert len(found) <= MOST
    for number, each in enumerate(found):
        box = each.box
        assert 0 <= box.left < box.right <= 1
        assert 0 <= box.top < box.bottom <= 1
        left, top, right, bottom = pixels(box, luma.size)
        assert min(right - left, bottom - top) >= LEAST_SIDE
        assert area(box) >= LEAST_SHARE - 1e-9
        others = [Box(0, 0, 1, 1), *(one.box for one in found[:number])]
        assert all(overlap(box, one) <= 0.9 + 1e-9 for one in others)


@every_photograph
@pytest.mark.parametrize("aside", [False, True])
@pytest.mark.parametrize("colour", ["black", "white", "#285078"])
def test_a_letterbox_is_cut_off(name: str, colour: str, aside: bool) -> None:
    picture = a_photograph(name)
    page, truth = framing.letterboxed(picture, colour, aside=aside)
    query = as_query(page)
    found = regions(query)
    hold(query, found)
    assert best(found, truth) >= 0.97
    assert found[0].kind is Kind.CONTENT
    assert nearest(query, picture) <= 20


@every_photograph
@pytest.mark.parametrize("tall", [False, True])
def test_blurred_margins_are_cut_off(name: str, tall: bool) -> None:
    picture = a_photograph(name)
    page, truth = framing.between_blurred(picture, tall=tall)
    query = as_query(page)
    found = regions(query)
    hold(query, found)
    assert best(found, truth) >= 0.95
    assert nearest(query, picture) <= 31


@every_photograph
def test_the_frame_and_the_words_of_a_demotivator_are_cut_off(name: str) -> None:
    picture = a_photograph(name)
    page, truth = framing.demotivator(picture)
    query = as_query(page)
    assert best(regions(query), truth) >= 0.95
    assert nearest(query, picture) <= 31


@every_photograph
@pytest.mark.parametrize("above", [False, True])
def test_a_strip_with_words_is_cut_off(name: str, above: bool) -> None:
    picture = a_photograph(name)
    page, truth = framing.captioned(picture, above=above)
    query = as_query(page)
    assert best(regions(query), truth) >= 0.95
    assert nearest(query, picture) <= 31


@every_photograph
@pytest.mark.parametrize("dark", [False, True])
def test_the_picture_in_a_screenshot_is_found(name: str, dark: bool) -> None:
    picture = a_photograph(name)
    page, truth = framing.screenshot(picture, dark=dark)
    query = as_query(page)
    found = regions(query)
    hold(query, found)
    assert best(found, truth) >= 0.95
    assert nearest(query, picture) <= 31


@pytest.mark.parametrize("gap", [0, 12])
@pytest.mark.parametrize(("count", "columns"), [(2, 2), (2, 1), (4, 2), (3, 3)])
def test_every_panel_of_a_collage_is_found(count: int, columns: int, gap: int) -> None:
    panels = [a_photograph(name) for name in PHOTOGRAPHS[:count]]
    page, truths = framing.collage(panels, columns, gap)
    query = as_query(page)
    found = regions(query)
    hold(query, found)
    assert min(best(found, truth) for truth in truths) >= 0.9


@every_photograph
def test_a_photograph_has_no_region_that_breaks_a_promise(name: str) -> None:
    query = as_query(a_photograph(name))
    hold(query, regions(query))


@pytest.mark.parametrize("value", [0, 128, 255])
def test_an_empty_page_has_no_regions(value: int) -> None:
    assert regions(Image.new("L", (640, 480), value)) == ()


def test_a_picture_too_small_for_a_region_has_none() -> None:
    page, _ = framing.letterboxed(a_picture(0, (47, 200)), "black")
    assert regions(page.convert("L").crop((0, 0, 47, 420))) == ()


def test_the_same_picture_always_has_the_same_regions() -> None:
    page, _ = framing.screenshot(a_photograph("street.jpg"), dark=True)
    query = as_query(page)
    assert regions(query) == regions(query.copy())


def test_a_picture_is_not_changed_by_looking_at_it() -> None:
    query = as_query(framing.letterboxed(a_photograph("street.jpg"), "black")[0])
    before = query.tobytes()
    regions(query)
    assert query.tobytes() == before


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "size", [(1, 1), (1, 900), (5000, 3), (48, 48), (49, 700), (30_000, 60), (60, 30_000)]
)
def test_any_shape_can_be_asked(kind: str, size: tuple[int, int]) -> None:
    luma = a_grey(kind, *size)
    hold(luma, regions(luma))


@given(luma=greys(300))
def test_any_picture_can_be_asked(luma: Image.Image) -> None:
    hold(luma, regions(luma))


@given(
    size=st.tuples(st.integers(48, 700), st.integers(48, 700)),
    at=st.tuples(st.integers(-50, 400), st.integers(-50, 400)),
    paper=st.integers(0, 255),
    kind=st.sampled_from(KINDS),
)
def test_a_picture_anywhere_on_a_page_can_be_asked(
    size: tuple[int, int], at: tuple[int, int], paper: int, kind: str
) -> None:
    page = Image.new("L", size, paper)
    page.paste(a_grey(kind, 150, 120), at)
    hold(page, regions(page))


def test_each_region_is_hashed_in_all_eight_ways_under_its_box() -> None:
    query = as_query(framing.letterboxed(a_photograph("street.jpg"), "black")[0])
    found = of_regions(query)
    boxes = [each.box for each in regions(query)]
    assert [each.crop for each in found] == [box for box in boxes for _ in range(8)]
    assert len({(each.crop, each.orientation) for each in found}) == len(found)
