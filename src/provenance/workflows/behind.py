"""Hands what is decoded to another thread, so that decoding goes on while a frame is hashed."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from typing import TypeVar

from provenance.workflows.threads import executor

T = TypeVar("T")

_MOST = 4
"""Frames that wait; each may have many megabytes."""


@contextmanager
def behind(take: Callable[[T], None], threads: int) -> Iterator[Callable[[T], None]]:
    """Give what hands on to `take`, in order, in a thread of its own where there may be two.

    At the end all has been taken. What `take` raises is raised a few frames later, or at the end.
    """
    waiting: deque[Future[None]] = deque()

    def hand_on(frame: T) -> None:
        waiting.append(pool.submit(take, frame))
        if len(waiting) > _MOST:
            waiting.popleft().result()

    # One takes them all, so that they come in their order.
    with executor(min(1, threads - 1)) as pool:
        yield hand_on
        for each in waiting:
            each.result()
