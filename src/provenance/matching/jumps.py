"""Tells a video that is played faster from one out of which parts were cut.

Where each frame comes a little later than the last one should, it is played faster. Where frames
come at the plain pace and then all at once much later, something was left out between them.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

_STEADY_S = 0.4
"""How far from the others of its piece a frame may come: frames that are kept lie half a second
apart, so that even the right one is off by a quarter of one, and a little."""

_JUMP_S = 0.8
"""How far pieces must lie apart: those of a faster pace lie apart by the frame that ends one."""

_LEAST = 3
_MOST_LEFT = 0.2
"""Share of the frames that may lie in no piece."""

Pair = tuple[float, float]


def longest(pairs: Sequence[Pair]) -> Sequence[Pair]:
    """Give the longest piece at the plain pace where parts were cut out; empty where none were.

    `pairs` are seconds in one video and in another that show the same, in order of the first.
    """
    pieces = [each for each in _pieces(pairs) if len(each) >= _LEAST]
    told = sum(map(len, pieces))
    if len(pieces) < 2 or told < len(pairs) * (1 - _MOST_LEFT):  # noqa: PLR2004 - one jump
        return ()
    offsets = [_offset(each) for each in pieces]
    jumps = [abs(b - a) for a, b in pairwise(offsets)]
    return max(pieces, key=len) if min(jumps) >= _JUMP_S else ()


def _pieces(pairs: Sequence[Pair]) -> list[list[Pair]]:
    pieces: list[list[Pair]] = []
    for one in pairs:
        if not pieces or abs(one[1] - one[0] - _offset(pieces[-1])) > _STEADY_S:
            pieces.append([])
        pieces[-1].append(one)
    return pieces


def _offset(piece: Sequence[Pair]) -> float:
    return median(match - query for query, match in piece)
