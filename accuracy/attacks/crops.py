"""Plain crops, by the share of the area that is kept."""

from __future__ import annotations

from accuracy.attacks.interface import Edited, Given, Truth, share_of

_WIDER = 1.15
"""How far the proportions of a crop may differ from those of the picture."""


def crop75(given: Given) -> Edited:
    """Keep 75 % of the area."""
    return cropped(given, 0.75)


def crop50(given: Given) -> Edited:
    """Keep half the area."""
    return cropped(given, 0.5)


def crop25(given: Given) -> Edited:
    """Keep a quarter of the area."""
    return cropped(given, 0.25)


def crop10(given: Given) -> Edited:
    """Keep a tenth of the area."""
    return cropped(given, 0.1)


def cropped(given: Given, share: float) -> Edited:
    """Cut out a part somewhere in the picture, about as wide as the picture is."""
    picture, chance = given.picture, given.chance
    across = min(1.0, share**0.5 * chance.uniform(1 / _WIDER, _WIDER))
    down = min(1.0, share / across)
    width = max(1, round(picture.width * across))
    height = max(1, round(picture.height * down))
    left = int(chance.integers(0, picture.width - width + 1))
    top = int(chance.integers(0, picture.height - height + 1))
    part = (left, top, left + width, top + height)
    return Edited(picture.crop(part), truth=Truth(seen=share_of(part, picture.size)))
