"""Fills an index of any size with keypoints: those of real photographs, and of made-up ones.

A made-up picture takes the codes and places of 268 keypoints at random from a pool of photographs
that no query asks for, and flips 4 of each code's 128 bits. So it is as near to a query as a real
stranger is, which `nearness` measures: codes of photographs crowd in the same few places, and codes
that had more bits flipped would be strangers to everything.
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
from provenance.index.hits import Asked, Shelf, near
from provenance.matching import keypoints
from provenance.model.keypoints import CODE_BYTES, Keypoints

_FLIPS = 4
_BATCH = 4096


@dataclass(frozen=True, slots=True)
class Pool:
    """The keypoints of photographs: codes (n x 16), places (n), the nearest word of each (n)."""

    codes: np.ndarray
    places: np.ndarray
    words: np.ndarray


def large(cache: Path, media: int, photos: list[Path], strangers: list[Path]) -> Path:
    """Give an index whose first pictures are the photographs, the others made up of strangers.

    It is kept until its making changes.
    """
    modules = (schema, vocabulary, word_lists, marks, pointed, keypoints)
    parts = [*(str(module.__file__) for module in modules), __file__]
    parts.append(str(filled_index.__file__))
    made = b"".join(Path(part).read_bytes() for part in parts)
    digest = hashlib.sha256(made + str((photos, strangers)).encode()).hexdigest()
    path = cache / f"pointed-{media}-{digest[:8]}.db"
    if not path.exists():
        for outdated in cache.glob(f"pointed-{media}-*"):
            outdated.unlink()
        draft = path.with_suffix(".part")
        draft.unlink(missing_ok=True)
        filled_index.fill(draft, media, photos[0])
        _point(draft, media, photos, strangers)
        draft.rename(path)
    return path


def frame_of(photo: int) -> int:
    """Give the id of the frame that a photograph, by its place in the list, became."""
    return photo + 1


def _point(path: Path, media: int, photos: list[Path], strangers: list[Path]) -> None:
    store = sqlite3.connect(path, isolation_level=None)
    store.execute("PRAGMA journal_mode = OFF")
    store.execute("PRAGMA synchronous = OFF")
    store.execute("PRAGMA cache_size = -4194304")
    keypoints.prepare()
    real = [_real(photo) for photo in photos]
    pool = pool_of(strangers)
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


def pool_of(photos: list[Path]) -> Pool:
    """Give the keypoints of all these photographs."""
    real = [_real(photo) for photo in photos]
    codes = np.concatenate(
        [np.frombuffer(each.codes, np.uint8).reshape(-1, CODE_BYTES) for each in real]
    )
    places = np.concatenate([np.frombuffer(each.places, "<u4") for each in real])
    return Pool(codes, places, vocabulary.words_of(codes, 1)[:, 0])


def _made_up(
    pool: Pool, random: np.random.Generator, first: int, count: int
) -> list[tuple[int, Keypoints]]:
    chosen = random.integers(0, len(pool.codes), (count, keypoints.STORED))
    return made_up(pool, random, first, chosen)


def made_up(
    pool: Pool, random: np.random.Generator, first: int, chosen: np.ndarray
) -> list[tuple[int, Keypoints]]:
    """Make pictures of the chosen codes (n x 268) of a pool, the frames from the `first` on."""
    count, chosen = len(chosen), chosen.ravel()
    codes = _flipped(pool.codes[chosen], random)
    places = pool.places[random.integers(0, len(pool.places), len(chosen))]
    words = pool.words[chosen].astype("<u4")
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


def _flipped(codes: np.ndarray, random: np.random.Generator) -> np.ndarray:
    rows = np.arange(len(codes))
    for _ in range(_FLIPS):
        at = random.integers(0, CODE_BYTES * 8, len(codes))
        codes[rows, at >> 3] ^= (1 << (at & 7)).astype(np.uint8)
    return codes


def nearness(query: Keypoints, pool: Pool) -> tuple[float, float]:
    """Tell how many of a million pairs with a stranger's entries are near: as real, as made up.

    The query's keypoints must have their words.
    """
    random = np.random.default_rng(hashes.SEED)
    made = Pool(_flipped(pool.codes.copy(), random), pool.places, pool.words)
    real, made_up = (_near(query, each) / len(each.codes) for each in (pool, made))
    return real * 1e6, made_up * 1e6


def _near(query: Keypoints, pool: Pool) -> float:
    """Count the entries that are near a keypoint of the query and under one of its words."""
    marks = pointed.marks_of(Keypoints(1, 1, pool.codes.tobytes(), pool.places.tobytes()))
    shelf = word_lists.listed(pool.words.astype("<u4"), np.zeros(len(marks), "<u4"), marks)
    words = np.frombuffer(query.words, "<u4").astype(np.int64).reshape(len(query), -1)
    numbers = np.repeat(np.arange(len(query)), words.shape[1])
    known = words.ravel() != vocabulary.NO_WORD
    asked = Asked(numbers[known], words.ravel()[known], pointed.marks_of(query)[numbers[known]])
    return len(near(Shelf.of(shelf), asked).keypoints) / len(query)
