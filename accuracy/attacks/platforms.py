"""What platforms do to a picture: make it smaller and save it again."""

from __future__ import annotations

from PIL import Image

from accuracy.attacks.interface import Edited, Encoding, Given, Truth, share_of

WHATSAPP = Encoding(quality=70)
X = Encoding(quality=85)
FACEBOOK = Encoding(quality=71)
TELEGRAM = Encoding(quality=87)
INSTAGRAM = Encoding(quality=75)
INSTAGRAM_SIDE = 1080


def at_most(picture: Image.Image, side: int) -> Image.Image:
    """Make a picture smaller until its long side fits; never larger."""
    factor = min(1.0, side / max(picture.size))
    return scaled(picture, factor)


def scaled(picture: Image.Image, factor: float) -> Image.Image:
    """Scale a picture, at least to one pixel either way."""
    size = (max(1, round(picture.width * factor)), max(1, round(picture.height * factor)))
    return picture.resize(size, Image.Resampling.LANCZOS)


def wa1600(given: Given) -> Edited:
    """Send by WhatsApp: 1600 pixels, quality 70."""
    return Edited(at_most(given.picture, 1600), WHATSAPP)


def x680(given: Given) -> Edited:
    """Show as X's small version: 680 pixels, quality 85."""
    return Edited(at_most(given.picture, 680), X)


def fb960(given: Given) -> Edited:
    """Post on Facebook: 960 pixels, quality 71."""
    return Edited(at_most(given.picture, 960), FACEBOOK)


def tg1280(given: Given) -> Edited:
    """Send by Telegram: 1280 pixels, quality 87."""
    return Edited(at_most(given.picture, 1280), TELEGRAM)


def ig1080(given: Given) -> Edited:
    """Post on Instagram: the square in the middle, at most 1080 pixels."""
    picture = given.picture
    side = min(picture.size)
    left, top = (picture.width - side) // 2, (picture.height - side) // 2
    square = (left, top, left + side, top + side)
    cut = at_most(picture.crop(square), INSTAGRAM_SIDE)
    return Edited(cut, INSTAGRAM, Truth(seen=share_of(square, picture.size)))


def jpeg10(given: Given) -> Edited:
    """Save with a quality of 10."""
    return Edited(given.picture, Encoding(quality=10))


def thumb160(given: Given) -> Edited:
    """Keep a preview of 160 pixels."""
    return Edited(at_most(given.picture, 160), Encoding(quality=80))
