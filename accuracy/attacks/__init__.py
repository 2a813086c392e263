"""All kinds of edits that recall is measured on, in the order of the page.

The list is that of the project's study of matching, the code our own. An attack is drawn from the
seed, its own name and the picture's name, so that none changes when another is added.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence

import numpy as np
from PIL import Image, ImageOps

from accuracy.attacks import (
    borders,
    collages,
    colour,
    crops,
    filmed,
    geometry,
    overlays,
    platforms,
    screens,
    stacked,
)
from accuracy.attacks.interface import Attack, Edited, Given

ATTACKS = (
    Attack("wa1600", "platforms", platforms.wa1600),
    Attack("x680", "platforms", platforms.x680),
    Attack("fb960", "platforms", platforms.fb960),
    Attack("tg1280", "platforms", platforms.tg1280),
    Attack("ig1080", "platforms", platforms.ig1080),
    Attack("jpeg10", "platforms", platforms.jpeg10),
    Attack("thumb160", "platforms", platforms.thumb160),
    Attack("crop75", "crops", crops.crop75),
    Attack("crop50", "crops", crops.crop50),
    Attack("crop25", "crops", crops.crop25),
    Attack("crop10", "crops", crops.crop10),
    Attack("letterbox", "borders", borders.letterbox),
    Attack("blurborder", "borders", borders.blurborder),
    Attack("demotivator", "borders", borders.demotivator),
    Attack("mirror", "geometry", geometry.mirror),
    Attack("rot90", "geometry", geometry.rot90),
    Attack("rot5", "geometry", geometry.rot5),
    Attack("rot5c", "geometry", geometry.rot5c),
    Attack("rot15", "geometry", geometry.rot15),
    Attack("aspect", "geometry", geometry.aspect),
    Attack("caption_top", "overlays", overlays.caption_top),
    Attack("caption_bot", "overlays", overlays.caption_bot),
    Attack("overlay", "overlays", overlays.overlay),
    Attack("logo", "overlays", overlays.logo),
    Attack("emoji", "overlays", overlays.emoji),
    Attack("meme", "overlays", overlays.meme),
    Attack("bw", "colour", colour.bw),
    Attack("filter", "colour", colour.filtered),
    Attack("gamma", "colour", colour.gamma),
    Attack("blur", "colour", colour.blur),
    Attack("noise", "colour", colour.noise),
    Attack("sharpen", "colour", colour.sharpen),
    Attack("photo_screen", "screens", filmed.photo_screen),
    Attack("vframe", "screens", filmed.vframe),
    Attack("collage4", "collages", collages.collage4),
    Attack("collage2", "collages", collages.collage2),
    Attack("pip25", "collages", collages.pip25),
    Attack("shot_light", "screens", screens.shot_light),
    Attack("shot_dark", "screens", screens.shot_dark),
    Attack("shot_story", "screens", screens.shot_story),
    Attack("combo_a", "stacked", stacked.combo_a),
    Attack("combo_b", "stacked", stacked.combo_b),
    Attack("mirror_crop25", "stacked", stacked.mirror_crop25),
    Attack("crop_shot_wa", "stacked", stacked.crop_shot_wa),
)

OTHERS = 3
"""How many other pictures an attack may need."""


def attacked(
    attack: Attack, picture: Image.Image, others: Sequence[Image.Image], seed: int, name: str
) -> Edited:
    """Attack a picture; the same seed and name of the picture give the same bytes.

    Of `others` (at least `OTHERS` of them) some are chosen.
    """
    key = (zlib.crc32(each.encode("utf-8", "surrogateescape")) for each in (attack.name, name))
    chance = np.random.default_rng([seed, *key])
    chosen = [others[int(each)] for each in chance.permutation(len(others))[:OTHERS]]
    upright = ImageOps.exif_transpose(picture).convert("RGB")
    return attack.edit(Given(upright, chance, chosen))


def attack_named(name: str) -> Attack:
    """Give an attack; `KeyError` for one that there is not."""
    return {each.name: each for each in ATTACKS}[name]
