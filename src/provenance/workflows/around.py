"""Gives the frames of an indexed video around one of them that can be laid on a query.

Of a video only a frame each two seconds or so has keypoints. Where something says that a query is
in a video, those frames tell whether it is.
"""

from __future__ import annotations

from collections.abc import Iterator

from provenance.index.interface import Engine
from provenance.model.keypoints import Keypoints
from provenance.model.match import Match
from provenance.model.media import Frame, Role

Pointed = tuple[Frame, Keypoints]
"""A frame, and the keypoints of it, of which there are some."""


def found(engine: Engine, match: Match, *, beside: bool) -> Iterator[Pointed]:
    """Give the frame that hashes found; where it has no keypoints, those `beside` it, if wanted.

    These are the next ones before and after. A still picture has no frames around it.
    """
    own = engine.keypoints(match.match_frame)
    if own:
        yield match.match_frame, own
    if own or not beside:
        return
    at_s = match.match_frame.timestamp_s
    sides = set()
    for frame, stored in around(engine, match.match_frame):
        later = frame.timestamp_s > at_s
        if later not in sides:
            sides.add(later)
            yield frame, stored
        if len(sides) > 1:
            return


def around(engine: Engine, middle: Frame) -> Iterator[Pointed]:
    """Give the other frames of a video that have keypoints, the nearest in time first."""
    if middle.role is not Role.FRAME:
        return
    every = [
        each
        for each, _ in engine.frames(middle.media_sha256)
        if each.role is Role.FRAME and not each.rotated and each != middle
    ]
    for frame in sorted(every, key=lambda each: abs(each.timestamp_s - middle.timestamp_s)):
        stored = engine.keypoints(frame)
        if stored:
            yield frame, stored
