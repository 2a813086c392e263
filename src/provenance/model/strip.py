"""Strip: some frames of a video in a row, for the eye, with what matches marked."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Still:
    """A frame of a strip: seconds from the start of its video, and a small grey JPEG.

    `inside` tells that it lies in the stretch, or is the moment, that matches.
    """

    timestamp_s: float
    jpeg: bytes
    inside: bool


@dataclass(frozen=True, slots=True)
class Strip:
    """Frames of one video in the order of time; most of them lie in what matches.

    `of_query` tells whose video it is: the one that was asked about, or the one that was found.
    `kept` counts all frames of it that were compared; `start_s` and `end_s` are the first and the
    last of them. `marked` is the stretch in common in seconds, both ends alike for a single moment;
    `None` where nothing is known to match. `also` are further stretches that match.
    """

    of_query: bool
    stills: tuple[Still, ...]
    kept: int
    start_s: float
    end_s: float
    marked: tuple[float, float] | None = None
    also: tuple[tuple[float, float], ...] = ()

    @property
    def every(self) -> tuple[tuple[float, float], ...]:
        """Give all that is marked, the longest stretch first."""
        return (self.marked, *self.also) if self.marked else ()

    @property
    def is_moment(self) -> bool:
        """Tell whether a single moment is marked, not a stretch."""
        return self.marked is not None and self.marked[0] == self.marked[1]
