"""Chooses the moments of a video that are kept, and computes what finds each of them.

Every kept moment has its hashes. A few of them, spread evenly, are looked at as closely as a still:
with keypoints and, of a query, in all turns and regions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from provenance import signals
from provenance.media import thumbnail
from provenance.media.decoder import DecodedFrame
from provenance.model.embedding import Embedding
from provenance.model.fingerprint import UPRIGHT, ExaminedFrame, Fingerprint, Orientation, Variant
from provenance.model.keypoints import Keypoints
from provenance.model.media import Frame, Role

LONGEST_GAP_S = 2.0
"""Seconds after which a moment is kept although it looks like the one before."""

_NEAR = 10
"""Bits of PDQ up to which two moments in a row are one."""

_FLAT = 50
"""PDQ's own threshold of quality; a flatter moment is kept only where there is no better one."""

_MIRRORED = Orientation(mirrored=True, rotated=0)
_FLIP = 0  # Pillow's number for left to right


@dataclass(frozen=True, slots=True)
class _Moment:
    number: int
    timestamp_s: float
    fingerprints: tuple[Fingerprint, ...]
    variants: tuple[Variant, ...]
    thumbnail: bytes


@dataclass(slots=True)
class Kept:
    """The moments of one video; `closely` says how many of them are looked at like stills.

    `weights` names those with which these are embedded, if they are.
    """

    as_query: bool
    closely: int
    weights: str = ""
    moments: list[_Moment] = field(default_factory=list)
    flattest: _Moment | None = None
    flat: int = 0
    _near: int = 0
    _pictures: dict[int, DecodedFrame] = field(default_factory=dict)
    _stride: int = 1

    def take(self, frame: DecodedFrame) -> None:
        """Keep a frame, unless it is flat or the one before shows the same."""
        fingerprints = signals.fingerprints(frame.luma)
        if fingerprints[0].quality < _FLAT:
            self.flat += 1
            if self.flattest is None:
                self.flattest = self._moment(frame, fingerprints)
                self._pictures[-1] = frame
        elif self._is_new(frame, fingerprints[0]):
            self._keep(frame, fingerprints)

    def _is_new(self, frame: DecodedFrame, print_: Fingerprint) -> bool:
        if not self.moments:
            return True
        last = self.moments[-1]
        if frame.timestamp_s - last.timestamp_s >= LONGEST_GAP_S:
            return True
        return print_.distance(last.fingerprints[0]) > _NEAR

    def _keep(self, frame: DecodedFrame, fingerprints: tuple[Fingerprint, ...]) -> None:
        number = len(self.moments)
        self.moments.append(self._moment(frame, fingerprints))
        if number % self._stride:
            return
        # Pixels are large, and how many moments there will be is not known before the end.
        self._pictures[number] = frame
        if len(self._pictures) - (-1 in self._pictures) > self.closely:
            self._stride *= 2
            for each in [each for each in self._pictures if each >= 0 and each % self._stride]:
                del self._pictures[each]

    def _moment(self, frame: DecodedFrame, fingerprints: tuple[Fingerprint, ...]) -> _Moment:
        variants: tuple[Variant, ...] = ()
        if self.as_query:
            flipped = signals.fingerprints(frame.luma.transpose(_FLIP))  # type: ignore[arg-type]
            variants = (Variant(UPRIGHT, fingerprints), Variant(_MIRRORED, flipped))
        small = thumbnail.make(frame.luma)
        return _Moment(frame.number, frame.timestamp_s, fingerprints, variants, small)

    def frames(
        self, sha256: str, closely: Callable[[DecodedFrame], ExaminedFrame]
    ) -> Iterator[ExaminedFrame]:
        """Give every kept moment; `closely` examines those that are treated like stills."""
        if not self.moments and self.flattest:
            self.moments.append(self.flattest)
            self._pictures = {0: self._pictures[-1]}
        for number, moment in enumerate(self.moments):
            picture = self._pictures.get(number)
            yield closely(picture) if picture else self._briefly(sha256, moment)

    def _briefly(self, sha256: str, moment: _Moment) -> ExaminedFrame:
        frame = Frame(sha256, moment.number, moment.timestamp_s, Role.FRAME)
        # Stored with no keypoints, which says that nothing is left to look for.
        none = () if self.as_query else (Keypoints(1, 1, b"", b""),)
        empty = () if self.as_query or not self.weights else (Embedding(self.weights, b""),)
        return ExaminedFrame(
            frame,
            moment.fingerprints,
            moment.variants,
            moment.thumbnail,
            none,
            embeddings=empty,
        )

    def remarks(self) -> Iterator[str]:
        """Say what was not kept or not looked at closely."""
        if self.flat:
            yield f"{self.flat} of its frames are too flat to tell from others and were left out"
        closely = sum(1 for each in self._pictures if each >= 0)
        if closely < len(self.moments):
            yield (
                f"of {len(self.moments)} frames that were compared as whole pictures, {closely} "
                "were also compared by keypoints, turned and in parts"
            )
