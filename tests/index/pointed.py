"""Entries with keypoints that were never in a picture: real enough to be listed and voted for."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from provenance.index.interface import Entry
from provenance.index.vocabulary import prepared
from provenance.model.fingerprint import ExaminedFrame
from provenance.model.keypoints import Keypoints
from tests.index.entries import an_entry

COUNT = 60


def some_keypoints(name: str, count: int = COUNT) -> Keypoints:
    """Give keypoints that follow from a name and are like those of no other name."""
    random = Random(name)
    places = [random.randrange(1 << 32) & 0xFFFBFDFF for _ in range(count)]
    packed = b"".join(each.to_bytes(4, "little") for each in places)
    return Keypoints(400, 300, random.randbytes(16 * count), packed)


def as_stored(keypoints: Keypoints) -> Keypoints:
    return prepared(keypoints, as_query=False)


def as_query(keypoints: Keypoints) -> Keypoints:
    return prepared(keypoints, as_query=True)


def disturbed(keypoints: Keypoints, seed: int = 1, bits: int = 4) -> Keypoints:
    """Turn some bits of every code over, as another file of a picture does."""
    random, codes = Random(seed), bytearray(keypoints.codes)
    for at in range(0, len(codes), 16):
        for _ in range(bits):
            bit = random.randrange(128)
            codes[at + bit // 8] ^= 1 << bit % 8
    return replace(keypoints, codes=bytes(codes))


def pointed(entry: Entry, *names: str) -> Entry:
    """Give an entry whose frames have the keypoints of these names."""
    frames = tuple(
        replace(frame, keypoints=(as_stored(some_keypoints(name)),))
        for frame, name in zip(entry.examination.frames, names, strict=True)
    )
    return replace(entry, examination=replace(entry.examination, frames=frames))


def a_pointed(name: str) -> Entry:
    return pointed(an_entry(name), name)


def frames_of(entry: Entry) -> tuple[ExaminedFrame, ...]:
    return entry.examination.frames
