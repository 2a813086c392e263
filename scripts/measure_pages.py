"""Measures how pages of words are told apart: python scripts/measure_pages.py FOLDER-OF-TEXTS.

Sets the sentences of the texts (*.md) as a letter, a sheet, a conversation and a post, edits each
page and lays it on all of them. A page must be strong on itself alone: neither on the same words
set in another way, nor on other words set in the same way.
"""

from __future__ import annotations

import io
import re
import sys
import textwrap
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from accuracy.attacks.interface import Given
from PIL import Image, ImageDraw, ImageFont

from accuracy import attacks
from provenance.matching import alignment, keypoints
from provenance.media import thumbnail
from provenance.model.alignment import Alignment
from provenance.model.keypoints import Keypoints
from provenance.model.match import Strength
from provenance.workflows.confirm import _Pair, _said

TEXTS, SENTENCES = 12, 6
EDITS = (
    *("wa1600", "jpeg10", "crop50", "crop25", "shot_light"),
    *("blur", "noise", "thumb160", "photo_screen", "combo_a"),
)
SPREAD = 0.05
SHORTEST, LONGEST = 40, 200
DARK = 100


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it is indexed: its text, how it is set, and what an index keeps."""

    text: int
    set_as: str
    stored: Keypoints
    thumbnail: bytes


def texts(folder: Path) -> list[list[str]]:
    """Read sentences; a few make a text."""
    words = " ".join(path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.md")))
    cut = re.split(r"(?<=[.:;]) ", re.sub(r"[`*|#\s]+", " ", words))
    plain = [each for each in cut if SHORTEST < len(each) < LONGEST]
    step = len(plain) // TEXTS
    return [plain[number * step :][:SENTENCES] for number in range(TEXTS)]


def written(page: Image.Image, words: str, at: tuple[int, int], width: int, size: int) -> int:
    """Write words line by line; gives where the next line would begin."""
    draw, (left, top) = ImageDraw.Draw(page), at
    ink = "white" if page.getpixel(at)[0] < DARK else "black"
    for line in textwrap.wrap(words, width):
        draw.text((left, top), line, ink, ImageFont.load_default(size))
        top += round(1.45 * size)
    return top


def letter(sentences: list[str]) -> Image.Image:
    """Set a text as a printed letter."""
    page = Image.new("RGB", (900, 1200), "white")
    written(page, "Notice to all", (90, 80), 40, 40)
    written(page, " ".join(sentences), (90, 170), 56, 28)
    return page


def sheet(sentences: list[str]) -> Image.Image:
    """Set a text small on a coloured sheet."""
    page = Image.new("RGB", (560, 512), "white")
    ImageDraw.Draw(page).rectangle((40, 2, 520, 508), "#ffe488", "black", 6)
    written(page, " ".join(sentences), (64, 40), 46, 16)
    return page


def conversation(sentences: list[str]) -> Image.Image:
    """Set each sentence in a bubble."""
    page, top = Image.new("RGB", (720, 1280), "#ece5dd"), 140
    draw = ImageDraw.Draw(page)
    draw.rectangle((0, 0, 720, 110), "#075e54")
    written(page, "Family group", (120, 36), 40, 34)
    for number, sentence in enumerate(sentences):
        left, high = 30 + 90 * (number % 2), 20 + 40 * len(textwrap.wrap(sentence, 38))
        draw.rounded_rectangle((left, top, left + 580, top + high), 14, "white")
        written(page, sentence, (left + 18, top + 8), 38, 28)
        top += high + 18
    return page


def post(sentences: list[str]) -> Image.Image:
    """Set a text as a post in the dark."""
    page = Image.new("RGB", (1080, 1080), "#15202b")
    ImageDraw.Draw(page).ellipse((50, 50, 150, 150), "#285aa0")
    written(page, "Some Account", (180, 70), 40, 38)
    written(page, " ".join(sentences), (50, 200), 50, 36)
    return page


LAYOUTS: tuple[Callable[[list[str]], Image.Image], ...] = (letter, sheet, conversation, post)


def strengths(page: Image.Image, pages: list[Page]) -> Iterator[tuple[Page, Strength | None]]:
    """Lay a page on all pages, by keypoints and pixels."""
    luma = page.convert("L")
    queried, detail = keypoints.queried(luma), thumbnail.detail(luma)
    for each in pages:
        found = alignment.align(queried, each.stored, mirrored=False)
        yield each, _said(pair(found, detail, each))[0] if found else None


def pair(found: Alignment, query: bytes, page: Page) -> _Pair:
    """Give what `provenance.workflows.confirm` is asked."""
    spread = found.share() >= SPREAD
    alone = spread and found.inliers >= alignment.ALONE
    return _Pair(query, page.thumbnail, found, spread, alone, framed=False, stored=page.stored)


def main(folder: Path) -> None:
    """Print a line for each edit."""
    drawn = [
        (number, layout.__name__, layout(text))
        for number, text in enumerate(texts(folder))
        for layout in LAYOUTS
    ]
    pages = [
        Page(text, name, keypoints.stored(page.convert("L")), thumbnail.make(page.convert("L")))
        for text, name, page in drawn
    ]
    for edit in EDITS:
        strong: Counter[str] = Counter()
        for text, name, page in drawn:
            given = Given(page, np.random.default_rng(text), [])
            edited = Image.open(io.BytesIO(attacks.attack_named(edit).edit(given).data()))
            strong.update(
                kind(each, text, name)
                for each, said in strengths(edited, pages)
                if said is Strength.STRONG
            )
        sys.stdout.write(f"{edit}, {len(drawn)} pages: {dict(sorted(strong.items()))} strong\n")


def kind(page: Page, text: int, name: str) -> str:
    """Say what an indexed page is to the one that was edited."""
    if (page.text, page.set_as) == (text, name):
        return "itself"
    if page.text == text:
        return "same words"
    return "same setting" if page.set_as == name else "neither"


if __name__ == "__main__":
    main(Path(sys.argv[1]))
