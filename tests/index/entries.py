"""Entries to put into an index: media, hashes and postings that were never in a file."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from random import Random

from provenance.index import ENGINES
from provenance.index.connection import create
from provenance.index.interface import Engine, Entry, Radius
from provenance.model.fingerprint import UPRIGHT, ExaminedFrame, Fingerprint, Variant
from provenance.model.media import Frame, Location
from provenance.model.metadata import Metadata
from provenance.model.posting import Attachment, Posting
from tests.builders import (
    a_collection,
    a_fingerprint,
    a_frame,
    a_media,
    a_metadata,
    a_posting,
    an_examination,
    captured,
)

BITS = {"pdq-256": 256, "phash-64": 64}
PDQ = Radius("pdq-256", 48, 50)
PHASH = Radius("phash-64", 8, 50)


def digest(name: str) -> str:
    """Give a SHA-256 that stands for a media of this name."""
    return sha256(name.encode()).hexdigest()


def prints(name: str, *, quality: int = 100) -> tuple[Fingerprint, ...]:
    """Give hashes that are far from those of any other name."""
    random = Random(name)
    return tuple(
        replace(a_fingerprint(random.randbytes(bits // 8), quality=quality), signal=signal)
        for signal, bits in BITS.items()
    )


def an_entry(
    name: str,
    *,
    posting: Posting | None = None,
    path: str | None = None,
    frames: tuple[tuple[Fingerprint, ...], ...] | None = None,
    quality: int = 100,
    metadata: Metadata | None = None,
) -> Entry:
    """Make the entry of a media; everything about it follows from its name unless it is given."""
    own = digest(name)
    frames = frames or (prints(name, quality=quality),)
    examined = tuple(
        ExaminedFrame(replace(a_frame(own), index=number), each, (), f"{name} {number}".encode())
        for number, each in enumerate(frames)
    )
    examination = replace(
        an_examination(metadata or a_metadata(captured("2023-11-14T12:00:00Z"), device="Camera")),
        location=Location(path or f"album/{name}.jpg"),
        media=replace(a_media(own), frame_count=len(frames)),
        frames=examined,
    )
    posting = posting or a_posting(native_id=name, url=f"https://social.example/{name}")
    return Entry(Attachment(posting, examination.location, name), examination)


def variant(fingerprints: tuple[Fingerprint, ...]) -> tuple[Variant, ...]:
    """Make a query of hashes as they are."""
    return (Variant(UPRIGHT, fingerprints),)


def turned(fingerprint: Fingerprint, *bits: int) -> Fingerprint:
    """Give the fingerprint with these bits the other way round, counted from the front."""
    value = int.from_bytes(fingerprint.value)
    for bit in bits:
        value ^= 1 << (len(fingerprint.value) * 8 - 1 - bit)
    return replace(fingerprint, value=value.to_bytes(len(fingerprint.value)))


def opened(path: Path, engine: type = ENGINES[0]) -> Engine:
    """Open an index for writing, made if it is not there."""
    create(path)
    return engine(path, lock_wait_s=5, writable=True)


def filled(path: Path, *entries: Entry, engine: type = ENGINES[0]) -> Engine:
    """Open an index that holds entries of one collection."""
    index = opened(path, engine)
    index.add(a_collection(), entries)
    return index


def first_frame(name: str) -> Frame:
    """Give the first frame of the media of a name."""
    return a_frame(digest(name))
