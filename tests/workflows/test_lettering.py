"""Screenshots of one app with different pictures in them: a possible match that dates nothing."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from PIL import Image, ImageDraw, ImageFont

from provenance.model.match import Match, Relation, Strength
from provenance.settings import Settings
from provenance.workflows.check import check
from provenance.workflows.compare import compare
from provenance.workflows.ingest import ingest
from provenance.workflows.opening import open_index
from tests.matching.test_lettering import on_a_screen
from tests.signals.framing import a_photograph

SENTENCE = (
    "ministry of the interior announces that all schools in northern towns will remain closed "
    "until further notice because heavy rain has damaged bridges and roads near river valley "
    "residents should boil water before drinking while engineers repair pumps this weekend"
)


def a_page(number: int) -> Image.Image:
    """Print words in one kind of type, on one kind of paper; each page has its own."""
    chance, page = Random(number), Image.new("RGB", (900, 1200), "white")
    draw, font = ImageDraw.Draw(page), ImageFont.load_default(28)
    draw.text((90, 80), "Notice to all", "black", ImageFont.load_default(44))
    for line in range(22):
        words = " ".join(chance.choices(SENTENCE.split(), k=8))[:50]
        draw.text((90, 180 + 42 * line), words, "black", font)
    return page


def saved(folder: Path, name: str, picture: Image.Image) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / f"{name}.png"
    picture.save(path)
    return path


def against(tmp_path: Path, query: Image.Image, match: Image.Image) -> Match | None:
    one, other = saved(tmp_path, "one", query), saved(tmp_path, "other", match)
    return compare(one, other, draw=False, settings=Settings()).match


def test_two_files_that_share_a_screen_have_the_same_lettering(tmp_path: Path):
    screens = [on_a_screen(a_photograph(name)) for name in ("river.jpg", "street.jpg")]
    match = against(tmp_path, *screens)
    assert match is not None
    assert (match.strength, match.relation) == (Strength.POSSIBLE, Relation.SAME_LETTERING)
    assert match.differing


def test_one_picture_in_two_places_of_a_screen_is_found_below_the_words(tmp_path: Path):
    photo = a_photograph("street.jpg")
    part = photo.crop((120, 60, 720, 540))
    match = against(tmp_path, on_a_screen(part), on_a_screen(photo))
    assert match is not None
    assert (match.strength, match.relation) == (Strength.STRONG, Relation.EDITED_COPY)
    assert match.alignment is not None
    assert match.alignment.matrix[0] < 0.9  # a part of the other, not the screen on itself


def test_a_screenshot_in_the_index_dates_no_other_screenshot(tmp_path: Path):
    folder = tmp_path / "posted"
    saved(folder, "river", on_a_screen(a_photograph("river.jpg")))
    saved(folder, "street", a_photograph("street.jpg"))
    query = saved(tmp_path, "query", on_a_screen(a_photograph("street.jpg")))
    settings = Settings()
    with open_index(tmp_path / "x.db", create=True, settings=settings) as index:
        ingest(index, folder, source="folder")
        found = check(index, query).case.matches
    said = {each.relation: each for each in found}
    assert said[Relation.SAME_LETTERING].strength is Strength.POSSIBLE
    assert not said[Relation.SAME_LETTERING].dates
    assert sum(each.dates for each in found) == 1


@pytest.mark.parametrize("number", range(1, 5))
def test_two_pages_of_other_words_are_a_possible_match_at_best(tmp_path: Path, number: int):
    match = against(tmp_path, a_page(0), a_page(number))
    assert match is None or match.strength is Strength.POSSIBLE


def test_a_part_of_a_page_is_a_copy_of_it(tmp_path: Path):
    part = a_page(0).crop((60, 150, 800, 760)).resize((555, 458))
    match = against(tmp_path, part, a_page(0))
    assert match is not None
    assert match.strength is Strength.STRONG


def a_meme(template: Image.Image, words: tuple[str, ...]) -> Image.Image:
    """Write white words with a black edge over the top and the bottom of a template."""
    meme = template.copy()
    draw, font = ImageDraw.Draw(meme), ImageFont.load_default(64)
    for top, line in zip((16, 92, 430, 506), words, strict=True):
        draw.text((320, top), line, "white", font, "ma", stroke_width=7, stroke_fill="black")
    return meme


def stripes() -> Image.Image:
    """Draw a pattern of stripes that hardly differ in grey."""
    page = Image.new("RGB", (640, 640), "#c0c0c0")
    draw = ImageDraw.Draw(page)
    for left in range(-640, 640, 24):
        draw.line((left, 0, left + 640, 640), "#dcdcdc", 3)
    return page


FIRST = ("ME AT SEVEN", "IN THE MORNING", "WAITING FOR", "THE FIRST BUS")
SECOND = ("NOBODY EVER", "EXPECTED THIS", "NOT EVEN THOSE", "WHO MADE IT")


def test_two_memes_on_a_template_of_faint_stripes_differ_in_their_words(tmp_path: Path):
    match = against(tmp_path, a_meme(stripes(), FIRST), a_meme(stripes(), SECOND))
    assert match is not None
    assert match.relation is Relation.EDITED_COPY
    assert match.differing
