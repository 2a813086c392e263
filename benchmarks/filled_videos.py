"""Fills an index with the frames of many hours of video, in bulk, with hashes and keypoints.

Keypoints are those of photographs that no query asks for, as in `pointed_index`. A shot has four
frames, which lie two seconds apart; of the keypoints of a frame seven in ten are those of its shot.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import bulk_lists
import filled_index
import hashes
import numpy as np
import pointed_index

from provenance.index import blocks, connection, keypoints, vocabulary, word_lists
from provenance.index.migrations.script import SCHEMA_VERSION
from provenance.matching.keypoints import STORED
from provenance.model.keypoints import Keypoints

VIDEO_S = 240
EVERY_S = 2.0
_POINTED = 4096
_SHOT = 4
_OF_SHOT = 0.7


@dataclass(frozen=True, slots=True)
class Hours:
    """How much is made up: `hashed` hours, the first `pointed` of them with keypoints as well."""

    hashed: int
    pointed: int

    @property
    def frames(self) -> int:
        """Give how many frames have hashes."""
        return round(self.hashed * 3600 / EVERY_S)

    @property
    def pointed_frames(self) -> int:
        """Give how many frames have keypoints."""
        return round(self.pointed * 3600 / EVERY_S)


def large(cache: Path, hours: Hours, strangers: list[Path]) -> Path:
    """Give an index of so many hours, kept until its making changes."""
    # Dear to make: not made anew for what changes nothing in it.
    made = b"".join(Path(str(part)).read_bytes() for part in (__file__, bulk_lists.__file__))
    made += str((hours, [each.name for each in strangers], keypoints.OURS)).encode()
    made += str((SCHEMA_VERSION, blocks.ROWS, word_lists.CAPACITY)).encode()
    path = cache / f"videos-{hours.hashed}-{hashlib.sha256(made).hexdigest()[:8]}.db"
    if not path.exists():
        for outdated in cache.glob(f"videos-{hours.hashed}-*"):
            outdated.unlink()
        draft = path.with_suffix(".part")
        draft.unlink(missing_ok=True)
        _fill(draft, hours, strangers)
        draft.rename(path)
    return path


def _fill(path: Path, hours: Hours, strangers: list[Path]) -> None:
    connection.create(path)
    store = sqlite3.connect(path, isolation_level=None)
    # Nothing is lost if this is interrupted: a half-made index is made again.
    for pragma in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -262144"):
        store.execute(f"PRAGMA {pragma}")
    store.execute("BEGIN")
    _videos(store, hours.frames)
    for signal, words in (("pdq-256", 4), ("phash-64", 1)):
        filled_index._fingerprints(store, signal, hashes.make(hours.frames, words)[0])
    _keypoints(store, hours.pointed_frames, pointed_index.pool_of(strangers))
    store.execute("COMMIT")
    store.execute(f"PRAGMA journal_mode = {connection.journal_mode()}")
    store.close()


def _keypoints(store: sqlite3.Connection, frames: int, pool: pointed_index.Pool) -> None:
    """Store keypoints of the first frames, the last of them as an ingest would."""
    random = np.random.default_rng(hashes.SEED)
    first = 1
    for number, entries in bulk_lists.levels(frames * vocabulary.LISTED).items():
        level = bulk_lists.Level(number)
        last = first + entries // vocabulary.LISTED
        for start, count in _batches(first, last):
            rows = _shots(pool, random, start, count)
            packed = ((frame, each.packed()) for frame, each in rows)
            store.executemany("INSERT INTO keypoints VALUES (?, ?)", packed)
            level.take(keypoints.entries(rows))
        level.write(store)
        first = last
    for start, count in _batches(first, frames + 1):
        keypoints.write(store, _shots(pool, random, start, count))


def _batches(first: int, last: int) -> Iterator[tuple[int, int]]:
    """Cut a range of frames into pieces: the first of each, and how many."""
    for start in range(first, last, _POINTED):
        yield start, min(_POINTED, last - start)


def _shots(
    pool: pointed_index.Pool, random: np.random.Generator, first: int, count: int
) -> list[tuple[int, Keypoints]]:
    """Make up the keypoints of frames in a row."""
    shots = random.integers(0, len(pool.codes), (-(-count // _SHOT), STORED))
    chosen = np.repeat(shots, _SHOT, axis=0)[:count]
    own = random.random(chosen.shape) >= _OF_SHOT
    chosen[own] = random.integers(0, len(pool.codes), own.sum())
    return pointed_index.made_up(pool, random, first, chosen)


def _videos(store: sqlite3.Connection, frames: int) -> None:
    """Make videos of four minutes; each was posted once."""
    each = round(VIDEO_S / EVERY_S)
    videos = range(1, frames // each + 1)
    filled_index._many(
        store,
        "media (id, sha256, size_bytes, media_type, width, height, frame_count)",
        ((n, filled_index.sha256_of(n), 9_000_000, "video/mp4", 1280, 720, 7200) for n in videos),
    )
    filled_index._many(
        store,
        "frames (id, media_id, number, timestamp_s, role, rotated)",
        (
            (n + 1, n // each + 1, n % each * 60, n % each * EVERY_S, "frame", 0)
            for n in range(len(videos) * each)
        ),
    )
