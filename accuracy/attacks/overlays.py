"""What people and channels write and stick on a picture."""

from __future__ import annotations

from PIL import Image, ImageDraw

from accuracy.attacks.borders import pasted
from accuracy.attacks.drawing import (
    BLACK,
    NAMES,
    SENTENCES,
    SHORT,
    WHITE,
    any_of,
    font,
    height_of,
    wrapped,
    written,
)
from accuracy.attacks.interface import Edited, Given

_COVERED = (0.1, 0.3)
_YELLOW, _RED, _BLUE = (255, 204, 77), (190, 25, 35), (24, 66, 140)
_PAPERS = ((WHITE, BLACK), (BLACK, WHITE), (_RED, WHITE), (_YELLOW, BLACK))
_CLEAR = 225
"""How opaque a logo is, of 255."""


def caption_top(given: Given) -> Edited:
    """Put a strip with black words on white above the picture."""
    return _captioned(given, above=True)


def caption_bot(given: Given) -> Edited:
    """Put a strip with words under the picture."""
    return _captioned(given, above=False)


def overlay(given: Given) -> Edited:
    """Cover 10 to 30 % of the picture with a box of words."""
    picture, chance = given.picture.copy(), given.chance
    share = chance.uniform(*_COVERED)
    across = min(1.0, share**0.5 * chance.uniform(1.0, 1.7))
    width, height = round(picture.width * across), round(picture.height * share / across)
    paper, ink = _PAPERS[int(chance.integers(len(_PAPERS)))]
    box = Image.new("RGB", (width, height), paper)
    size = max(10.0, (width * height) ** 0.5 / 9)
    words = wrapped(" ".join(any_of(chance, SENTENCES) for _ in range(3)), size, width * 0.92)
    written(box, (width * 0.04, height * 0.06), words, size, ink)
    left = int(chance.integers(picture.width - width + 1))
    top = int(chance.integers(picture.height - height + 1))
    picture.paste(box, (left, top))
    return Edited(picture)


def logo(given: Given) -> Edited:
    """Put the logo of a channel into a corner."""
    picture = given.picture.copy()
    corner = int(given.chance.integers(4))
    channel_logo(picture, corner, any_of(given.chance, NAMES))
    return Edited(picture)


def emoji(given: Given) -> Edited:
    """Stick three to five faces on the picture."""
    picture, chance = given.picture.copy(), given.chance
    for _ in range(int(chance.integers(3, 6))):
        side = round(min(picture.size) * chance.uniform(0.12, 0.22))
        at = (
            int(chance.integers(max(1, picture.width - side))),
            int(chance.integers(max(1, picture.height - side))),
        )
        _face(picture, at, side)
    return Edited(picture)


def meme(given: Given) -> Edited:
    """Write a meme's large white words over the top and the bottom."""
    picture = given.picture.copy()
    meme_words(picture, any_of(given.chance, SHORT), any_of(given.chance, SENTENCES))
    return Edited(picture)


def meme_words(picture: Image.Image, above: str, below: str) -> None:
    """Write two lines of capitals, white with a black rim."""
    draw, size = ImageDraw.Draw(picture), max(12.0, min(picture.width, picture.height) / 9)
    rim, middle = max(1, round(size / 12)), picture.width / 2
    ends = ((above, size * 0.3, "ma"), (below, picture.height - size * 0.3, "md"))
    for words, height, anchor in ends:
        lines = wrapped(words.upper(), size * 1.25, picture.width * 0.95)
        draw.multiline_text(
            (middle, height),
            lines,
            WHITE,
            font(size),
            anchor=anchor,
            align="center",
            stroke_width=rim,
            stroke_fill=BLACK,
        )


def channel_logo(picture: Image.Image, corner: int, name: str) -> None:
    """Put a half-clear sign with a name into a corner, counted clockwise from the top left."""
    width, height = max(24, picture.width // 6), max(12, picture.width // 16)
    sign = Image.new("RGB", (width, height), _BLUE)
    draw = ImageDraw.Draw(sign)
    draw.ellipse((height * 0.2, height * 0.2, height * 0.8, height * 0.8), fill=_RED)
    draw.text((height, height / 2), name[:10], WHITE, font(height * 0.5), anchor="lm")
    gap = max(2, picture.width // 40)
    left = gap if corner in {0, 3} else picture.width - width - gap
    top = gap if corner in {0, 1} else picture.height - height - gap
    picture.paste(sign, (left, top), Image.new("L", sign.size, _CLEAR))


def _captioned(given: Given, *, above: bool) -> Edited:
    picture, size = given.picture, max(12.0, given.picture.width / 18)
    words = f"{any_of(given.chance, SENTENCES)} {any_of(given.chance, SENTENCES)}"
    words = wrapped(words, size, picture.width * 0.92)
    strip = height_of(words, size) + round(size * 1.2)
    paper, ink = (WHITE, BLACK) if above or given.chance.random() < 0.5 else (BLACK, WHITE)
    card = Image.new("RGB", (picture.width, picture.height + strip), paper)
    top = 0 if above else picture.height
    written(card, (picture.width * 0.04, top + size * 0.5), words, size, ink)
    return pasted(picture, card, (0, strip if above else 0))


def _face(picture: Image.Image, at: tuple[int, int], side: int) -> None:
    """Draw a yellow face that laughs."""
    draw, (left, top) = ImageDraw.Draw(picture), at
    draw.ellipse((left, top, left + side, top + side), fill=_YELLOW, outline=(120, 80, 0))
    for eye in (0.32, 0.68):
        x, y, half = left + side * eye, top + side * 0.36, side * 0.07
        draw.ellipse((x - half, y - half * 1.5, x + half, y + half * 1.5), fill=(90, 55, 10))
    mouth = (left + side * 0.22, top + side * 0.3, left + side * 0.78, top + side * 0.82)
    draw.chord(mouth, 10, 170, fill=(110, 40, 20))
