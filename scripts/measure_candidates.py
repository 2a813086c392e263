"""Measures how often keypoints put the right picture among ten in a large index.

`PYTHONPATH=.:benchmarks python scripts/measure_candidates.py FOLDER-OF-PHOTOS` fills an index of
100,000 pictures as `benchmarks/run.py keypoints` does, keeps it where that does, and asks it for 24
photographs that were edited in each of the 44 ways of `make accuracy`. Hashes, which find most
whole pictures as well, are not asked: those of this index are made up.
"""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import keypoints as benchmark
import photo_folders
import pointed_index
from accuracy.attacks import ATTACKS, attacked
from PIL import Image, ImageOps
from platformdirs import user_cache_path

from provenance.index import open_engine, vocabulary
from provenance.index.interface import Engine
from provenance.matching import keypoints

if TYPE_CHECKING:
    from accuracy.attacks.interface import Attack

AMONG = 10
OTHERS = 10
SEED = 1


def main(given: argparse.Namespace) -> None:
    """Print, for each edit, the share of queries with the right picture first and among ten."""
    photos = photo_folders.photographs(given.photos)
    # Made-up pictures consist of the codes of all photographs that are not asked for.
    stored, strangers = photos[: benchmark.PHOTOS], photos[benchmark.QUERIES :]
    engine = open_engine(pointed_index.large(given.cache, given.media, stored, strangers))
    keypoints.prepare()
    every: list[int] = []
    for attack in ATTACKS:
        asked, others = photos[: benchmark.QUERIES], strangers[-OTHERS:]
        found = list(ranks(engine, attack, asked, others, mirrored=given.mirrored))
        every += found
        sys.stdout.write(f"{attack.name:14s} {told(found)}\n")
    sys.stdout.write(
        f"{'all':14s} {told(every)} of {len(every)} queries, {given.media:,} pictures\n"
    )
    engine.close()


def ranks(
    engine: Engine, attack: Attack, photos: list[Path], others: list[Path], *, mirrored: bool
) -> Iterator[int]:
    """Give the place of the right picture among the candidates of each query; 0 where it is not."""
    beside = [Image.open(each).convert("RGB") for each in others]
    for number, photo in enumerate(photos):
        with Image.open(photo) as picture:
            edited = attacked(attack, picture, beside, SEED, photo.name)
        luma = Image.open(io.BytesIO(edited.data())).convert("L")
        if mirrored:
            luma = ImageOps.mirror(luma)
        found = keypoints.queried(luma)
        both = vocabulary.both_sides(found, keypoints.mirrored(found))
        sides = engine.candidates(both, AMONG)
        best = sorted(
            (-each.score, each.media.sha256) for candidates in sides for each in candidates
        )
        names = [sha256 for _, sha256 in best[:AMONG]]
        wanted = benchmark.filled_sha256(pointed_index.frame_of(number))
        yield names.index(wanted) + 1 if wanted in names else 0


def told(found: list[int]) -> str:
    """Say it in percent."""
    first = sum(each == 1 for each in found) / len(found)
    among = sum(each > 0 for each in found) / len(found)
    return f"first {first:6.1%}  among {AMONG} {among:6.1%}"


if __name__ == "__main__":
    words = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    words.add_argument("photos", type=Path, metavar="FOLDER-OF-PHOTOS")
    words.add_argument("--media", type=int, default=100_000, metavar="PICTURES")
    words.add_argument("--mirrored", action="store_true", help="mirror each query at last")
    words.add_argument("--cache", type=Path, default=user_cache_path("provenance-benchmarks"))
    main(words.parse_args())
