"""What few keypoints say is strong, possible or nothing, as the pixels agree or not."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PIL import Image, ImageDraw, ImageFont

from provenance.media import thumbnail
from provenance.model.alignment import Alignment
from provenance.model.media import Frame, Media, Role
from provenance.settings import Settings
from provenance.workflows.aligned import Laid, is_sure
from provenance.workflows.confirm import _is_better, confirmed, held
from tests.matching.test_lettering import on_a_screen
from tests.signals.framing import a_photograph

THERE = (0.4, 0, 0.4, 0, 0.4, 0.3, 0, 0, 1.0)
ELSEWHERE = (0.4, 0, 0.1, 0, 0.4, 0.5, 0, 0, 1.0)
SPREAD = ((0.1, 0.1, 0.1, 0.1), (0.9, 0.1, 0.9, 0.1), (0.9, 0.9, 0.9, 0.9))
SHA256 = "0" * 64
WHOLE = a_photograph("irises.jpg").convert("L")
PICTURES = (thumbnail.detail(WHOLE.crop((320, 180, 640, 420))), thumbnail.make(WHOLE))


def laid(inliers: int, matrix: tuple[float, ...]) -> dict[str, Laid]:
    frame = Frame(SHA256, 0, 0.0, Role.IMAGE)
    media = Media(SHA256, 1, "image/jpeg", 800, 600, 1)
    return {SHA256: Laid(frame, media, frame, Alignment(matrix, inliers, SPREAD, mirrored=False))}


def said(inliers: int, matrix: tuple[float, ...], pictures: tuple[bytes, bytes]) -> str:
    found = confirmed(laid(inliers, matrix), {SHA256: pictures}, Settings())
    if not found:
        return "nothing"
    return "strong" if found[SHA256].confirmed else "possible"


@pytest.mark.parametrize("inliers", [4, 7, 12])
def test_few_keypoints_are_enough_where_the_pixels_agree(inliers: int):
    assert said(inliers, THERE, PICTURES) == "strong"


@pytest.mark.parametrize(
    ("inliers", "what"), [(4, "nothing"), (7, "nothing"), (8, "possible"), (15, "possible")]
)
def test_where_the_pixels_differ_keypoints_are_a_possible_match_at_best(inliers: int, what: str):
    assert said(inliers, ELSEWHERE, PICTURES) == what


@pytest.mark.parametrize(("inliers", "what"), [(7, "nothing"), (8, "possible")])
@pytest.mark.parametrize("broken", [b"", b"no picture"])
def test_a_thumbnail_that_cannot_be_read_confirms_nothing(inliers: int, what: str, broken: bytes):
    assert said(inliers, THERE, (PICTURES[0], broken)) == what


@pytest.mark.parametrize("pictures", [PICTURES, (PICTURES[0], b"")])
def test_many_keypoints_need_no_pixels(pictures: tuple[bytes, bytes]):
    found = confirmed(laid(16, ELSEWHERE), {SHA256: pictures}, Settings())
    assert is_sure(found[SHA256])
    assert not found[SHA256].confirmed


def test_many_keypoints_of_a_small_query_are_a_possible_match_where_the_pixels_differ():
    small = thumbnail.detail(WHOLE.resize((160, 120)))
    for matrix, sure in ((IDENTITY, True), (ELSEWHERE, False)):
        found = confirmed(laid(16, matrix), {SHA256: (small, PICTURES[1])}, Settings())
        assert is_sure(found[SHA256]) is sure
        assert found[SHA256].denied is not sure


SCREENS = tuple(
    on_a_screen(a_photograph(name)).convert("L") for name in ("irises.jpg", "river.jpg")
)
IDENTITY = (1.0, 0, 0, 0, 1.0, 0, 0, 0, 1.0)


def drawn() -> tuple[dict[str, Laid], dict[str, tuple[bytes, bytes]]]:
    """Lay two screens with the same words over different photographs on each other."""
    pairs = tuple((x / 20, y / 27, x / 20, y / 27) for x in range(1, 14) for y in range(1, 9))
    (one,) = laid(40, IDENTITY).values()
    one = replace(one, alignment=replace(one.alignment, pairs=pairs))
    return {SHA256: one}, {SHA256: (thumbnail.detail(SCREENS[0]), thumbnail.make(SCREENS[1]))}


def test_the_same_words_over_different_pictures_are_possible_however_many_keypoints_agree():
    found = confirmed(*drawn(), Settings())
    assert found[SHA256].drawn_only
    assert not is_sure(found[SHA256])


def test_another_way_to_lay_them_is_taken_where_it_is_sure():
    def again(one: Laid) -> list[Laid]:
        nothing = laid(5, ELSEWHERE)[SHA256]
        within = tuple((x / 10, y / 10, x / 10, y / 10) for x in range(2, 9) for y in range(5, 8))
        found = replace(one.alignment, inliers=30, pairs=within)
        return [nothing, replace(one, alignment=found, drawn_only=False)]

    found, pictures = drawn()
    kept = held(found, lambda _: pictures[SHA256], again, Settings())
    assert kept[SHA256].alignment.inliers == 30
    assert is_sure(kept[SHA256])


def test_a_guess_is_dropped_where_hardly_a_block_agrees_and_never_strong():
    guess = {key: replace(one, framed=True) for key, one in laid(30, THERE).items()}
    assert not confirmed(guess, {SHA256: (PICTURES[0], thumbnail.make(SCREENS[0]))}, Settings())
    assert not confirmed(guess, {SHA256: (PICTURES[0], b"")}, Settings())
    kept = confirmed(guess, {SHA256: PICTURES}, Settings())
    assert not is_sure(kept[SHA256])


def guessing(inliers: int) -> tuple[Laid, Laid]:
    """Give how few keypoints lay the part on the photograph wrongly, and a guess that is right."""
    (found,) = laid(inliers, ELSEWHERE).values()
    (guess,) = laid(6, THERE).values()
    return found, replace(guess, framed=True)


def test_a_guess_is_better_than_few_keypoints_where_more_blocks_agree():
    found, guess = guessing(9)
    kept = held({SHA256: found}, lambda _: PICTURES, lambda _: [guess], Settings())
    assert kept[SHA256].framed
    assert kept[SHA256].agreeing > 20
    assert not is_sure(kept[SHA256])


def test_no_guess_is_made_where_many_keypoints_agree():
    found, guess = guessing(40)
    kept = held({SHA256: found}, lambda _: PICTURES, lambda _: [guess], Settings())
    assert not kept[SHA256].framed


def test_a_guess_does_not_replace_what_lies_better():
    (found,) = laid(9, THERE).values()
    guess = replace(found, alignment=Alignment(ELSEWHERE, 6, SPREAD, mirrored=False), framed=True)
    kept = held({SHA256: found}, lambda _: PICTURES, lambda _: [guess], Settings())
    assert is_sure(kept[SHA256])


def chart(words: str) -> Image.Image:
    """Draw a chart, with words over it."""
    page = Image.new("L", (640, 480), "white")
    draw, font = ImageDraw.Draw(page), ImageFont.load_default(60)
    for x in range(40, 640, 60):
        draw.line((x, 20, 640 - x, 460), "black", 3)
    draw.rectangle((0, 0, 640, 200), "white", "black")
    for line in range(3):
        draw.text((20, 60 * line), words, "black", font)
    return page


@pytest.mark.parametrize(
    ("match", "sure"), [(chart("NOBODY SAW THIS"), True), (SCREENS[0].resize((640, 480)), False)]
)
def test_a_drawing_needs_more_pixels_than_its_words(match: Image.Image, sure: bool):
    query = chart("NOBODY KNEW IT")
    pairs = (*((x / 20, 0.06, x / 20, 0.06) for x in range(1, 19)), (0.1, 0.4, 0.1, 0.4))
    (one,) = laid(40, IDENTITY).values()
    one = replace(one, alignment=replace(one.alignment, pairs=pairs))
    pictures = {SHA256: (thumbnail.detail(query), thumbnail.make(match))}
    kept = confirmed({SHA256: one}, pictures, Settings())
    assert is_sure(kept[SHA256]) is sure
    assert kept[SHA256].drawn_only is not sure


def test_a_guess_never_replaces_what_is_sure():
    """A small crop has few blocks of its own, and many may agree by chance over all of both."""
    (found,) = laid(9, THERE).values()
    guess = replace(found, framed=True, agreeing=99)
    assert not _is_better(guess, replace(found, confirmed=True, agreeing=20))
    assert _is_better(guess, replace(found, agreeing=20))


def a_template(words: str) -> Image.Image:
    """Draw thin lines all over a page, with large words over the middle of it."""
    page = Image.new("L", (640, 640), "white")
    draw, font = ImageDraw.Draw(page), ImageFont.load_default(100)
    for x in (60, 200, 340, 480, 580):
        draw.line((x, 20, x - 30, 150), "black", 4)
        draw.line((x, 500, x + 40, 620), "black", 4)
    for line in range(3):
        draw.text((40, 160 + 105 * line), words, "black", font, stroke_width=6)
    return page


def test_words_that_differ_on_one_drawn_template_are_possible_and_not_the_same_words():
    (one,) = laid(17, IDENTITY).values()
    pairs = tuple((x / 640, 0.13, x / 640, 0.13) for x in (55, 195, 335, 475, 575))
    one = replace(one, alignment=replace(one.alignment, pairs=pairs, held=0.05))
    pictures = (thumbnail.detail(a_template("MORNING")), thumbnail.make(a_template("NOTHING SO")))
    found = confirmed({SHA256: one}, {SHA256: pictures}, Settings())
    assert not is_sure(found[SHA256])
    assert not found[SHA256].drawn_only
