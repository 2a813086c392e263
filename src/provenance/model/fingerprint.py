"""Fingerprint: a perceptual hash with its algorithm and quality."""

from __future__ import annotations

from dataclasses import dataclass

from provenance.model.embedding import Embedding
from provenance.model.geometry import Box
from provenance.model.keypoints import Keypoints
from provenance.model.media import Frame


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """A hash of a frame.

    `signal` names the algorithm with its parameters (`pdq-256`), `value` holds the bits, most
    significant first, `quality` is 0-100: under the threshold in the settings the picture is too
    flat for its hash to tell it from others.
    """

    signal: str
    value: bytes
    quality: int

    def distance(self, other: Fingerprint) -> int:
        """Count the differing bits; `ValueError` for hashes of different algorithms."""
        if self.signal != other.signal or len(self.value) != len(other.value):
            raise ValueError(f"a {self.signal} cannot be compared with a {other.signal}")
        return (int.from_bytes(self.value) ^ int.from_bytes(other.value)).bit_count()


@dataclass(frozen=True, slots=True)
class Orientation:
    """How a picture was turned: first mirrored left to right, then rotated clockwise."""

    mirrored: bool
    rotated: int


UPRIGHT = Orientation(mirrored=False, rotated=0)


@dataclass(frozen=True, slots=True)
class Variant:
    """The fingerprints of a frame after it was turned by `orientation`; only queries have them.

    `crop` is the part of the frame that was hashed, before the turn; `None` is all of it.
    """

    orientation: Orientation
    fingerprints: tuple[Fingerprint, ...]
    crop: Box | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a very long query that was looked at on its own, with what a frame has of it."""

    box: Box
    keypoints: tuple[Keypoints, ...]
    detail: bytes


@dataclass(frozen=True, slots=True)
class ExaminedFrame:
    """A frame with all that was computed from its pixels.

    `variants` is empty unless the frame is a query; `thumbnail` is a small grey JPEG without any
    metadata. `keypoints` are those of the frame and, of a query, those of its mirror image; empty
    where none were looked for. `detail` is a larger grey JPEG of a query, empty otherwise.
    `embeddings` are of the frame and, of a query, of its regions; empty without a network.
    `pieces` are those of a query that is very long; their keypoints are beside those of all of it.
    """

    frame: Frame
    fingerprints: tuple[Fingerprint, ...]
    variants: tuple[Variant, ...]
    thumbnail: bytes
    keypoints: tuple[Keypoints, ...] = ()
    detail: bytes = b""
    embeddings: tuple[Embedding, ...] = ()
    pieces: tuple[Piece, ...] = ()

    def piece_around(self, box: Box | None) -> Piece | None:
        """Give the piece in which a part of the frame wholly lies, farthest from its ends."""
        around = [(_margin(each.box, box), each) for each in self.pieces if box]
        margin, piece = max(around, key=lambda each: each[0], default=(-1.0, None))
        return piece if margin >= 0 else None


def _margin(outer: Box, inner: Box) -> float:
    """Give how far inside one box another one lies, along the side on which the first is cut."""
    ends = []
    if outer.left > 0 or outer.right < 1:
        ends += [inner.left - outer.left, outer.right - inner.right]
    if outer.top > 0 or outer.bottom < 1:
        ends += [inner.top - outer.top, outer.bottom - inner.bottom]
    return min(ends, default=0.0)
