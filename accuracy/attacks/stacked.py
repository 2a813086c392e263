"""Several edits one after the other, saved between them, as pictures travel."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from accuracy.attacks.borders import letterbox
from accuracy.attacks.colour import filtered
from accuracy.attacks.crops import cropped
from accuracy.attacks.geometry import mirror
from accuracy.attacks.interface import Edited, Given, saved, then
from accuracy.attacks.overlays import caption_bot, emoji
from accuracy.attacks.platforms import WHATSAPP, at_most, wa1600, x680
from accuracy.attacks.screens import LIGHT, screenshot

Edit = Callable[[Given], Edited]


def combo_a(given: Given) -> Edited:
    """Cut away a quarter, lay a filter over it, put words under it, send it by WhatsApp."""
    return _stacked(given, (_quarter_off, filtered, caption_bot, wa1600))


def combo_b(given: Given) -> Edited:
    """Mirror it, stick faces on it, put bars round it, post it on X."""
    return _stacked(given, (mirror, emoji, letterbox, x680))


def mirror_crop25(given: Given) -> Edited:
    """Mirror it and keep a quarter of the area."""
    return _stacked(given, (mirror, _quarter_kept))


def crop_shot_wa(given: Given) -> Edited:
    """Keep half, show it in a post, send the screenshot by WhatsApp."""
    edited = _stacked(given, (_half_kept, _in_a_post))
    return replace(edited, picture=at_most(saved(edited), 1600), encoding=WHATSAPP)


def _stacked(given: Given, edits: tuple[Edit, ...]) -> Edited:
    first, *rest = edits
    edited = first(given)
    for edit in rest:
        edited = then(edited, edit(replace(given, picture=saved(edited))))
    return edited


def _quarter_off(given: Given) -> Edited:
    return cropped(given, 0.75)


def _half_kept(given: Given) -> Edited:
    return cropped(given, 0.5)


def _quarter_kept(given: Given) -> Edited:
    return cropped(given, 0.25)


def _in_a_post(given: Given) -> Edited:
    return screenshot(given, LIGHT, WHATSAPP)
