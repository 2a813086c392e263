"""Embedding: what a neural network makes of a picture, as numbers that are near for copies."""

from __future__ import annotations

import math
import operator
import struct
from dataclasses import dataclass

from provenance.model.geometry import Box

UNITS = 1000
"""Distances are thousandths of one minus the cosine of two vectors."""

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

    def distance(self, other: Embedding) -> int:
        """Give 1000 times one minus the cosine; `ValueError` where the two cannot be compared."""
        if self.weights != other.weights or len(self) != len(other) or not len(self):
            raise ValueError("embeddings of unlike networks cannot be compared")
        one, its = self._numbers(), other._numbers()
        length = math.hypot(*one) * math.hypot(*its)
        cosine = sum(map(operator.mul, one, its)) / length if length else 0.0
        return max(0, round(UNITS * (1 - cosine)))

    def _numbers(self) -> tuple[float, ...]:
        return struct.unpack(f"<{len(self)}e", self.vector)


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
