"""Keeps what came of millions of things, each with its reason, in little memory."""

from __future__ import annotations

import pickle
import zlib
from collections.abc import Iterator, Sequence
from typing import TypeVar, overload

T = TypeVar("T")

_TOGETHER = 4096
"""Items in a block; one alone is hardly worth the call."""


class Ledger(Sequence[T]):
    """A list that is only ever added to; all but its end is packed, at some ten bytes an item.

    An export of millions of messages has millions without a picture, each to be accounted for by
    its place and its reason, which are nearly alike.
    """

    def __init__(self) -> None:
        self._packed: list[bytes] = []
        self._end: list[T] = []

    def append(self, item: T) -> None:
        """Add an item."""
        self._end.append(item)
        if len(self._end) == _TOGETHER:
            self._packed.append(zlib.compress(pickle.dumps(self._end), level=1))
            self._end = []

    def kept(self) -> Sequence[T]:
        """Give all of it: as a tuple while that is short, else packed as it is."""
        return self if self._packed else tuple(self._end)

    def __len__(self) -> int:
        return len(self._packed) * _TOGETHER + len(self._end)

    def __iter__(self) -> Iterator[T]:
        for block in range(len(self._packed) + 1):
            yield from self._block(block)

    @overload
    def __getitem__(self, at: int) -> T: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[T]: ...

    def __getitem__(self, at: int | slice) -> T | Sequence[T]:
        if isinstance(at, slice):
            return [self[each] for each in range(*at.indices(len(self)))]
        block, place = divmod(range(len(self))[at], _TOGETHER)
        return self._block(block)[place]

    def _block(self, number: int) -> list[T]:
        if number == len(self._packed):
            return self._end
        # Of our own making: it never left this process.
        unpacked: list[T] = pickle.loads(zlib.decompress(self._packed[number]))  # noqa: S301
        return unpacked
