"""Words, and how they are laid into a picture."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

import numpy as np
from PIL import Image, ImageDraw, ImageFont

Ink = tuple[int, int, int]
BLACK, WHITE, GREY = (0, 0, 0), (255, 255, 255), (128, 128, 128)

SENTENCES = (
    "They do not want you to see this",
    "This happened this morning and no channel shows it",
    "Share before it is deleted!",
    "The situation in the city centre right now",
    "My brother sent me this from there, look at the left side",
    "Nobody talks about it. Why?",
    "Breaking: hundreds on the streets tonight",
    "Our correspondent was on the spot",
    "Can anybody confirm where this was taken?",
    "Everything is quiet here, do not believe the rumours",
)
SHORT = ("when you see it", "not again", "one does not simply", "monday morning", "who did this")
NAMES = ("daily_witness", "Marta L.", "city.now", "the north post", "k_observer", "Radio Five")


def any_of(chance: np.random.Generator, words: Sequence[str]) -> str:
    """Choose one."""
    return words[int(chance.integers(len(words)))]


def font(size: float) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    """Give the font that comes with Pillow, at least 8 pixels high."""
    return ImageFont.load_default(max(8.0, float(size)))


def wrapped(words: str, size: float, width: float) -> str:
    """Break words into lines that are about so many pixels wide."""
    return textwrap.fill(words, max(6, int(width / max(8.0, size) / 0.53)))


def written(
    picture: Image.Image, at: tuple[float, float], words: str, size: float, ink: Ink
) -> None:
    """Write words into a picture, from their top left corner."""
    ImageDraw.Draw(picture).multiline_text(at, words, ink, font(size), spacing=size * 0.3)


def height_of(words: str, size: float) -> int:
    """Tell how high lines of words are."""
    draw = ImageDraw.Draw(Image.new("L", (1, 1)))
    box = draw.multiline_textbbox((0, 0), words, font(size), spacing=size * 0.3)
    return int(box[3]) + 1
