"""Chooses the frames of an index on which those of a query are laid, from the votes for them.

What several frames of a video vote for together is far likelier to be right than what one does, so
that few need be laid. But one frame alone may show what is indexed: of each its best are laid, too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from provenance.index.interface import Candidate, Engine
from provenance.model.fingerprint import ExaminedFrame

OWN = 3
"""Frames on which each frame of a video is laid because of its own votes."""

_TOGETHER = 2
"""Part of what a still is laid on, on which all frames of a video are laid by all their votes."""

OF_ONE = 2
"""Frames of one media on which a frame is laid because of the votes of all frames."""

Of = tuple[str, bool]
"""The SHA-256 of a media, and whether the query's mirror image voted for it."""


@dataclass(frozen=True, slots=True)
class Voted:
    """A frame of the index for which a frame of the query voted, or its mirror image."""

    mirrored: bool
    candidate: Candidate

    @property
    def of(self) -> Of:
        """Give the media, and which side of the query voted for it."""
        return self.candidate.media.sha256, self.mirrored

    @property
    def order(self) -> tuple[int, str, int]:
        """Order what one frame voted for: the most votes first."""
        one = self.candidate
        return -one.score, one.media.sha256, one.frame.index


def votes(engine: Engine, frames: Sequence[ExaminedFrame], most: int) -> list[list[Voted]]:
    """Give what each frame votes for, at most `most` of it, the most votes first."""
    answers = iter(engine.candidates([side for each in frames for side in each.keypoints], most))
    every = []
    for each in frames:
        own = [
            Voted(bool(side), one) for side in range(len(each.keypoints)) for one in next(answers)
        ]
        every.append(sorted(own, key=lambda one: one.order)[:most])
    return every


def chosen(voted: Sequence[Sequence[Voted]], most: int) -> list[list[Voted]]:
    """Choose for each frame what it is laid on; `most` is what one is that asks alone.

    Of several frames each is laid on its best, and all of them on half as many again as one would
    be: on those of the media for which all of them together have the most votes.
    """
    if sum(map(bool, voted)) <= 1:
        return [list(own) for own in voted]
    best = [_best(own) for own in voted]
    together = Counter[Of]()
    for each in best:
        together.update(each)

    def order(pair: tuple[int, Voted]) -> tuple[int, tuple[int, str, int], bool, int]:
        number, one = pair
        others = together[one.of] - best[number][one.of]
        return -one.candidate.score - others, one.order, one.mirrored, number

    taken = [list(own[:OWN]) for own in voted]
    left = [(number, one) for number, own in enumerate(voted) for one in own[OWN:]]
    of_one: Counter[tuple[int, Of]] = Counter(
        (number, one.of) for number, own in enumerate(taken) for one in own
    )
    room = most // _TOGETHER
    for number, one in sorted(left, key=order):
        if not room:
            break
        if of_one[number, one.of] < OF_ONE:
            taken[number].append(one)
            of_one[number, one.of] += 1
            room -= 1
    return taken


def _best(own: Sequence[Voted]) -> dict[Of, int]:
    """Give the most votes of one frame for each media."""
    found: dict[Of, int] = {}
    for one in own:
        found[one.of] = max(found.get(one.of, 0), one.candidate.score)
    return found
