"""Clip: a stretch of one video that is a stretch of another."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Clip:
    """Two intervals, in seconds from the start of each video, that show the same.

    `speed` is how many seconds of the indexed video pass in one of the query: 2.0 where the query
    was sped up to twice the pace. A moment t of the query is `offset_s + speed * t` of the indexed
    video. `frames` counts the frames of the query that agree; `mirrored` whether it is a mirror
    image.
    """

    query_start_s: float
    query_end_s: float
    match_start_s: float
    match_end_s: float
    offset_s: float
    speed: float
    frames: int
    mirrored: bool = False
