"""Measures the aligned-block test: python scripts/measure_agreement.py FOLDER-OF-PHOTOS.

The folder holds one folder for each set of photographs; those in BURSTS hold pictures of one scene
in the order in which they were taken. Prints the table that docs/how-it-decides.md shows.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from provenance.media import decoder, formats, thumbnail
from provenance.media.limits import Limits
from provenance.model.fingerprint import UPRIGHT, Orientation, Variant
from provenance.model.match import Relation
from provenance.model.media import Location
from provenance.signals import variants
from provenance.workflows.relate import _agreement, _Pair

PHOTOGRAPHS = ("clic", "kodak", "cid22")
BURSTS = ("h_bedroom", "h_tennis", "h_lund")
TEMPLATES = "h_meme"
HOW_MANY = 150
STRONG, POSSIBLE = 31, 48
MIRRORED = Orientation(mirrored=True, rotated=0)

Edit = Callable[[Image.Image], Image.Image]


def jpeg(quality: int, image: Image.Image) -> Image.Image:
    """Compress a picture."""
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality)
    return Image.open(out).convert("RGB")


def scaled(share: float, image: Image.Image) -> Image.Image:
    """Make a picture smaller, as platforms do."""
    small = image.resize((round(image.width * share), round(image.height * share)))
    return jpeg(70, small)


def noisy(image: Image.Image) -> Image.Image:
    """Add noise of sigma 12."""
    noise = np.random.default_rng(1).normal(0, 12, (image.height, image.width, 3))
    return Image.fromarray(np.clip(np.asarray(image) + noise, 0, 255).astype(np.uint8))


def brighter(image: Image.Image) -> Image.Image:
    """Bend the curve of brightness with a gamma of 1.5."""
    return image.point([round(255 * (value / 255) ** (1 / 1.5)) for value in range(256)] * 3)


def covered(share: float, image: Image.Image) -> Image.Image:
    """Lay a box with words over a share of a picture."""
    edited, side = image.copy(), share**0.5
    box = Image.new("RGB", (round(image.width * side), round(image.height * side)), "white")
    words = "\n".join(["something else entirely"] * 12)
    ImageDraw.Draw(box).text((4, 4), words, fill="black", font_size=max(10, box.height // 8))
    edited.paste(box, (image.width // 5, image.height // 4))
    return edited


def captioned(words: str, image: Image.Image) -> Image.Image:
    """Write over the top and the bottom of a picture, as memes have it."""
    edited = image.copy()
    draw, size = ImageDraw.Draw(edited), image.height // 10
    for top in (size // 2, image.height - 3 * size):
        draw.multiline_text(
            (image.width // 2, top),
            f"{words}\n{words[::-1]}",
            "white",
            font_size=size,
            anchor="ma",
            align="center",
            stroke_width=size // 12,
            stroke_fill="black",
        )
    return edited


def cut(share: float, image: Image.Image) -> Image.Image:
    """Cut off a share of every side."""
    left, top = round(image.width * share), round(image.height * share)
    return image.crop((left, top, image.width - left, image.height - top))


EDITS: dict[str, Edit] = {
    "JPEG of quality 40": partial(jpeg, 40),
    "JPEG of quality 10": partial(jpeg, 10),
    "half size, quality 70": partial(scaled, 0.5),
    "quarter size, quality 70": partial(scaled, 0.25),
    "blurred (radius 2)": lambda image: image.filter(ImageFilter.GaussianBlur(2)),
    "noise (sigma 12)": noisy,
    "gamma 1.5": brighter,
    "grey": lambda image: image.convert("L"),
    "mirrored": lambda image: image.transpose(Image.Transpose.FLIP_LEFT_RIGHT),
    "box over 2 %": partial(covered, 0.02),
    "box over 5 %": partial(covered, 0.05),
    "box over 15 %": partial(covered, 0.15),
    "box over 30 %": partial(covered, 0.30),
    "1 % cut off each side": partial(cut, 0.01),
    "3 % cut off each side": partial(cut, 0.03),
}


@dataclass(frozen=True, slots=True)
class Seen:
    """A picture as a check sees it."""

    thumbnail: bytes
    variants: tuple[Variant, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two pictures: how far their hashes are apart, and which share of their blocks agrees."""

    distance: int
    share: float
    relation: Relation


def seen(image: Image.Image) -> Seen:
    """Decode a picture as a check does."""
    out = io.BytesIO()
    image.save(out, "PNG", compress_level=1)
    location, data = Location("photo"), out.getvalue()
    form = formats.recognise(location, data)
    luma = decoder.decode(location, data, form, Limits()).frames[0].luma
    return Seen(thumbnail.make(luma), variants(luma))


def pair(query: Seen, match: Seen, orientation: Orientation = UPRIGHT) -> Pair:
    """Compare two pictures as `provenance.workflows.relate` does."""
    (turned,) = (each for each in query.variants if each.orientation == orientation)
    distance = turned.fingerprints[0].distance(match.variants[0].fingerprints[0])
    tested = _agreement(_Pair(query.thumbnail, match.thumbnail, orientation))
    relation, share = tested or (Relation.UNKNOWN, 0.0)
    return Pair(distance, share, Relation(relation))


def opened(folder: Path, name: str) -> list[Image.Image]:
    """Open a set of photographs."""
    return [Image.open(path).convert("RGB") for path in sorted((folder / name).iterdir())]


def measured(folder: Path) -> Iterator[tuple[str, list[Pair]]]:
    """Give every kind of pairs: copies, edited copies, and pictures that are not copies."""
    photographs = [image for name in PHOTOGRAPHS for image in opened(folder, name)][:HOW_MANY]
    stored = [seen(image) for image in photographs]
    for name, edit in EDITS.items():
        turn = MIRRORED if name == "mirrored" else UPRIGHT
        queries = (seen(edit(image)) for image in photographs)
        yield name, [pair(query, match, turn) for query, match in zip(queries, stored, strict=True)]
    templates = opened(folder, TEMPLATES)
    texts = [[seen(captioned(words, each)) for each in templates] for words in ("so it", "not me")]
    yield "two texts on one template", [pair(*both) for both in zip(*texts, strict=True)]
    for name in BURSTS:
        frames = [seen(image) for image in opened(folder, name)]
        yield f"next picture ({name[2:]})", [pair(*both) for both in pairwise(frames)]
    yield "unrelated photographs", [pair(*both) for both in pairwise(stored)]


def row(name: str, pairs: list[Pair]) -> str:
    """Write one row of the table; relations are of the pairs that are matches at all."""
    strong = sum(each.distance <= STRONG for each in pairs)
    matches = [each for each in pairs if each.distance <= POSSIBLE]
    quantiles = np.quantile([each.share for each in pairs], [0.01, 0.05, 0.5, 0.95, 0.99])
    relations = [each.relation for each in matches]
    kinds = (Relation.SAME_PICTURE, Relation.EDITED_COPY, Relation.UNKNOWN)
    cells = [name, len(pairs), strong, len(matches), *(f"{value:.2f}" for value in quantiles)]
    return " | ".join(["", *map(str, cells), *(str(relations.count(kind)) for kind in kinds), ""])


def main(folder: Path) -> None:
    """Measure and print."""
    heads = (
        "pairs | n | PDQ ≤ 31 | PDQ ≤ 48 | 1 % | 5 % | median | 95 % | 99 % "
        "| same-picture | edited-copy | unknown"
    )
    lines = [f"| {heads} |", "|---" * 12 + "|"]
    for name, pairs in measured(folder):
        lines.append(row(name, pairs).strip())
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
