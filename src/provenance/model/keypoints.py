"""Keypoints: the places of a picture that can be found again in a part or an edit of it."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import Self

RECIPE = "spread-sift-128/1"
"""Names all that changes a code or a place; an index holds keypoints of one recipe only."""

CODE_BYTES = 16
"""A binarised RootSIFT descriptor: 128 bits."""

PLACE_BYTES = 4
"""Position, size and angle of a keypoint, packed (see `matching/places.py`)."""

_HEADER = struct.Struct("<HHH")


@dataclass(frozen=True, slots=True)
class Keypoints:
    """The keypoints of one frame, most telling first.

    `width` and `height` are pixels of the picture they were found in. `codes` holds 16 bytes for
    each, `places` 4 bytes for each. `words` holds visual words as little-endian uint32: of an
    indexed frame one for each of the first keypoints, under which they are listed; of a query
    several for each, the nearest first.
    """

    width: int
    height: int
    codes: bytes
    places: bytes
    words: bytes = b""

    def __post_init__(self) -> None:
        if len(self.codes) * PLACE_BYTES != len(self.places) * CODE_BYTES:
            raise ValueError("keypoints need one place for each code")

    def __len__(self) -> int:
        return len(self.places) // PLACE_BYTES

    def packed(self) -> bytes:
        """Give all but the words as bytes: width, height and count as uint16, codes, places."""
        return _HEADER.pack(self.width, self.height, len(self)) + self.codes + self.places

    @classmethod
    def unpacked(cls, data: bytes) -> Self:
        """Read what `packed` gave; `ValueError` for anything else."""
        if len(data) < _HEADER.size:
            raise ValueError("keypoints are cut short")
        width, height, count = _HEADER.unpack_from(data)
        middle = _HEADER.size + count * CODE_BYTES
        if len(data) != middle + count * PLACE_BYTES:
            raise ValueError("keypoints are cut short")
        if not width or not height:
            raise ValueError("keypoints lie in a picture without a size")
        return cls(width, height, data[_HEADER.size : middle], data[middle:])
