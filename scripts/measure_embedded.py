"""Measure how embedded pictures are named: `python scripts/measure_embedded.py FOLDER [COUNT]`.

Each photograph gets a thumbnail as cameras and programs make them (fitted, with black bars,
squeezed, cut), and is then left as it is, changed in tone, altered, cropped, mirrored, turned or
exchanged. Counted is what it is named. Seeded: the same folder always gives the same figures.
"""

from __future__ import annotations

import io
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from random import Random

from PIL import Image, ImageEnhance, ImageOps

from provenance.matching.embedded import likened
from provenance.model.fingerprint import UPRIGHT

SMALLEST = 240
LARGEST = 1024
QUARTERS = (90, 180, 270)

Edit = Callable[[Image.Image, Image.Image, Random], Image.Image]


def thumbnail(picture: Image.Image, random: Random, *, cropped: bool) -> Image.Image:
    """Make a thumbnail in one of four ways; before a crop, one that shows all of the picture."""
    size = (160, 120) if picture.width >= picture.height else (120, 160)
    ways = [lambda: ImageOps.contain(picture, size), lambda: ImageOps.pad(picture, size)]
    if not cropped:
        ways += [lambda: picture.resize(size), lambda: ImageOps.fit(picture, size)]
    return saved(random.choice(ways)(), random.randrange(50, 90))


def saved(picture: Image.Image, quality: int) -> Image.Image:
    """Save as JPEG and read again."""
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=quality)
    return Image.open(out).convert("L")


def toned(picture: Image.Image, _: Image.Image, random: Random) -> Image.Image:
    """Change brightness or contrast."""
    kind = random.choice([ImageEnhance.Brightness, ImageEnhance.Contrast])
    return kind(picture).enhance(random.uniform(0.7, 1.4))


def altered(picture: Image.Image, other: Image.Image, _: Random) -> Image.Image:
    """Put a part of another picture over a quarter of both sides."""
    wide, high = picture.size
    part = (int(wide * 0.35), int(high * 0.3), int(wide * 0.6), int(high * 0.55))
    made = picture.copy()
    made.paste(other.resize(picture.size).crop(part), part[:2])
    return made


def cropped(least: float, most: float) -> Edit:
    """Keep a share of each side."""

    def crop(picture: Image.Image, _: Image.Image, random: Random) -> Image.Image:
        across, down = random.uniform(least, most), random.uniform(least, most)
        left, top = random.uniform(0, 1 - across), random.uniform(0, 1 - down)
        shares = (left, top, left + across, top + down)
        sides = (*picture.size, *picture.size)
        return picture.crop(tuple(int(a * b) for a, b in zip(shares, sides, strict=True)))

    return crop


EDITS: dict[str, Edit] = {
    "same": lambda picture, _, __: picture,
    "same, re-toned": toned,
    "altered": altered,
    "cropped to 35-80 % of the sides": cropped(0.35, 0.8),
    "cropped to 85-92 % of the sides": cropped(0.85, 0.92),
    "mirrored": lambda picture, _, __: ImageOps.mirror(picture),
    "rotated": lambda picture, _, random: picture.rotate(
        random.choice([90, 180, 270]), expand=True
    ),
    "different": lambda _, other, __: other,
}


def photographs(folder: Path, count: int) -> list[Image.Image]:
    """Open photographs, chosen at random."""
    paths = sorted(folder.rglob("*.jpg"))
    Random(0).shuffle(paths)  # noqa: S311 - a choice, not a secret
    found: list[Image.Image] = []
    for path in paths:
        picture = ImageOps.exif_transpose(Image.open(path)).convert("L")
        picture.thumbnail((LARGEST, LARGEST))
        if min(picture.size) >= SMALLEST:
            found.append(picture)
        if len(found) == count:
            break
    return found


def main() -> None:
    """Print a table: what was done, and what it was named how often."""
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 60  # noqa: PLR2004
    pictures = photographs(Path(sys.argv[1]), count)
    print(f"| edit | of {len(pictures)} | named |\n|---|---|---|")  # noqa: T201
    for name, edit in EDITS.items():
        random, named = Random(name), Counter[str]()  # noqa: S311 - a choice, not a secret
        for number, picture in enumerate(pictures):
            small = thumbnail(picture, random, cropped=name.startswith("cropped"))
            other = pictures[(number + 7) % len(pictures)]
            seen = saved(edit(picture, other, random), 80)
            named[likened(seen, small, (UPRIGHT,)).likeness.value] += 1
        told = ", ".join(f"{likeness} {times}" for likeness, times in named.most_common())
        print(f"| {name} | {named.total()} | {told} |", flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
