"""Keeps numpy to one thread as long as decoding processes are forked, which inherit that.

They multiply small matrices, and the processes are the parallelism: in somebody else's program
more threads made hashes ten times as dear. A forked process that is told so only then starts all
threads that it is to do without, and each looks for work for a tenth of a second (measured: four
such processes cost a check of a still 0.4 s of CPU time on two cores).
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from threadpoolctl import LibController

_ENOUGH = {"OPENBLAS_NUM_THREADS": "1"}
"""Where the environment says so, as the command line sees to, there is nothing to do."""

_NUMPYS = "numpy"
"""In the path of the BLAS that numpy brings. OpenCV has one of its own, and no use for it."""

_lock = Lock()
_before: list[tuple[LibController, int]] = []
_inside = 0


@contextmanager
def one_blas_thread() -> Iterator[None]:
    """Let numpy have one thread within; at the end of the outermost it has again what it had."""
    if _ENOUGH.items() <= os.environ.items():
        yield
        return
    _enter()
    try:
        yield
    finally:
        _leave()


def _enter() -> None:
    global _inside  # noqa: PLW0603 - how many threads a library has is global, too
    with _lock:
        if not _inside:
            from threadpoolctl import ThreadpoolController

            every = ThreadpoolController().select(user_api="blas").lib_controllers
            own = [each for each in every if _NUMPYS in each.filepath] or every
            _before[:] = [(each, each.num_threads) for each in own if each.num_threads != 1]
            for controller, _ in _before:
                controller.set_num_threads(1)
        _inside += 1


def _leave() -> None:
    global _inside  # noqa: PLW0603
    with _lock:
        _inside -= 1
        if not _inside:
            for controller, threads in _before:
                controller.set_num_threads(threads)
            _before.clear()
