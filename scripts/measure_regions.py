"""Measures the regions of framed pictures: python scripts/measure_regions.py FOLDER-OF-PHOTOS.

Prints, for each way to frame a picture, the share whose best region has a PDQ hash within 31 and
within 48 bits of that of the picture that was framed, and what regions cost.
"""

from __future__ import annotations

import io
import sys
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

from PIL import Image, ImageDraw, ImageFilter

from provenance.media.grey import luma
from provenance.model.fingerprint import Fingerprint
from provenance.signals import fingerprints
from provenance.signals.regions import regions

PHOTOGRAPHS = ("clic", "kodak", "cid22")
HOW_MANY = 60
SIDE = 512

Frame = Callable[[Image.Image, Random, list[Image.Image]], Image.Image]


def page(size: tuple[int, int], colour: str | tuple[int, int, int]) -> Image.Image:
    """Give an empty page."""
    return Image.new("RGB", size, colour)


def letterbox(image: Image.Image, random: Random, _: list[Image.Image]) -> Image.Image:
    """Put bars at two sides."""
    colour = random.choice(["black", "white", (40, 70, 120), (230, 200, 120)])
    width, height = image.size
    bar = round(random.uniform(0.08, 0.35) * height)
    if random.choice([True, False]):
        framed = page((width, height + 2 * bar), colour)
        framed.paste(image, (0, bar))
    else:
        framed = page((width + 2 * bar, height), colour)
        framed.paste(image, (bar, 0))
    return framed


def blurred(image: Image.Image, random: Random, _: list[Image.Image]) -> Image.Image:
    """Lay a picture over a blurred copy of itself that is larger."""
    width, height = image.size
    tall = random.choice([True, False])
    share = random.uniform(1.3, 1.8)
    size = (width, round(height * share)) if tall else (round(width * share), height)
    factor = max(size[0] / width, size[1] / height)
    large = image.resize((round(width * factor), round(height * factor)))
    left, top = (large.width - size[0]) // 2, (large.height - size[1]) // 2
    behind = large.crop((left, top, left + size[0], top + size[1]))
    behind = behind.filter(ImageFilter.GaussianBlur(max(size) / 40))
    behind.paste(image, ((size[0] - width) // 2, (size[1] - height) // 2))
    return behind


def demotivator(image: Image.Image, random: Random, _: list[Image.Image]) -> Image.Image:
    """Put a picture in a thin white frame on black, with words below."""
    width, height = image.size
    margin = round(0.08 * width)
    framed = page((width + 2 * margin, height + 3 * margin + height // 5), "black")
    draw = ImageDraw.Draw(framed)
    draw.rectangle(
        (margin - 8, margin - 8, margin + width + 7, margin + height + 7), outline="white", width=2
    )
    framed.paste(image, (margin, margin))
    words(draw, (framed.width // 2, margin + height + margin), height // 12, "white", random)
    return framed


def words(
    draw: ImageDraw.ImageDraw,
    at: tuple[int, int],
    size: int,
    colour: str,
    random: Random,
    anchor: str = "ma",
) -> None:
    """Write two lines."""
    for line in range(2):
        text = " ".join(
            random.choice(["seen", "today", "in", "town", "who", "knows"]) for _ in "12345"
        )
        draw.text((at[0], at[1] + line * size * 1.4), text, colour, font_size=size, anchor=anchor)


def caption(image: Image.Image, random: Random, *, above: bool) -> Image.Image:
    """Put words on a strip above or below."""
    width, height = image.size
    strip = height // 4
    dark = random.choice([True, False])
    framed = page((width, height + strip), "black" if dark else "white")
    framed.paste(image, (0, strip if above else 0))
    at = (width // 2, strip // 6 if above else height + strip // 6)
    words(ImageDraw.Draw(framed), at, strip // 4, "white" if dark else "black", random)
    return framed


def screenshot(image: Image.Image, random: Random, *, dark: bool) -> Image.Image:
    """Show a picture as a phone does, between the lines of an app."""
    paper, ink = ("#101014", "#f0f0f0") if dark else ("#ffffff", "#111111")
    width = 1080
    shown = image.resize(
        (width, round(image.height * width / image.width)), Image.Resampling.LANCZOS
    )
    top = 300
    framed = page((width, max(1920, top + shown.height + 420)), paper)
    draw = ImageDraw.Draw(framed)
    draw.text((40, 20), "12:47", ink, font_size=36)
    draw.rectangle((980, 26, 1040, 52), outline=ink, width=4)
    draw.ellipse((40, 110, 150, 220), fill="#4070c0")
    words(draw, (180, 110), 36, ink, random, "la")
    framed.paste(shown, (0, top))
    below = top + shown.height + 30
    for number in range(4):
        draw.ellipse(
            (60 + 200 * number, below, 120 + 200 * number, below + 60), outline=ink, width=5
        )
    words(draw, (40, below + 110), 38, ink, random, "la")
    draw.line((0, framed.height - 120, width, framed.height - 120), "#808080", 2)
    return framed


def collage(
    image: Image.Image, others: list[Image.Image], columns: int, rows: int, gap: int
) -> Image.Image:
    """Put a picture among others."""
    width, height = image.size
    framed = page(((width + gap) * columns - gap, (height + gap) * rows - gap), "white")
    for number in range(columns * rows):
        each = image if number == 0 else others[number].resize(image.size)
        down, across = divmod(number, columns)
        framed.paste(each, (across * (width + gap), down * (height + gap)))
    return framed


FRAMES: dict[str, Frame] = {
    "letterbox": letterbox,
    "blurred margins": blurred,
    "demotivator": demotivator,
    "caption above": lambda image, random, _: caption(image, random, above=True),
    "caption below": lambda image, random, _: caption(image, random, above=False),
    "screenshot, light": lambda image, random, _: screenshot(image, random, dark=False),
    "screenshot, dark": lambda image, random, _: screenshot(image, random, dark=True),
    "collage of 2, gutter": lambda image, _, others: collage(image, others, 2, 1, 12),
    "collage of 2, none": lambda image, _, others: collage(image, others, 2, 1, 0),
    "collage of 4, gutter": lambda image, _, others: collage(image, others, 2, 2, 12),
    "collage of 4, none": lambda image, _, others: collage(image, others, 2, 2, 0),
    "nothing": lambda image, _random, _others: image,
}


def as_query(image: Image.Image) -> Image.Image:
    """Save as JPEG of quality 70 and decode as a check does."""
    out = io.BytesIO()
    image.save(out, "JPEG", quality=70)
    return luma(Image.open(out), SIDE)


def best(query: Image.Image, target: Fingerprint) -> tuple[int, int]:
    """Give the least distance of a region, and the number of regions."""
    found = regions(query)
    width, height = query.size
    crops = [
        query.crop(
            (
                round(each.box.left * width),
                round(each.box.top * height),
                round(each.box.right * width),
                round(each.box.bottom * height),
            )
        )
        for each in found
    ]
    return min((fingerprints(crop)[0].distance(target) for crop in crops), default=256), len(found)


def main(folder: Path) -> None:
    """Measure and print."""
    paths = [path for name in PHOTOGRAPHS for path in sorted((folder / name).iterdir())]
    photographs = [
        Image.open(path).convert("RGB") for path in paths[:: max(1, len(paths) // HOW_MANY)]
    ]
    targets = [fingerprints(luma(each, SIDE))[0] for each in photographs]
    lines = ["| framed | n | PDQ ≤ 20 | PDQ ≤ 31 | PDQ ≤ 48 | regions | CPU ms |", "|---" * 7 + "|"]
    for name, frame in FRAMES.items():
        random, distances, count, spent = Random(1), [], 0, 0.0  # noqa: S311 - edits, not secrets
        for number, image in enumerate(photographs):
            others = photographs[number:] + photographs[:number]
            query = as_query(frame(image, random, others))
            start = time.process_time()
            regions(query)
            spent += time.process_time() - start
            distance, found = best(query, targets[number])
            distances.append(distance)
            count += found
        n = len(distances)
        shares = [f"{sum(each <= bits for each in distances) / n:.0%}" for bits in (20, 31, 48)]
        cells = [name, str(n), *shares, f"{count / n:.1f}", f"{spent / n * 1000:.1f}"]
        lines.append(f"| {' | '.join(cells)} |")
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
