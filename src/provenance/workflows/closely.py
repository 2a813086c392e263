"""Chooses which moments of a video are looked at as closely as a still: evenly, and each scene."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import inf
from typing import Generic, TypeVar

from provenance.matching.clips import KEYPOINTS_S

T = TypeVar("T")

FIRST_GAP_S = 3.0
"""Seconds between moments of a query that are looked at first, farther where a scene begins soon.

It is no multiple of `GAP_S`, or all would lie as far from those of an indexed video.
"""

_LEAST_FIRST = 4

GAP_S = KEYPOINTS_S
"""Seconds between such moments of an indexed video; so a part of it is found within one second."""

_SHORTEST = 4
"""Part of the gap that a scene must last, so that a video of many short ones is covered evenly."""

_HELD = 2
"""Times the moments that are wanted which are held until it is known how many there are."""


@dataclass(slots=True)
class Closely(Generic[T]):
    """Holds what is needed of the moments that may be chosen; at most `most` of them will be.

    They lie at least `gap_s` apart, farther in a video so long that there would be more, except
    where a scene begins and where the video ends: what is seen last is as often shown as the rest.
    """

    most: int
    gap_s: float
    _held: dict[int, tuple[float, T]] = field(default_factory=dict)
    _begin: set[int] = field(default_factory=set)
    _passed: tuple[int, float, T] | None = None

    def hold_at_most(self, count: int) -> None:
        """Hold no more than so many moments at a time, because each is so large."""
        self.most = max(1, min(self.most, count // _HELD))

    def offer(self, number: int, at_s: float, what: T, *, begins: bool) -> None:
        """Offer a moment; `begins` tells that a scene begins with it."""
        if self._held:
            last_s, _ = next(reversed(self._held.values()))
            # A rate of 29.97 must not make every moment come too early.
            gap_s = self.gap_s / _SHORTEST if begins else self.gap_s
            if at_s - last_s < gap_s - 0.05:
                self._passed = number, at_s, what
                return
        self._held[number], self._passed = (at_s, what), None
        if begins:
            self._begin.add(number)
        while len(self._held) > _HELD * self.most:
            self._thin_out()

    def end(self) -> None:
        """Hold the last moment too, where it lies half a gap or more behind the one before."""
        if self._passed and self._held:
            number, at_s, what = self._passed
            last_s, _ = self._held[next(reversed(self._held))]
            if at_s - last_s >= self.gap_s / 2 - 0.05:
                self._held[number] = (at_s, what)
        self._passed = None

    def _thin_out(self) -> None:
        """Double the gap and drop what lies nearer."""
        self.gap_s *= 2
        kept: dict[int, tuple[float, T]] = {}
        last_s = -self.gap_s
        for number, (at_s, what) in self._held.items():
            if at_s - last_s >= self.gap_s - 0.05:
                kept[number], last_s = (at_s, what), at_s
        self._held = kept

    def chosen(self) -> dict[int, T]:
        """Give what was held of the moments that are looked at, by their numbers."""
        numbers = list(self._held)
        count = min(self.most, len(numbers))
        steps = (round(each * (len(numbers) - 1) / max(1, count - 1)) for each in range(count))
        return {numbers[step]: self._held[numbers[step]][1] for step in steps}

    def first(self) -> frozenset[int]:
        """Give the numbers of those of the chosen moments that tell most of what all of them do.

        Those are the ones with which a scene begins, and some between that lie far apart.
        """
        times = [(number, self._held[number][0]) for number in self.chosen()]
        if not times:
            return frozenset()
        gap_s = min(FIRST_GAP_S, (times[-1][1] - times[0][1]) / (_LEAST_FIRST - 1))
        found: list[int] = []
        last_s = next_s = -gap_s
        begin = {
            min((other for other, _ in times if other >= each), default=0) for each in self._begin
        }
        for place, (number, at_s) in enumerate(times):
            begins = number in begin
            if not begins and next_s <= at_s:
                later = (at for other, at in times[place + 1 :] if other in begin)
                next_s = next(later, inf)
            due = at_s - last_s >= gap_s - 0.05 and next_s - at_s >= gap_s / 2
            if begins or due or not found:
                found.append(number)
                last_s = at_s
        return frozenset(found)
