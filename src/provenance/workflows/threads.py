"""Threads inside a decoding process, as far as they may start there."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from threading import Event
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


def executor(threads: int) -> Executor:
    """Give what does its work in so many threads beside this one, or at once where none can start.

    Each takes some addresses, of which a limited process may have too few.
    """
    if not threads:
        return _AtOnce()
    pool, all_there = ThreadPoolExecutor(threads), Event()
    try:
        # Each of these waits, so that the next one needs a thread of its own.
        for _ in range(threads):
            pool.submit(all_there.wait)
    except RuntimeError:
        all_there.set()
        pool.shutdown()
        return _AtOnce()
    all_there.set()
    return pool


class _AtOnce(Executor):
    """Does its work when it is told to."""

    def submit(self, function: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Do it now; what it raises is raised by its result."""
        future: Future[T] = Future()
        try:
            future.set_result(function(*args, **kwargs))
        except Exception as error:  # noqa: BLE001 - as in a thread
            future.set_exception(error)
        return future
