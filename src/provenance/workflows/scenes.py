"""Gathers the frames of a video around one on which a still lies, to be looked at in a process."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from provenance.matching import pinpoint
from provenance.matching.clips import KEYPOINTS_S
from provenance.matching.scene import Scene
from provenance.media import thumbnail
from provenance.model.alignment import Alignment
from provenance.model.fingerprint import ExaminedFrame
from provenance.model.media import Frame, Role

AROUND_S = KEYPOINTS_S + 0.5
"""How far from the frame whose keypoints agree best the right one may lie."""

_FARTHER = 12
"""Frames on either side that are looked at after these, as long as they do as well."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A still, and the frames of a scene in order; `at` is the one that was matched.

    `matrix` is the map by which the still lies on that frame.
    """

    picture: bytes
    matrix: tuple[float, ...]
    times: tuple[float, ...]
    frames: tuple[bytes, ...]
    at: int

    def laid(self) -> tuple[Scene, pinpoint.Still]:
        """Decode what is asked about; raises `OSError` or `ValueError` for no thumbnail."""
        frame = cache(lambda number: thumbnail.read(self.frames[number]))
        still = pinpoint.Still(thumbnail.read(self.picture), self.matrix)
        return Scene(self.times, self.at, frame), still


def asked_of(
    stored: Sequence[Frame],
    picture: Callable[[Frame], bytes],
    query: ExaminedFrame,
    match: Frame,
    alignment: Alignment,
) -> Asked:
    """Give a still and the frames around the one on which it lies; `stored` are in order."""
    at = [each.index for each in stored].index(match.index)
    middle = stored[at].timestamp_s
    near = [n for n, each in enumerate(stored) if abs(each.timestamp_s - middle) <= AROUND_S]
    first, last = max(0, near[0] - _FARTHER), near[-1] + _FARTHER
    frames = stored[first : last + 1]
    return Asked(
        query.detail or query.thumbnail,
        alignment.matrix,
        tuple(each.timestamp_s for each in frames),
        tuple(map(picture, frames)),
        at - first,
    )


def in_order(every: Iterable[Frame]) -> list[Frame]:
    """Give the frames of a video itself, the first one first."""
    stored = (each for each in every if each.role is Role.FRAME and not each.rotated)
    return sorted(stored, key=lambda each: each.index)
