"""Makes the two tables that keypoints rest on, from a folder of photographs.

    python scripts/build_vocabulary.py FOLDER

`matching/data/medians.bin` holds the median of each of the 128 dimensions of RootSIFT, made equal
under mirroring; `index/data/vocabulary-1.bin` a random sample of real codes, which are the visual
words, ordered by the cell of a coarse sample that they fall in. Both are single numbers taken from
hundreds of thousands of small patches; no picture can be made from them. Those shipped were made
from the wallpapers of Debian 12's gnome-backgrounds, mate-backgrounds, plasma-workspace-wallpapers,
ukui-wallpapers and lxqt-themes.
"""

from __future__ import annotations

import sys
from pathlib import Path

import cv2
import numpy as np
from PIL import Image

from provenance.index import vocabulary
from provenance.matching import keypoints

SOURCE = Path(__file__).parents[1] / "src" / "provenance"
SEED = 20231114
SMALLEST_BYTES = 100_000
SUFFIXES = {".jpg", ".jpeg", ".png", ".webp"}


def descriptors(folder: Path) -> np.ndarray:
    """Give RootSIFT descriptors of every photograph, whole and in quarters."""
    found = []
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() not in SUFFIXES or path.stat().st_size < SMALLEST_BYTES:
            continue
        with Image.open(path) as image:
            image.draft("L", (1600, 1600))
            grey = image.convert("L")
        width, height = grey.size
        corners = [(x, y) for x in (0, width // 2) for y in (0, height // 2)]
        quarters = [(x, y, x + width // 2, y + height // 2) for x, y in corners]
        for box in ((0, 0, width, height), *quarters):
            pixels = keypoints._resized(np.asarray(grey.crop(box)), 400, 400)
            sift = cv2.SIFT_create(nfeatures=0, contrastThreshold=keypoints._CONTRASTS[0])
            _, raw = sift.detectAndCompute(pixels, None)
            if raw is not None:
                found.append(np.sqrt(raw / np.maximum(raw.sum(axis=1, keepdims=True), 1e-6)))
    return np.concatenate(found)


def main() -> None:
    """Write both tables."""
    random = np.random.default_rng(SEED)
    roots = descriptors(Path(sys.argv[1]))
    medians = np.median(roots, axis=0)
    medians = ((medians + medians[keypoints._mirror_order()]) / 2).astype("<f4")
    place = SOURCE / "matching" / "data" / "medians.bin"
    place.write_bytes(medians.tobytes())
    codes = np.unique(np.packbits(roots > medians, axis=1), axis=0)
    words = codes[random.choice(len(codes), vocabulary.WORDS, replace=False)]
    coarse = words[random.choice(len(words), vocabulary.CELLS, replace=False)]
    cells = vocabulary.nearest_cells(words, coarse, 1)[:, 0]
    order = np.argsort(cells, kind="stable")
    starts = np.searchsorted(cells[order], np.arange(vocabulary.CELLS + 1)).astype("<u4")
    place = SOURCE / "index" / "data" / vocabulary.FILE
    head = starts.tobytes().ljust(vocabulary.STARTS_BYTES, b"\0")
    place.write_bytes(head + coarse.tobytes() + words[order].tobytes())
    sys.stdout.write(
        f"{len(roots):,} descriptors, {len(codes):,} different codes, {len(words):,} words\n"
    )


if __name__ == "__main__":
    main()
