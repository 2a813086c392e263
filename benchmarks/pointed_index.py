"""Fills an index of any size with keypoints: real codes with some bits flipped, and real ones.

A made-up picture takes the codes and places of 268 keypoints at random from a pool of photographs,
flips 24 of each code's 128 bits, and is listed under one of the words nearest to the code it came
from. The photographs themselves are in the index too: they are what queries must find.
"""

from __future__ import annotations

import hashlib
import sqlite3
from dataclasses import dataclass
from pathlib import Path

import filled_index
import hashes
import numpy as np
from PIL import Image

from provenance.index import keypoints as pointed
from provenance.index import marks, schema, vocabulary, word_lists
from provenance.matching import keypoints
from provenance.model.keypoints import CODE_BYTES, Keypoints

_FLIPS = 24
_BATCH = 4096


@dataclass(frozen=True, slots=True)
class Pool:
    """The keypoints of all photographs: codes (n x 16), places (n), nearest words (n x 4)."""

    codes: np.ndarray
    places: np.ndarray
    words: np.ndarray


def large(cache: Path, media: int, photos: list[Path]) -> Path:
    """Give an index whose first pictures are the photographs; kept until its making changes."""
    modules = (schema, vocabulary, word_lists, marks, pointed, keypoints)
    parts = [*(str(module.__file__) for module in modules), __file__]
    parts.append(str(filled_index.__file__))
    made = b"".join(Path(part).read_bytes() for part in parts)
    digest = hashlib.sha256(made + str(photos).encode()).hexdigest()
    path = cache / f"pointed-{media}-{digest[:8]}.db"
    if not path.exists():
        for outdated in cache.glob(f"pointed-{media}-*"):
            outdated.unlink()
        draft = path.with_suffix(".part")
        draft.unlink(missing_ok=True)
        filled_index.fill(draft, media, photos[0])
        _point(draft, media, photos)
        draft.rename(path)
    return path


def frame_of(photo: int) -> int:
    """Give the id of the frame that a photograph, by its place in the list, became."""
    return photo + 1


def _point(path: Path, media: int, photos: list[Path]) -> None:
    store = sqlite3.connect(path, isolation_level=None)
    store.execute("PRAGMA journal_mode = OFF")
    store.execute("PRAGMA synchronous = OFF")
    store.execute("PRAGMA cache_size = -262144")
    keypoints.prepare()
    real = [_real(photo) for photo in photos]
    pool = _pool(real)
    random = np.random.default_rng(hashes.SEED)
    store.execute("BEGIN")
    rows = [(frame_of(number), each) for number, each in enumerate(real)]
    pointed.write(store, rows)
    for first in range(len(real), media, _BATCH):
        count = min(_BATCH, media - first)
        pointed.write(store, _made_up(pool, random, frame_of(first), count))
    store.execute("COMMIT")
    store.close()


def _real(photo: Path) -> Keypoints:
    with Image.open(photo) as image:
        image.draft("L", (800, 800))
        found = keypoints.stored(image.convert("L"))
    return vocabulary.prepared(found, as_query=False)


def _pool(real: list[Keypoints]) -> Pool:
    codes = np.concatenate(
        [np.frombuffer(each.codes, np.uint8).reshape(-1, CODE_BYTES) for each in real]
    )
    places = np.concatenate([np.frombuffer(each.places, "<u4") for each in real])
    return Pool(codes, places, vocabulary.words_of(codes, vocabulary.PROBES))


def _made_up(
    pool: Pool, random: np.random.Generator, first: int, count: int
) -> list[tuple[int, Keypoints]]:
    total = count * keypoints.STORED
    chosen = random.integers(0, len(pool.codes), total)
    codes = pool.codes[chosen]
    rows = np.arange(total)
    for _ in range(_FLIPS):
        at = random.integers(0, CODE_BYTES * 8, total)
        codes[rows, at >> 3] ^= (1 << (at & 7)).astype(np.uint8)
    places = pool.places[random.integers(0, len(pool.places), total)]
    words = pool.words[chosen, random.integers(0, vocabulary.PROBES, total)].astype("<u4")
    made = []
    for number in range(count):
        own = slice(number * keypoints.STORED, (number + 1) * keypoints.STORED)
        listed = words[own][: vocabulary.LISTED]
        made.append(
            (
                first + number,
                Keypoints(
                    400,
                    300,
                    codes[own].tobytes(),
                    places[own].astype("<u4").tobytes(),
                    listed[listed != vocabulary.NO_WORD].tobytes(),
                ),
            )
        )
    return made
