"""The inside of a decoding process: what it may do, and its one loop."""

from __future__ import annotations

import ctypes
import fcntl
import os
import pickle
import resource
import signal
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn, TypeVar

from provenance.errors import InputError, RefusedMedia
from provenance.media.limits import Limits
from provenance.workflows import messages

Q = TypeVar("Q")
A = TypeVar("A")

_DESCRIPTORS = 1 << 16

_MALLOPT = {
    "M_TRIM_THRESHOLD": (-1, 128 << 20),
    "M_TOP_PAD": (-2, 32 << 20),
    "M_MMAP_THRESHOLD": (-3, 32 << 20),
    "M_ARENA_MAX": (-8, 1),
}
"""What glibc's malloc is told: the number of each parameter in malloc.h, and its value."""

_ORDINARY_BYTES = 768 * 1024 * 1024
"""Addresses of a process in which all is loaded that decoding needs; the limit counts them."""


def serve(function: Callable[[Q], A], limits: Limits, questions: int, answers: int) -> NoReturn:
    """Live as a decoding process: answer what comes through one pipe into the other."""
    try:
        _keep_memory()
        questions, answers = _let_go_of_all_but(questions, answers)
        _restrain(limits)
        while (message := messages.read(questions)) is not None:
            asked = pickle.loads(message)  # noqa: S301 - the parent's own words
            messages.write(
                answers, pickle.dumps([_answer(function, each, limits) for each in asked])
            )
    except BaseException:  # noqa: BLE001 - the parent hears of it as a death, with the file's name
        os._exit(1)
    os._exit(0)


def _keep_memory() -> None:
    """Keep up to 128 MiB that are free for what comes next, where the C library is glibc.

    OpenCV asks for tens of megabytes for each picture and gives them back; a page that comes anew
    costs a fault each time (mallopt(3)). Larger pieces than 32 MiB are still given back at once.
    """
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt:
        for parameter, value in _MALLOPT.values():
            mallopt(parameter, value)


def _answer(function: Callable[[Q], A], question: Q, limits: Limits) -> A | InputError:
    _allow_cpu(limits.cpu_s)
    try:
        return function(question)
    except InputError as error:
        return error
    except MemoryError:
        return RefusedMedia("needs more memory than the limit of max_memory_bytes")


def _let_go_of_all_but(*pipes: int) -> list[int]:
    """Close what was inherited: the index, the terminal, the pipes of other workers.

    Gives the pipes at their new places: in a parent without streams they lie where those belong.
    """
    kept = [fcntl.fcntl(pipe, fcntl.F_DUPFD, 3) for pipe in pipes]
    null = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(null, stream)
    start = 3
    for descriptor in sorted(kept):
        os.closerange(start, descriptor)
        start = descriptor + 1
    os.closerange(start, _DESCRIPTORS)
    return kept


def _restrain(limits: Limits) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for kind, most in (
        (resource.RLIMIT_AS, limits.memory_bytes + _inherited_bytes()),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 64),
    ):
        limit = _allowed(kind, most)
        resource.setrlimit(kind, (limit, limit))


def _inherited_bytes() -> int:
    """Give what a large parent handed down: it is in our address space, and no doing of a file.

    A notebook with a few gigabytes of its own would have every picture refused else.
    """
    try:
        pages = int(Path("/proc/self/statm").read_bytes().split()[0])
    except (OSError, ValueError):  # a system without; there this limit rarely holds anyway
        return 0
    return max(0, pages * resource.getpagesize() - _ORDINARY_BYTES)


def _allow_cpu(seconds: int) -> None:
    """Allow so much more CPU time from here on; the kernel ends the process at that point."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    limit = _allowed(resource.RLIMIT_CPU, int(used.ru_utime + used.ru_stime) + 1 + seconds)
    resource.setrlimit(resource.RLIMIT_CPU, (limit, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def _allowed(kind: int, most: int) -> int:
    """Give a limit that we may set: whoever started us may have set a lower one."""
    hard = resource.getrlimit(kind)[1]
    return most if hard == resource.RLIM_INFINITY else min(most, hard)
