"""Words, frames and screens of apps over different pictures are told from copies."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from provenance.matching import alignment, keypoints, lettering, warp
from provenance.media import thumbnail
from provenance.model.alignment import Alignment
from tests.matching.photographs import NAMES, queried, stored
from tests.signals.framing import a_photograph

WORDS = ("Kidal this morning", "everything you see here is new", "share before it is gone")


def on_a_screen(photo: Image.Image, top: int = 500) -> Image.Image:
    """Show a photograph in a posting of an app: the same words and buttons every time."""
    page = Image.new("RGB", (640, 1200), "white")
    page.paste(photo.resize((600, 450)), (20, top))
    draw, font = ImageDraw.Draw(page), ImageFont.load_default(34)
    for line in range(10):
        draw.text((24, 24 + line * 44), WORDS[line % 3] + f" {line * 7919}", "black", font)
    draw.text((24, 1100), "reply   repost   like   save", "black", font)
    return page


def on_a_dark_screen(photo: Image.Image) -> Image.Image:
    """Show a photograph in a posting on a dark phone, with answers under it."""
    page = Image.new("RGB", (1080, 2220), (18, 18, 20))
    page.paste(photo.resize((1080, 810)), (0, 430))
    draw = ImageDraw.Draw(page)
    for row, top in enumerate((150, 300, 1380, 1560, 1740, 1920, 2080)):
        draw.ellipse((40, top, 150, top + 110), fill=(90, 120, 170))
        font = ImageFont.load_default
        draw.text((95, top + 55), "KSEM"[row % 4], "white", font(56), anchor="mm")
        draw.text((175, top + 8), WORDS[row % 3], (231, 233, 234), font(44))
        draw.text((175, top + 62), f"@{WORDS[row % 3][:9]}", (120, 125, 130), font(36))
    return page


def lying(query: Image.Image, match: Image.Image) -> tuple[bytes, bytes, Alignment]:
    found = alignment.align(queried(query), keypoints.stored(match.convert("L")), mirrored=False)
    assert found is not None
    return thumbnail.detail(query.convert("L")), thumbnail.make(match.convert("L")), found


def told(query: Image.Image, match: Image.Image) -> bool:
    detail, small, found = lying(query, match)
    assert found.inliers >= alignment.ALONE
    pixels = np.asarray(thumbnail.read(detail)), np.asarray(thumbnail.read(small))
    return lettering.is_all(pixels[0], found, warp.laid(*pixels, found.matrix))


@pytest.mark.parametrize("other", NAMES[1:])
def test_two_photographs_on_one_screen_share_only_what_was_drawn(other: str):
    first = on_a_screen(a_photograph(NAMES[0]))
    assert told(first, on_a_screen(a_photograph(other)))


@pytest.mark.parametrize("other", NAMES[1:])
def test_what_is_drawn_on_a_dark_screen_lies_in_even_grey_too(other: str):
    pages = [on_a_dark_screen(a_photograph(name)) for name in (NAMES[0], other)]
    detail, _, found = lying(*pages)
    assert found.inliers >= alignment.STRONG
    assert lettering.photographed(np.asarray(thumbnail.read(detail)), found) < 0.05


def around(query: Image.Image, match: Image.Image) -> bool:
    """Lay all of a query on all of a match, as near hashes say."""
    small, other = (thumbnail.make(each.convert("L")) for each in (query, match))
    pixels = [np.asarray(thumbnail.read(each), np.float32) for each in (small, other)]
    detail = np.asarray(thumbnail.read(thumbnail.detail(query.convert("L"))))
    whole = (1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0)
    return lettering.is_all_around(detail, whole, (*pixels, np.ones(pixels[0].shape, bool)))


@pytest.mark.parametrize("screen", [on_a_screen, on_a_dark_screen])
@pytest.mark.parametrize("other", NAMES[1:])
def test_screens_around_different_photographs_are_all_that_is_the_same(
    screen: Callable[[Image.Image], Image.Image], other: str
):
    first, second = a_photograph(NAMES[0]), a_photograph(other)
    assert around(screen(first), screen(second))
    # What is drawn in neither is no screen, however unlike they are.
    assert not around(first, second.resize(first.size))


def test_a_screen_around_the_same_photograph_is_not_all_whatever_words_are_on_it():
    photo = a_photograph(NAMES[0])
    page = on_a_screen(photo)
    page.paste("white", (0, 0, 640, 470))
    assert not around(page, on_a_screen(photo))


@pytest.mark.parametrize("name", NAMES)
def test_a_photograph_on_a_screen_is_a_copy_of_itself(name: str):
    photo = a_photograph(name)
    assert not told(on_a_screen(photo), photo)
    assert not told(on_a_screen(photo), on_a_screen(photo))


def test_words_are_not_told_from_pictures_where_a_query_is_small():
    first, other = (on_a_screen(a_photograph(name)) for name in NAMES[:2])
    detail, small, found = lying(first, other)
    pixels = np.asarray(thumbnail.read(small)), np.asarray(thumbnail.read(small))
    assert max(pixels[0].shape) < lettering.SMALLEST
    assert not lettering.is_all(pixels[0], found, warp.laid(*pixels, found.matrix))
    assert len(detail) > len(small)


def test_keypoints_of_a_page_of_words_lie_in_even_grey_and_those_of_a_photograph_do_not():
    page, photo = on_a_screen(Image.new("RGB", (8, 8), "white")), a_photograph(NAMES[0])
    shares = []
    for picture in (page, photo):
        detail, _, found = lying(picture, picture)
        shares.append(lettering.photographed(np.asarray(thumbnail.read(detail)), found))
    assert shares[0] < 0.1
    assert shares[1] > 0.9


def test_a_drawing_is_a_copy_of_itself_under_other_words():
    chart = Image.new("RGB", (640, 480), "white")
    draw, font = ImageDraw.Draw(chart), ImageFont.load_default(40)
    for x in range(40, 640, 60):
        draw.line((x, 20, 640 - x, 460), "black", 2)
        draw.text((x, 470 - x * 0.7), str(x * 37), "black", font)
    meme = chart.copy()
    ImageDraw.Draw(meme).rectangle((0, 0, 640, 190), "white", "black")
    for line in range(3):
        ImageDraw.Draw(meme).text((20, 10 + 60 * line), WORDS[line], "black", font)
    detail, small, found = lying(meme, chart)
    pixels = np.asarray(thumbnail.read(detail)), np.asarray(thumbnail.read(small))
    laid = warp.laid(*pixels, found.matrix)
    assert lettering.photographed(pixels[0], found) < 0.3
    assert lettering.is_drawn(pixels[0])
    # Its keypoints cannot tell words from the drawing; the blocks that agree can.
    assert not lettering.is_all(pixels[0], found, laid)


def test_a_screen_with_a_photograph_on_it_is_not_drawn_throughout():
    detail = thumbnail.detail(on_a_screen(a_photograph(NAMES[0])).convert("L"))
    assert not lettering.is_drawn(np.asarray(thumbnail.read(detail)))
    assert not lettering.is_drawn(np.zeros((8, 8), np.uint8))


def differing(query: Image.Image, match: Image.Image) -> bool:
    pixels = (
        np.asarray(thumbnail.read(thumbnail.detail(query.convert("L")))),
        np.asarray(thumbnail.read(thumbnail.make(match.convert("L")))),
    )
    return lettering.is_written_over(pixels[0], WHOLE, warp.laid(*pixels, WHOLE))


WHOLE = (1.0, 0, 0, 0, 1.0, 0, 0, 0, 1.0)


@pytest.mark.parametrize("name", NAMES)
def test_words_over_most_of_a_picture_are_told_from_another_picture(name: str):
    template = Image.new("RGB", (640, 640), "white")
    template.paste(a_photograph(name).resize((200, 150)), (220, 250))
    pages = template.copy(), template.copy()
    font = ImageFont.load_default(72)
    for number, page in enumerate(pages):
        for line in range(6):
            text = WORDS[(line + number) % 3][:16].upper()
            draw = ImageDraw.Draw(page)
            draw.text((10, line * 106), text, "white", font, stroke_width=5, stroke_fill="black")
    assert differing(*pages)
    assert not differing(template, template)


@pytest.mark.parametrize("other", NAMES[1:])
def test_another_photograph_is_not_taken_for_words(other: str):
    first = a_photograph(NAMES[0])
    assert not differing(first, a_photograph(other).resize(first.size))


@pytest.mark.parametrize("mirrored", [False, True])
def test_what_agrees_can_be_left_out(mirrored: bool):
    query = queried(a_photograph(NAMES[0]))
    side = keypoints.mirrored(query) if mirrored else query
    photo = a_photograph(NAMES[0])
    if mirrored:
        photo = photo.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    match = keypoints.stored(photo.convert("L"))
    found = alignment.align(side, match, mirrored=mirrored)
    assert found is not None
    left = lettering.without(side, [found], mirrored=mirrored)
    assert len(left) <= len(side) - found.inliers
    again = alignment.align(left, match, mirrored=mirrored)
    assert again is None or again.inliers < found.inliers / 2


def test_all_of_one_picture_is_laid_on_all_of_another():
    found = alignment.align_frames(
        queried(a_photograph(NAMES[0])), stored(NAMES[0]), mirrored=False
    )
    assert found is not None
    assert found.matrix == pytest.approx((1, 0, 0, 0, 1, 0, 0, 0, 1), abs=0.01)
    assert found.inliers > alignment.ALONE


def test_frames_of_unlike_shapes_are_not_laid_on_each_other():
    squeezed = a_photograph(NAMES[0]).resize((800, 500))
    assert alignment.align_frames(queried(squeezed), stored(NAMES[0]), mirrored=False) is None
