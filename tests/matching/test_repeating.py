"""Pages of words repeat themselves, however badly they are photographed; photographs do not."""

from __future__ import annotations

import textwrap
from dataclasses import replace

import pytest
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from provenance.matching import alignment, keypoints
from provenance.matching.repeating import repeats
from provenance.model.alignment import Alignment
from provenance.model.keypoints import Keypoints
from tests.matching.photographs import NAMES
from tests.signals.framing import a_photograph

WORDS = (
    "They say that the bridge was closed at noon and that nobody saw who did it. The school will "
    "open on Monday, as every year, and the market on Tuesday. Bring your own books, and tell the "
    "others that the water will be cut off from seven until nine in the evening. "
)


ALL_AT_ONCE = Alignment(
    (1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0), 40, ((0.0, 0.0, 0.0, 0.0),) * 40, mirrored=False
)


def page(lines: int = 30) -> Image.Image:
    """Set a text as a letter."""
    sheet = Image.new("L", (900, 1200), 250)
    draw, font = ImageDraw.Draw(sheet), ImageFont.load_default(28)
    for number, line in enumerate(textwrap.wrap(WORDS * 8, 56)[:lines]):
        draw.text((60, 60 + 36 * number), line, 10, font)
    return sheet


def photographed(sheet: Image.Image) -> Image.Image:
    """Photograph it askew, unsharply and in the light of one side."""
    shade = Image.linear_gradient("L").resize(sheet.size).point(lambda grey: 90 + grey // 2)
    lit = Image.composite(sheet, Image.new("L", sheet.size, 60), shade)
    return lit.rotate(7, expand=True, fillcolor=80).filter(ImageFilter.GaussianBlur(1.5))


def again(query: Image.Image, match: Image.Image) -> bool:
    """Lay one on the other, and tell whether what agrees is found again."""
    stored = keypoints.stored(match)
    found = alignment.align(keypoints.queried(query), stored, mirrored=False)
    assert found is not None
    return repeats(stored, found)


@pytest.mark.parametrize("edit", [lambda sheet: sheet, photographed])
def test_a_page_of_words_repeats_itself(edit):
    assert again(page(), edit(page()))


def test_rows_of_one_thing_do():
    tile = a_photograph(NAMES[0]).convert("L").resize((80, 80))
    wall = Image.new("L", (560, 560))
    for number in range(49):
        wall.paste(tile, (80 * (number % 7), 80 * (number // 7)))
    assert again(wall, wall)


@pytest.mark.parametrize("name", NAMES)
def test_a_photograph_does_not(name: str):
    picture = a_photograph(name).convert("L")
    assert not again(picture, picture)


def test_a_photograph_between_words_does_not_where_only_it_agrees():
    match = page()
    match.paste(a_photograph(NAMES[0]).convert("L").resize((900, 700)), (0, 250))
    query = page()
    query.paste(250, (0, 0, 900, 1200))
    query.paste(match.crop((0, 250, 900, 950)), (0, 250))
    assert not again(query, match)


@pytest.mark.parametrize("count", [0, 1, 19])
def test_of_few_keypoints_it_cannot_be_told(count: int):
    assert not repeats(Keypoints(400, 400, bytes(16) * count, bytes(4) * count), ALL_AT_ONCE)


def test_one_thing_in_two_sizes_at_one_place_is_no_other_one():
    assert not repeats(Keypoints(400, 400, bytes(16) * 40, bytes(4) * 40), ALL_AT_ONCE)


def test_where_nothing_agrees_nothing_is_found_again():
    many = Keypoints(400, 400, bytes(16) * 40, bytes(range(160)))
    assert not repeats(many, replace(ALL_AT_ONCE, pairs=()))
    assert repeats(many, ALL_AT_ONCE)
