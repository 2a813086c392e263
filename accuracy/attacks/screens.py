"""The picture on a screen: screenshots of posts, a story, a photographed screen, a video frame."""

from __future__ import annotations

from dataclasses import dataclass

from PIL import Image, ImageDraw

from accuracy.attacks.borders import blurred_fill
from accuracy.attacks.drawing import (
    BLACK,
    GREY,
    NAMES,
    SENTENCES,
    WHITE,
    Ink,
    any_of,
    font,
    height_of,
    wrapped,
    written,
)
from accuracy.attacks.interface import PNG, Edited, Encoding, Given, Truth, share_of

_PHONE = (1080, 2220)
_LARGEST = 1350
"""Pixels: a post shows a picture at most so high, and cuts off what is more."""


@dataclass(frozen=True, slots=True)
class Theme:
    """The colours of an app."""

    paper: Ink
    ink: Ink
    line: Ink


LIGHT = Theme(WHITE, (15, 20, 25), (220, 225, 228))
DARK = Theme((18, 18, 20), (231, 233, 234), (55, 58, 62))


def shot_light(given: Given) -> Edited:
    """Show a post on a light phone, saved as a JPEG."""
    return screenshot(given, LIGHT, Encoding(quality=88))


def shot_dark(given: Given) -> Edited:
    """Show a post on a dark phone, saved as a PNG."""
    return screenshot(given, DARK, PNG)


def shot_story(given: Given) -> Edited:
    """Show a story: the picture before its own blurred self, with words over it."""
    picture, chance = given.picture, given.chance
    width, height = _PHONE
    sheet = blurred_fill(picture, _PHONE)
    share = chance.uniform(0.8, 0.95)
    factor = min(share * width / picture.width, 0.62 * height / picture.height)
    size = (max(1, round(picture.width * factor)), max(1, round(picture.height * factor)))
    left, top = (width - size[0]) // 2, (height - size[1]) // 2 - round(height * 0.03)
    sheet.paste(picture.resize(size, Image.Resampling.LANCZOS), (left, top))
    _story_parts(sheet, any_of(chance, NAMES))
    _sticker(sheet, any_of(chance, SENTENCES), top + size[1] * chance.uniform(0.55, 0.85))
    where = share_of((left, top, left + size[0], top + size[1]), _PHONE)
    return Edited(sheet, Encoding(quality=85), Truth(where))


def screenshot(given: Given, theme: Theme, encoding: Encoding) -> Edited:
    """Show the picture in a post: status bar, account, words, buttons, comments."""
    chance, width = given.chance, _PHONE[0]
    sheet = Image.new("RGB", _PHONE, theme.paper)
    _status_bar(sheet, theme, f"{int(chance.integers(24)):02}:{int(chance.integers(60)):02}")
    _account_line(sheet, theme, any_of(chance, NAMES), 150)
    words = wrapped(f"{any_of(chance, SENTENCES)} {any_of(chance, SENTENCES)}", 44, width * 0.92)
    written(sheet, (40, 300), words, 44, theme.ink)
    top = 330 + height_of(words, 44)
    part, shown = _as_in_a_post(given.picture, width)
    sheet.paste(shown, (0, top))
    _below(given, sheet, theme, top + shown.height)
    where = share_of((0, top, width, min(top + shown.height, _PHONE[1])), _PHONE)
    return Edited(sheet, encoding, Truth(where, share_of(part, given.picture.size)))


def _as_in_a_post(
    picture: Image.Image, width: int
) -> tuple[tuple[float, float, float, float], Image.Image]:
    """Scale a picture to a width; of one that is too high the middle is shown."""
    height = round(picture.height * width / picture.width)
    kept = min(float(picture.height), _LARGEST * picture.width / width)
    top = (picture.height - kept) / 2
    part = (0.0, top, float(picture.width), top + kept)
    size = (width, min(height, _LARGEST))
    return part, picture.resize(size, Image.Resampling.LANCZOS, box=part)


def _status_bar(sheet: Image.Image, theme: Theme, clock: str) -> None:
    draw = ImageDraw.Draw(sheet)
    draw.text((60, 30), clock, theme.ink, font(42))
    draw.rounded_rectangle((960, 36, 1030, 70), 8, outline=theme.ink, width=4)
    draw.rectangle((966, 42, 1006, 64), fill=theme.ink)
    for bar in range(4):
        draw.rectangle((860 + 16 * bar, 62 - 9 * bar, 870 + 16 * bar, 70), fill=theme.ink)


def _account_line(sheet: Image.Image, theme: Theme, name: str, top: int) -> None:
    draw = ImageDraw.Draw(sheet)
    draw.ellipse((40, top, 150, top + 110), fill=(90, 120, 170))
    draw.text((95, top + 55), name[0].upper(), WHITE, font(56), anchor="mm")
    draw.text((175, top + 8), name, theme.ink, font(44))
    draw.text((175, top + 62), f"@{name.lower().replace(' ', '')} · 3 h", GREY, font(36))
    draw.text((1030, top + 30), "...", theme.ink, font(50), anchor="ra")


def _below(given: Given, sheet: Image.Image, theme: Theme, top: int) -> None:
    """Draw the buttons and, as far as there is room, comments."""
    draw, chance = ImageDraw.Draw(sheet), given.chance
    draw.ellipse((50, top + 35, 100, top + 85), outline=theme.ink, width=5)
    draw.rounded_rectangle((330, top + 38, 390, top + 82), 14, outline=theme.ink, width=5)
    draw.polygon([(620, top + 82), (650, top + 35), (680, top + 82)], outline=theme.ink, width=5)
    for left in (115, 405, 695):
        draw.text((left, top + 36), str(int(chance.integers(9, 9999))), GREY, font(40))
    top += 120
    while top < sheet.height - 300:
        draw.line((0, top, sheet.width, top), fill=theme.line, width=3)
        _account_line(sheet, theme, any_of(chance, NAMES), top + 25)
        words = wrapped(any_of(chance, SENTENCES), 40, 860)
        written(sheet, (175, top + 150), words, 40, theme.ink)
        top += 190 + height_of(words, 40)


def _story_parts(sheet: Image.Image, name: str) -> None:
    """Draw the lines of progress, the account and the field for an answer."""
    draw = ImageDraw.Draw(sheet)
    for part in range(4):
        left = 24 + part * 260
        draw.rounded_rectangle((left, 40, left + 244, 48), 4, fill=WHITE if part < 2 else GREY)
    draw.ellipse((40, 80, 140, 180), fill=(170, 90, 120), outline=WHITE, width=4)
    draw.text((165, 105), f"{name}   5 h", WHITE, font(42))
    bottom = sheet.height
    draw.rounded_rectangle((40, bottom - 150, 820, bottom - 50), 50, outline=WHITE, width=4)
    draw.text((90, bottom - 125), "Send message", WHITE, font(42))
    draw.ellipse((880, bottom - 140, 960, bottom - 60), outline=WHITE, width=5)


def _sticker(sheet: Image.Image, words: str, top: float) -> None:
    """Write words on a white rounded field across the middle."""
    draw, lines = ImageDraw.Draw(sheet), wrapped(words, 54, sheet.width * 0.7)
    box = draw.multiline_textbbox((sheet.width / 2, top), lines, font(54), anchor="ma")
    field = (box[0] - 24, box[1] - 18, box[2] + 24, box[3] + 18)
    draw.rounded_rectangle(field, 18, fill=WHITE)
    draw.multiline_text((sheet.width / 2, top), lines, BLACK, font(54), anchor="ma", align="center")
