"""Embedding: what a neural network makes of a picture, as numbers that are near for copies."""

from __future__ import annotations

from dataclasses import dataclass

from provenance.model.geometry import Box

FLOAT_BYTES = 2
"""A component is a little-endian float16."""


@dataclass(frozen=True, slots=True)
class Embedding:
    """A vector of length 1, and the network that made it.

    `weights` is the SHA-256 of the file of weights, 64 hexadecimal digits: vectors of unlike
    weights say nothing about each other and are never compared. `vector` holds float16, and is
    empty of a frame of a video that only its hashes stand for. `crop` is the part of a queried
    frame that it was made of; `None` is all of it.
    """

    weights: str
    vector: bytes
    crop: Box | None = None

    def __len__(self) -> int:
        return len(self.vector) // FLOAT_BYTES


@dataclass(frozen=True, slots=True)
class Network:
    """The weights that pictures are embedded with now, by their SHA-256, or why there are none.

    `wanted` tells that somebody asked for them in the settings.
    """

    weights: str = ""
    why_not: str = ""
    wanted: bool = True


@dataclass(frozen=True, slots=True)
class Embedded:
    """How many frames of an index were embedded with some weights, named by their SHA-256."""

    weights: str
    frames: int
