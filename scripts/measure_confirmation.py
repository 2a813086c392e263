"""Measures the confirmation by pixels: python scripts/measure_confirmation.py FOLDER-OF-PHOTOS.

Cuts a tenth out of each photograph and lays it on its own and on every other one. Prints how many
blocks agree where at least four keypoints do: for the right picture, and for all others.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from PIL import Image

from provenance.matching import alignment, keypoints, warp
from provenance.matching.confirmation import confirmation
from provenance.media import thumbnail
from provenance.model.keypoints import Keypoints

HOW_MANY = 60
SIDE = 0.32


def tenth(photo: Image.Image, number: int) -> Image.Image:
    """Cut out a tenth of the area, somewhere that the number decides, and save it as a JPEG."""
    made = np.random.default_rng(number)
    wide, high = round(photo.width * SIDE), round(photo.height * SIDE)
    left = int(made.integers(0, photo.width - wide))
    top = int(made.integers(0, photo.height - high))
    out = io.BytesIO()
    photo.crop((left, top, left + wide, top + high)).save(out, "JPEG", quality=80)
    return Image.open(out)


def shares(
    part: Image.Image, queried: Keypoints, stored: tuple[Keypoints, bytes]
) -> Iterator[float]:
    """Give the share of the blocks that agree, if the two can be laid on each other at all."""
    found = alignment.align(queried, stored[0], mirrored=False)
    if found is not None:
        pixels = np.asarray(part), np.asarray(thumbnail.read(stored[1]))
        yield confirmation(*warp.laid(*pixels, found.matrix)).share


def main(folder: Path) -> None:
    """Print the distribution of both."""
    paths = sorted(folder.rglob("*.jpg"))
    photos = [Image.open(path).convert("L") for path in paths[:: max(1, len(paths) // HOW_MANY)]]
    stored = [(keypoints.stored(each), thumbnail.make(each)) for each in photos]
    right: list[float] = []
    wrong: list[float] = []
    for number, photo in enumerate(photos):
        part = tenth(photo, number)
        queried = keypoints.queried(part)
        for other, each in enumerate(stored):
            (right if other == number else wrong).extend(shares(part, queried, each))
    pairs = len(photos) * (len(photos) - 1)
    for name, found, of in (("right", right, len(photos)), ("wrong", wrong, pairs)):
        counts = np.histogram(found, bins=10, range=(0, 1))[0].tolist()
        line = f"{name}: {len(found)} of {of} could be laid; by tenths of the blocks: {counts}\n"
        sys.stdout.write(line)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
