"""Measures how words are told from pictures: python scripts/measure_lettering.py FOLDER-OF-PHOTOS.

Puts the same words, frame or screen of an app over different photographs and lays them on each
other: nothing but the words agrees, which must be told. Then lays an edited photograph on itself,
and on itself under other words: that must never be told so. Counted are pairs of which at least
eight keypoints agree.
"""

from __future__ import annotations

import io
import sys
from dataclasses import dataclass
from itertools import permutations
from pathlib import Path

import numpy as np
from accuracy.attacks.interface import Given
from PIL import Image

from accuracy import attacks
from provenance.matching import alignment, keypoints, lettering, warp
from provenance.media import thumbnail
from provenance.model.keypoints import Keypoints

HOW_MANY = 12
SAME_WORDS = 7
OTHER_WORDS = 8
DRAWN = (
    *("caption_top", "caption_bot", "overlay", "emoji", "meme", "demotivator"),
    *("shot_light", "shot_dark", "shot_story", "combo_a", "combo_b", "crop_shot_wa"),
)


@dataclass(frozen=True, slots=True)
class Laid:
    """A picture as a query and as an indexed one."""

    queried: Keypoints
    detail: bytes
    stored: Keypoints
    thumbnail: bytes


def made(photos: list[Image.Image], number: int, name: str, seed: int) -> Laid:
    """Edit a photograph; the same seed gives the same words."""
    others = [photos[(number + step) % len(photos)] for step in (1, 2, 3)]
    given = Given(photos[number], np.random.default_rng(seed), others)
    edited = attacks.attack_named(name).edit(given)
    return of(Image.open(io.BytesIO(edited.data())))


def of(picture: Image.Image) -> Laid:
    """Compute what an index and a check keep of a picture."""
    luma = picture.convert("L")
    found = keypoints.queried(luma), keypoints.stored(luma)
    return Laid(found[0], thumbnail.detail(luma), found[1], thumbnail.make(luma))


def told(query: Laid, match: Laid) -> bool | None:
    """Tell whether only words agree; `None` where too few keypoints do."""
    found = alignment.align(query.queried, match.stored, mirrored=False)
    if found is None or found.inliers < alignment.STRONG:
        return None
    pixels = np.asarray(thumbnail.read(query.detail)), np.asarray(thumbnail.read(match.thumbnail))
    return lettering.is_all(pixels[0], found, warp.laid(*pixels, found.matrix))


def main(folder: Path) -> None:
    """Print a line for each kind of edit."""
    paths = sorted(each for each in folder.rglob("*") if each.suffix in {".jpg", ".png"})
    chosen = paths[:: max(1, len(paths) // HOW_MANY)][:HOW_MANY]
    photos = [Image.open(path).convert("RGB") for path in chosen]
    plain = [of(photo) for photo in photos]
    numbers = range(len(photos))
    total = np.zeros((3, 2), int)
    for name in DRAWN:
        here = [made(photos, number, name, SAME_WORDS) for number in numbers]
        there = [made(photos, number, name, OTHER_WORDS) for number in numbers]
        pairs = (
            [told(here[one], here[other]) for one, other in permutations(numbers, 2)],
            [told(here[number], plain[number]) for number in numbers],
            [told(there[number], here[number]) for number in numbers],
        )
        counts = [(each.count(True), each.count(True) + each.count(False)) for each in pairs]
        total += counts
        sys.stdout.write(line(name, counts))
    sys.stdout.write(line("all", total.tolist()))


def line(name: str, counts: list[tuple[int, int]]) -> str:
    """Write how many of each kind were told."""
    names = ("other picture under the same words", "same picture", "under other words")
    said = (f"{kind} {some} of {of}" for kind, (some, of) in zip(names, counts, strict=True))
    return f"{name}: {', '.join(said)}\n"


if __name__ == "__main__":
    main(Path(sys.argv[1]))
