"""Fills an index of any size as years of ingesting would, in bulk: every table has rows."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import hashes
import numpy as np

from provenance.index import blocks, connection, schema
from provenance.media.limits import Limits
from provenance.model.fingerprint import ExaminedFrame
from provenance.model.media import Location
from provenance.model.moment import iso
from provenance.workflows.examine import examine, prepare
from provenance.workflows.wanted import HASHES_ONLY

PLANTED = 3
"""Pictures of the index that are copies of the photo to be checked."""

_COLLECTIONS = 40
_EXIF_EVERY = 20
_STATEMENT_EVERY = 1_000
_REPOSTS = 0.2
_FIRST_DAY = datetime(2014, 1, 1, tzinfo=UTC)
_PLATFORMS = ("telegram", "facebook", "x", "tiktok", "vk")
_TINY_JPEG = bytes.fromhex("ffd8ffe0") + bytes(300) + bytes.fromhex("ffd9")
_TAGS = '{"IFD0:Make": "Nikon", "IFD0:Model": "D750", "EXIF:DateTimeOriginal": "%s"}'
_BATCH = 16 * blocks.ROWS


def large(cache: Path, media: int, photo: Path) -> Path:
    """Give an index that holds copies of a photo; kept until the way it is made changes."""
    made_by = (connection, schema, blocks, hashes)
    parts = [*(str(module.__file__) for module in made_by), __file__, str(photo)]
    digest = hashlib.sha256(b"".join(Path(part).read_bytes() for part in parts)).hexdigest()
    path = cache / f"index-{media}-{digest[:8]}.db"
    if not path.exists():
        for outdated in cache.glob(f"index-{media}-*.db*"):
            outdated.unlink()
        draft = path.with_suffix(".part")
        draft.unlink(missing_ok=True)
        fill(draft, media, photo)
        draft.rename(path)
    return path


def small(folder: str, media: int) -> tuple[Path, str]:
    """Give an index and the URL of a posting in it."""
    path = Path(folder) / "small.db"
    fill(path, media, None)
    return path, _url(media // 2)


def fill(path: Path, media: int, photo: Path | None) -> None:
    """Make the index: every table has rows, hashes are packed, no picture has keypoints."""
    connection.create(path)
    store = sqlite3.connect(path, isolation_level=None)
    # Nothing is lost if this is interrupted: a half-made index is made again.
    store.execute("PRAGMA journal_mode = OFF")
    store.execute("PRAGMA synchronous = OFF")
    store.execute("PRAGMA cache_size = -262144")
    store.execute("BEGIN")
    _media(store, media)
    _postings(store, media)
    prints = {"pdq-256": hashes.make(media, 4)[0], "phash-64": hashes.make(media, 1)[0]}
    if photo:
        _plant(store, prints, photo)
    for signal, values in prints.items():
        _fingerprints(store, signal, values)
    store.execute("COMMIT")
    store.execute(f"PRAGMA journal_mode = {connection.journal_mode()}")
    store.close()


def _media(store: sqlite3.Connection, media: int) -> None:
    numbers = range(1, media + 1)
    _many(
        store,
        "media (id, sha256, size_bytes, media_type, width, height, frame_count)",
        ((n, sha256_of(n), 100_000 + n % 900_000, "image/jpeg", 1280, 960, 1) for n in numbers),
    )
    frames = "frames (id, media_id, number, timestamp_s, role, rotated)"
    _many(store, frames, ((n, n, 0, 0.0, "image", 0) for n in numbers))
    _many(store, "thumbnails (frame_id, jpeg)", ((n, _TINY_JPEG) for n in numbers))
    _many(
        store,
        "metadata (media_id, state, captured_earliest, captured_latest, captured_stated, "
        "latitude, longitude, device, software, tags)",
        ((n, *_exif(n)) for n in numbers[::_EXIF_EVERY]),
    )


def _exif(number: int) -> tuple[str | float, ...]:
    stated = f"{_when(number) - timedelta(days=1):%Y:%m:%d %H:%M:%S}"
    taken = iso(_when(number) - timedelta(days=1))
    return ("present", taken, taken, stated, 18.4, 1.4, "Nikon D750", "", _TAGS % stated)


def _postings(store: sqlite3.Connection, media: int) -> None:
    """Post every picture once, and popular ones again in the postings of others."""
    numbers = range(1, media + 1)
    _many(
        store,
        "postings (id, key, platform, native_id, url, account, text)",
        ((n, *_posting(n)) for n in numbers),
    )
    moments = "moments (posting_id, clock, earliest, latest, stated, basis, trust)"
    _many(store, moments, ((n, "posted", *_posted(n)) for n in numbers))
    edited = numbers[::10]
    _many(store, moments, ((n, "edited", *_posted(n + media)) for n in edited))
    statements = numbers[::_STATEMENT_EVERY]
    _many(
        store,
        "statements (posting_id, field, value)",
        ((n, "text", f"another caption of {n}") for n in statements),
    )
    collected = iso(_when(media))
    _many(
        store,
        "collections (id, source, path, sha256, collected_at, tool)",
        (
            (n, "telegram", f"exports/{n}", sha256_of(-n), collected, "provenance 0.1.0")
            for n in range(1, _COLLECTIONS + 1)
        ),
    )
    pairs = [(n, n) for n in numbers] + _reposts(media)
    sightings = list(enumerate(pairs, start=1))
    _many(
        store,
        "sightings (id, media_id, posting_id)",
        ((n, media_id, posting_id) for n, (media_id, posting_id) in sightings),
    )
    _many(store, "files (sighting_id, collection_id, path, display)", map(_file, sightings))


def _reposts(media: int) -> list[tuple[int, int]]:
    random = np.random.default_rng(hashes.SEED)
    count = int(media * _REPOSTS)
    popular = (random.zipf(1.3, count) % media + 1).tolist()
    postings = random.integers(1, media + 1, count).tolist()
    pairs = set(zip(popular, postings, strict=True))
    return sorted(pair for pair in pairs if pair[0] != pair[1])


def _file(sighting: tuple[int, tuple[int, int]]) -> tuple[int, int, bytes, str]:
    number, (_, posting_id) = sighting
    collection = posting_id % _COLLECTIONS + 1
    name = f"exports/{collection}/photos/photo_{number}.jpg"
    return number, collection, name.encode(), name


def _posting(number: int) -> tuple[str, ...]:
    platform = _PLATFORMS[number % len(_PLATFORMS)]
    text = f"What witnesses saw in the town that night, as told to us, part {number}"
    return sha256_of(number)[:32], platform, str(number), _url(number), f"c{number % 5000}", text


def _posted(number: int) -> tuple[str, ...]:
    when = iso(_when(number))
    return when, when, when, "platform", "platform-record"


def _plant(store: sqlite3.Connection, prints: dict[str, hashes.Words], photo: Path) -> None:
    """Make the photo's near copies of a few pictures, with its thumbnail."""
    prepare(HASHES_ONLY)
    frame: ExaminedFrame = examine(Location(str(photo)), Limits(), HASHES_ONLY).frames[0]
    random = np.random.default_rng(hashes.SEED)
    rows = random.choice(len(prints["pdq-256"]), PLANTED, replace=False)
    for each in frame.fingerprints:
        value = np.frombuffer(each.value, "<u8")[None].repeat(PLANTED, axis=0)
        prints[each.signal][rows] = hashes.near(value, random)
    for row in rows.tolist():
        store.execute(
            "UPDATE thumbnails SET jpeg = ? WHERE frame_id = ?", (frame.thumbnail, row + 1)
        )


def _fingerprints(store: sqlite3.Connection, signal: str, values: hashes.Words) -> None:
    for top in range(0, len(values), _BATCH):
        rows = [
            blocks.Row(top + offset + 1, words.tobytes(), 100)
            for offset, words in enumerate(values[top : top + _BATCH])
        ]
        _many(
            store,
            "fingerprints (frame_id, signal, value, quality)",
            ((row.frame_id, signal, row.value.hex(), row.quality) for row in rows),
        )
        blocks.append(store, signal, rows)


def _many(store: sqlite3.Connection, table: str, rows: Iterator[tuple[object, ...]]) -> None:
    places = ", ".join("?" * (table.count(",") + 1))
    store.executemany(f"INSERT INTO {table} VALUES ({places})", rows)


def sha256_of(number: int) -> str:
    """Give the SHA-256 of the picture of a number."""
    return hashlib.sha256(str(number).encode()).hexdigest()


def _url(number: int) -> str:
    return f"https://{_PLATFORMS[number % len(_PLATFORMS)]}.example/c{number % 5000}/{number}"


def _when(number: int) -> datetime:
    return _FIRST_DAY + timedelta(seconds=number * 300 % (11 * 365 * 86_400))
