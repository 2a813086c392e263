"""Measures whole processes, by turns: CPU of all descendants, wall time, and memory."""

from __future__ import annotations

import os
import resource
import sqlite3
import subprocess
import time
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from statistics import median

_ONE_THREAD = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")
_NOT_OURS = ("PROVENANCE_", "PYTHONDONTWRITEBYTECODE")
_SAMPLE_S = 0.004
_WATCHED = Path("/proc/self/smaps_rollup")


@dataclass(frozen=True, slots=True)
class Cost:
    """What one run took: CPU (user and system, children included) and wall seconds."""

    cpu_s: float
    wall_s: float


@dataclass(frozen=True, slots=True)
class Subject:
    """A command to measure; `before` runs, unmeasured, ahead of each run."""

    name: str
    command: tuple[str, ...]
    before: Callable[[], None] = lambda: None


@dataclass(frozen=True, slots=True)
class Memory:
    """Peak memory of a process and its children, in MiB.

    `parent` and `children` are the highest resident sets (VmHWM) of the first process and of all
    others together; pages that a fork shares are counted in each. `at_once` is the highest sum
    seen of their proportional sets (PSS), in which a shared page counts once.
    """

    parent: float
    children: float
    at_once: float


def by_turns(subjects: Sequence[Subject], rounds: int) -> dict[str, list[Cost]]:
    """Run every subject once a round, after one round that does not count."""
    costs: dict[str, list[Cost]] = {subject.name: [] for subject in subjects}
    for number in range(rounds + 1):
        for subject in subjects:
            subject.before()
            cost = _run(subject.command)
            if number:
                costs[subject.name].append(cost)
    return costs


def called(function: Callable[[], object]) -> Cost:
    """Measure a call in this process, and what the processes take that it starts and ends."""
    before, start = _used(), time.perf_counter()
    function()
    return Cost(_used() - before, time.perf_counter() - start)


def _used() -> float:
    both = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return sum(each.ru_utime + each.ru_stime for each in both)


def cpu_ratio(ours: Sequence[Cost], theirs: Sequence[Cost]) -> float:
    """Give the median over the rounds of our CPU by theirs."""
    return median(our.cpu_s / their.cpu_s for our, their in zip(ours, theirs, strict=True))


def wall_ratio(ours: Sequence[Cost], theirs: Sequence[Cost]) -> float:
    """Give the median over the rounds of our wall time by theirs."""
    return median(our.wall_s / their.wall_s for our, their in zip(ours, theirs, strict=True))


def memory(command: Sequence[str]) -> Memory | None:
    """Watch a command's processes every few milliseconds; `None` where there is no /proc."""
    return memory_and_cost(command)[0] if _WATCHED.exists() else None


def memory_and_cost(
    command: Sequence[str], every_s: float = _SAMPLE_S
) -> tuple[Memory | None, Cost]:
    """Watch a command's processes, and measure what they took; watching slows them somewhat."""
    if not _WATCHED.exists():
        return None, _run(command)
    start = time.perf_counter()
    process = _start(command)
    peaks: dict[int, float] = {}
    at_once = 0.0
    while True:
        ended, status, usage = os.wait4(process.pid, os.WNOHANG)
        if ended:
            process.returncode = os.waitstatus_to_exitcode(status)
            break
        sizes = [_size(each) for each in _family(process.pid)]
        for pid, peak, _ in sizes:
            peaks[pid] = max(peak, peaks.get(pid, 0.0))
        at_once = max(at_once, sum(share for _, _, share in sizes))
        time.sleep(every_s)
    _require_success(command, process.returncode)
    parent = peaks.pop(process.pid, 0.0)
    cost = Cost(usage.ru_utime + usage.ru_stime, time.perf_counter() - start)
    return Memory(parent, sum(peaks.values()), at_once), cost


def rows_of(index: Path, table: str) -> int:
    """Count the rows of a table of an index."""
    with closing(sqlite3.connect(index)) as connection:
        (count,) = connection.execute(f"SELECT count(*) FROM {table}").fetchone()
        return int(count)


def told(used: Memory | None, name: str) -> str:
    """Put memory into words, with how it was measured."""
    if used is None:
        return f"Peak memory of {name}: not measured: needs /proc."
    return (
        f"Peak memory of {name}: {used.at_once:,.0f} MiB at once (highest sum of the processes' "
        f"PSS, sampled every {_SAMPLE_S * 1000:.0f} ms); highest resident sets (VmHWM), which "
        f"count shared pages in each: parent {used.parent:,.0f} MiB + children "
        f"{used.children:,.0f} MiB."
    )


def environment() -> dict[str, str]:
    """Give the environment of every measured process: one BLAS thread, no settings of ours.

    Without bytecode Python would compile our sources, and only ours, at every start.
    """
    kept = {name: value for name, value in os.environ.items() if not name.startswith(_NOT_OURS)}
    return kept | _ONE_THREAD | {"XDG_CONFIG_HOME": os.devnull}


def _run(command: Sequence[str]) -> Cost:
    start = time.perf_counter()
    process = _start(command)
    _, status, usage = os.wait4(process.pid, 0)
    wall_s = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    _require_success(command, process.returncode)
    return Cost(usage.ru_utime + usage.ru_stime, wall_s)


def _start(command: Sequence[str]) -> subprocess.Popen[bytes]:
    quiet = subprocess.DEVNULL
    return subprocess.Popen(command, stdout=quiet, stderr=quiet, stdin=quiet, env=environment())


def _require_success(command: Sequence[str], code: int) -> None:
    if code:
        raise RuntimeError(f"ended with {code}: {' '.join(command)}")


def _family(pid: int) -> list[int]:
    found = [pid]
    for parent in found:
        with suppress(OSError):
            found += map(int, Path(f"/proc/{parent}/task/{parent}/children").read_text().split())
    return found


def _size(pid: int) -> tuple[int, float, float]:
    """Give a process with its highest resident and its present proportional set, in MiB."""
    with suppress(OSError):  # it may have ended meanwhile
        peak = _field(Path(f"/proc/{pid}/status").read_text(), "VmHWM:")
        return pid, peak, _field(Path(f"/proc/{pid}/smaps_rollup").read_text(), "Pss:")
    return pid, 0.0, 0.0


def _field(text: str, name: str) -> float:
    for line in text.splitlines():
        if line.startswith(name):
            return int(line.split()[1]) / 1024
    return 0.0
