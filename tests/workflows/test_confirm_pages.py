"""A page of words is a copy only where its letters lie exactly; a photograph on one is none."""

from __future__ import annotations

import textwrap
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from provenance.matching import alignment, keypoints, nudged
from provenance.matching.page import is_page
from provenance.media import thumbnail
from provenance.model.alignment import Alignment
from provenance.model.match import Strength
from provenance.workflows.confirm import _Pair, _said
from tests.signals.framing import a_photograph

OURS = "They say that the bridge was closed at noon. Nobody saw who did it."
OTHERS = "The school will open on Monday, as every year. Bring your own books."
WHOLE = (1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0)
ROUGH = (1.0, 0.01, -0.012, -0.01, 1.0, 0.012, 0.0, 0.0, 1.0)


def page(words: str) -> Image.Image:
    """Set words as a notice, in letters so large that a thumbnail shows them."""
    sheet = Image.new("L", (600, 600), 250)
    draw, font = ImageDraw.Draw(sheet), ImageFont.load_default(44)
    parts = words.split()
    for line in range(0, len(parts), 3):
        draw.text((30, 30 + 40 * line), " ".join(parts[line : line + 3]), 10, font)
    return sheet


def laid_by_few(matrix: tuple[float, ...], inliers: int) -> Alignment:
    """Lay one on the other by keypoints all over them, of which so many are said to agree."""
    pairs = tuple((x / 9, y / 9, x / 9, y / 9) for x in range(1, 9) for y in range(1, 9))
    return Alignment(matrix, inliers, pairs, mirrored=False)


def judged(query: Image.Image, match: Image.Image, found: Alignment) -> Strength | None:
    pictures = thumbnail.detail(query), thumbnail.make(match)
    return _said(_Pair(*pictures, found, spread=True, alone=True, framed=False))[0]


@pytest.mark.parametrize("words", [OURS, OTHERS])
def test_few_keypoints_that_lay_a_page_roughly_on_itself_are_put_right(words: str):
    own = judged(page(OURS), page(words), laid_by_few(ROUGH, nudged.FEW - 1))
    assert own is (Strength.STRONG if words == OURS else Strength.POSSIBLE)
    many = judged(page(OURS), page(words), laid_by_few(ROUGH, nudged.FEW))
    assert many is Strength.POSSIBLE


def test_a_photograph_between_large_words_is_no_page():
    photo = a_photograph("street.jpg").convert("L").resize((160, 120))
    match = Image.new("L", (600, 600), 128)
    for corner in ((20, 20), (420, 20), (20, 460), (420, 460)):
        match.paste(photo, corner)
    query = match.copy()
    draw, font = ImageDraw.Draw(query), ImageFont.load_default(60)
    for top in range(145, 450, 55):
        draw.text((20, top), "WHO DID THIS HERE, WHEN", 255, font, stroke_width=4, stroke_fill=0)
    found = alignment.align(keypoints.queried(query), keypoints.stored(match), mirrored=False)
    assert found is not None
    assert is_page(np.asarray(query), found)
    assert judged(query, match, replace(found, matrix=WHOLE)) is Strength.STRONG
    on_words = ((0.1, 0.3), (0.3, 0.35), (0.5, 0.5), (0.7, 0.65), (0.2, 0.7)) * 6
    letters = replace(found, matrix=WHOLE, pairs=tuple((*at, *at) for at in on_words))
    assert judged(query, match, letters) is Strength.POSSIBLE


def unsharp(words: str, font: float) -> Image.Image:
    """Set words all over a sheet, and photograph it badly."""
    sheet = Image.new("L", (700, 900), 235)
    draw = ImageDraw.Draw(sheet)
    for number, line in enumerate(textwrap.wrap(f"{words} " * 12, 44)[:24]):
        draw.text((30, 24 + 36 * number), line, 40, ImageFont.load_default(font))
    shade = Image.linear_gradient("L").resize(sheet.size)
    lit = Image.composite(sheet, sheet.point(lambda grey: grey // 3), shade)
    return lit.filter(ImageFilter.GaussianBlur(1.5))


@pytest.mark.parametrize(("words", "strength"), [(OURS, "STRONG"), (OTHERS, "POSSIBLE")])
def test_a_bad_photograph_of_a_page_is_one_of_the_same_words_only(words: str, strength: str):
    """No grey fills much of it, so that it does not look like paper and ink."""
    query, match = unsharp(OURS, 28), unsharp(words, 28)
    stored = keypoints.stored(match)
    found = alignment.align(keypoints.queried(query), stored, mirrored=False)
    assert found is not None
    pictures = thumbnail.detail(query), thumbnail.make(match)
    pair = _Pair(*pictures, found, spread=True, alone=True, framed=False, stored=stored)
    assert _said(pair)[0] is Strength[strength]
    if words == OTHERS:
        assert _said(replace(pair, stored=None))[0] is Strength.STRONG
