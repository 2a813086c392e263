"""Processes in which hostile files are decoded: forked, limited, replaced when they die.

Every process is forked after the imports, so it starts in milliseconds, and lives under limits on
memory, CPU time, files and file size; it can write nothing. What it does not survive is a `Failed`
with the reason, never the end of a run. Answers come back in the order of the questions whatever
the number of processes.
"""

from __future__ import annotations

import os
import pickle
import selectors
import signal
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from typing import Any, Generic, Self, TypeVar

from provenance.errors import InputError, RefusedMedia, UnreadableMedia
from provenance.matching.one_thread import one_thread
from provenance.media.limits import Limits
from provenance.workflows import messages
from provenance.workflows.confinement import serve
from provenance.workflows.one_blas_thread import one_blas_thread

Q = TypeVar("Q")
A = TypeVar("A")

# CPU time is the limit that counts; a busy machine makes wall time lie, so it is far behind.
_WALL_FACTOR = 10


class _Pending:
    """In place of an answer that has not come yet; nothing else says so, for `None` may be one."""


@dataclass(frozen=True, slots=True)
class Answered(Generic[A]):
    """In place of a question: an answer that is known already and is handed on in its turn."""

    answer: A


@dataclass(slots=True)
class _Worker:
    """A process; `asked` are the questions it is at work on, with their places in the order."""

    process: int
    questions: int
    answers: int
    started: float = 0.0
    asked: list[tuple[int, Any]] = field(default_factory=list)
    received: bytearray = field(default_factory=bytearray)


@dataclass(slots=True)
class _Run(Generic[Q, A]):
    """One stream of questions; `waiting` holds those asked, each with its answer when it comes."""

    stream: Iterator[tuple[int, Q | Answered[A]]]
    waiting: dict[int, tuple[Q | Answered[A], A | InputError | _Pending]] = field(
        default_factory=dict
    )
    ended: bool = False


class Workers(Generic[Q, A]):
    """A pool that applies one function; use it as a context manager.

    `function` runs in the child and may raise `InputError`, which is handed back as a value. Up to
    `together` questions travel in one message; if their process dies, each is asked again alone,
    so that only the one that kills is lost.
    """

    def __init__(
        self, function: Callable[[Q], A], limits: Limits, count: int, *, together: int = 1
    ) -> None:
        self._one_thread = ExitStack()
        self._one_thread.enter_context(one_blas_thread())
        self._function = function
        self._limits = limits
        self._count = max(1, count)
        self._together = together
        # The window bounds memory when one slow file holds up the order of the rest.
        self._window = self._count * together * 8
        self._workers: list[_Worker] = []
        self._again: deque[tuple[int, Q]] = deque()
        self._selector = selectors.DefaultSelector()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for worker in list(self._workers):
            self._dismiss(worker)
        self._selector.close()
        self._one_thread.close()

    def map(
        self, questions: Iterable[Q | Answered[A]]
    ) -> Iterator[tuple[Q | Answered[A], A | InputError]]:
        """Answer each question, in order, holding only a few in memory at a time.

        The first questions are asked at once, before the first answer is wanted.
        """
        run: _Run[Q, A] = _Run(enumerate(questions))
        self._fill(run)
        return self._answers(run)

    def _answers(self, run: _Run[Q, A]) -> Iterator[tuple[Q | Answered[A], A | InputError]]:
        next_out = 0
        while not run.ended or run.waiting:
            for position, answer in self._collect():
                run.waiting[position] = (run.waiting[position][0], answer)
            # Before an answer is handed on: what is done with it takes time.
            self._fill(run)
            while next_out in run.waiting:
                question, given = run.waiting[next_out]
                if isinstance(given, _Pending):
                    break
                del run.waiting[next_out]
                yield question, given
                next_out += 1

    def _fill(self, run: _Run[Q, A]) -> None:
        """Give every idle process something to do, as far as there is anything."""
        while self._has_room() and (chunk := self._chunk(run)):
            self._ask(self._idle() or self._hire(), chunk)

    def _has_room(self) -> bool:
        return len(self._workers) < self._count or self._idle() is not None

    def _idle(self) -> _Worker | None:
        return next((worker for worker in self._workers if not worker.asked), None)

    def _chunk(self, run: _Run[Q, A]) -> list[tuple[int, Q]]:
        """Give the next questions to ask, none where the stream or the window is at its end."""
        if self._again:
            return [self._again.popleft()]
        chunk: list[tuple[int, Q]] = []
        while len(chunk) < self._together and len(run.waiting) < self._window:
            following = next(run.stream, None)
            if following is None:
                run.ended = True
                break
            position, question = following
            if isinstance(question, Answered):
                run.waiting[position] = (question, question.answer)
            else:
                run.waiting[position] = (question, _Pending())
                chunk.append((position, question))
        return chunk

    def _hire(self) -> _Worker:
        # A Ctrl-C in the new process would unwind what is ours to unwind; here, forget the process.
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            return self._hired()
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)

    def _hired(self) -> _Worker:
        question_out, question_in = os.pipe()
        answer_out, answer_in = os.pipe()
        with one_thread():
            process = os.fork()
            if process == 0:
                serve(self._function, self._limits, question_out, answer_in)
        os.close(question_out)
        os.close(answer_in)
        worker = _Worker(process, question_in, answer_out)
        self._workers.append(worker)
        self._selector.register(answer_out, selectors.EVENT_READ, worker)
        return worker

    def _ask(self, worker: _Worker, chunk: list[tuple[int, Q]]) -> None:
        message = pickle.dumps([question for _, question in chunk])
        fresh = not worker.started
        worker.asked, worker.started = chunk, time.monotonic()
        # A new one that is dead already is noticed when its answer does not come.
        if not messages.written(worker.questions, message) and not fresh:
            # It died of something earlier, which is no reason to suspect these.
            self._dismiss(worker)
            self._again.extend(chunk)

    def _collect(self) -> Iterator[tuple[int, A | InputError]]:
        """Wait for some answer, or for the death of a worker, and give what came."""
        if all(not worker.asked for worker in self._workers):
            return
        for key, _ in self._selector.select(timeout=1.0):
            worker: _Worker = key.data
            block = os.read(worker.answers, 1 << 20)
            worker.received += block
            try:
                answers = messages.understood(worker.received, len(worker.asked))
            except messages.Forged:
                os.kill(worker.process, signal.SIGKILL)
                yield from self._bury(worker, "answered with something forged")
                continue
            if not block:
                yield from self._bury(worker)
            elif answers is not None:
                asked, worker.asked = worker.asked, []
                worker.received.clear()
                yield from zip([position for position, _ in asked], answers, strict=True)
        for worker in list(self._workers):
            deadline = worker.started + self._limits.cpu_s * _WALL_FACTOR * len(worker.asked)
            if worker.asked and time.monotonic() > deadline:
                os.kill(worker.process, signal.SIGKILL)
                yield from self._bury(worker)

    def _bury(self, worker: _Worker, deed: str = "") -> Iterator[tuple[int, InputError]]:
        """Take leave of a dead worker; say what it died of, or did, if it is clear what made it."""
        asked = worker.asked
        status = self._dismiss(worker)
        if len(asked) > 1:
            self._again.extend(asked)
        else:
            for position, _ in asked:
                yield position, self._cause(status, deed)

    def _cause(self, status: int, deed: str) -> InputError:
        if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGXCPU:
            return RefusedMedia(
                f"took more than {self._limits.cpu_s} s to decode, which is the limit; "
                "raise max_cpu_s in the settings if you trust it"
            )
        return UnreadableMedia(
            f"the decoding process {deed or f'died of it ({_name_of(status)})'}, so it was not "
            "examined; it is damaged, or made to do harm"
        )

    def _dismiss(self, worker: _Worker) -> int:
        self._workers.remove(worker)
        self._selector.unregister(worker.answers)
        os.close(worker.questions)
        os.close(worker.answers)
        # Also one that is idle: it may not be ours any more, and wait for ever.
        with suppress(ProcessLookupError):
            os.kill(worker.process, signal.SIGKILL)
        try:
            return os.waitpid(worker.process, 0)[1]
        except ChildProcessError:  # where our own parent told the kernel to forget dead children
            return 0


def worker_count(wanted: int) -> int:
    """Give the number of decoding processes: as wanted, or one for each core where that is 0."""
    return wanted or os.cpu_count() or 1


def limited(function: Callable[[Q], A], question: Q, limits: Limits) -> A:
    """Answer one question in a process of its own; raises the `InputError` it ended with."""
    with Workers(function, limits, 1) as workers:
        for _, answer in workers.map([question]):
            if isinstance(answer, InputError):
                raise answer
            return answer
    raise AssertionError("a pool answers every question")


def _name_of(status: int) -> str:
    """Name what a process died of."""
    if not os.WIFSIGNALED(status):
        return "an exit"
    number = os.WTERMSIG(status)
    return signal.Signals(number).name if number in set(signal.Signals) else f"signal {number}"
