"""Processes in which hostile files are decoded: forked, limited, replaced when they die.

Every process is forked after the imports, so it starts in milliseconds, and lives under limits on
memory, CPU time, files and file size; it can write nothing. What it does not survive is a `Failed`
with the reason, never the end of a run. Answers come back in the order of the questions whatever
the number of processes.
"""

from __future__ import annotations

import fcntl
import io
import os
import pickle
import resource
import selectors
import signal
import struct
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, Generic, Self, TypeVar

from provenance.errors import InputError, RefusedMedia, UnreadableMedia
from provenance.media.limits import Limits

Q = TypeVar("Q")
A = TypeVar("A")

_LENGTH = struct.Struct("<Q")
# CPU time is the limit that counts; a busy machine makes wall time lie, so it is far behind.
_WALL_FACTOR = 10
_DESCRIPTORS = 1 << 16
# An examination of twelve frames is some 200 KB.
_LARGEST_ANSWER = 64 * 1024 * 1024


class _Pending:
    """In place of an answer that has not come yet; nothing else says so, for `None` may be one."""


class _Forged(Exception):
    """An answer that none of our functions gives: the process is no longer ours."""


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
            while next_out in run.waiting:
                question, given = run.waiting[next_out]
                if isinstance(given, _Pending):
                    break
                del run.waiting[next_out]
                yield question, given
                next_out += 1
            self._fill(run)

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
        question_out, question_in = os.pipe()
        answer_out, answer_in = os.pipe()
        process = os.fork()
        if process == 0:
            _serve(self._function, self._limits, question_out, answer_in)
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
        if not _written(worker.questions, message) and not fresh:
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
                answers = _understood(worker.received, len(worker.asked))
            except _Forged:
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


def _serve(function: Callable[[Q], A], limits: Limits, questions: int, answers: int) -> None:
    """Live as a worker; never returns."""
    try:
        questions, answers = _let_go_of_all_but(questions, answers)
        _restrain(limits)
        while (message := _read(questions)) is not None:
            asked = pickle.loads(message)  # noqa: S301 - the parent's own words
            _write(answers, pickle.dumps([_answer(function, each, limits) for each in asked]))
    except BaseException:  # noqa: BLE001 - the parent hears of it as a death, with the file's name
        os._exit(1)
    os._exit(0)


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
        (resource.RLIMIT_AS, limits.memory_bytes),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 64),
    ):
        limit = _allowed(kind, most)
        resource.setrlimit(kind, (limit, limit))


def _allow_cpu(seconds: int) -> None:
    """Allow so much more CPU time from here on; the kernel ends the process at that point."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    limit = _allowed(resource.RLIMIT_CPU, int(used.ru_utime + used.ru_stime) + 1 + seconds)
    resource.setrlimit(resource.RLIMIT_CPU, (limit, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def _allowed(kind: int, most: int) -> int:
    """Give a limit that we may set: whoever started us may have set a lower one."""
    hard = resource.getrlimit(kind)[1]
    return most if hard == resource.RLIM_INFINITY else min(most, hard)


def _name_of(status: int) -> str:
    """Name what a process died of."""
    if not os.WIFSIGNALED(status):
        return "an exit"
    number = os.WTERMSIG(status)
    return signal.Signals(number).name if number in set(signal.Signals) else f"signal {number}"


def _understood(received: bytearray, count: int) -> list[Any] | None:
    """Give the answers once they are all there; raises `_Forged` for what cannot be ours."""
    if len(received) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack_from(received)
    missing = _LENGTH.size + length - len(received)
    if length > _LARGEST_ANSWER or missing < 0:
        raise _Forged
    if missing:
        return None
    try:
        answers = PlainUnpickler(io.BytesIO(memoryview(received)[_LENGTH.size :])).load()
    except Exception as error:  # forged bytes can make a pickle raise anything
        raise _Forged from error
    if not isinstance(answers, list) or len(answers) != count:
        raise _Forged
    return answers


class PlainUnpickler(pickle.Unpickler):
    """Reads answers, which a hostile file may have forged: nothing but our own plain values."""

    def find_class(self, module: str, name: str) -> object:
        """Give a class of the model, and nothing that could do something."""
        if module in _PLAIN_MODULES or module.startswith("provenance.model."):
            # A name with dots would walk on from there to anything that the module imports.
            found = None if "." in name else super().find_class(module, name)
            if isinstance(found, type) and found.__module__ == module:
                return found
        if (module, name) == ("builtins", "getattr"):  # how some Pythons write a member of an enum
            return _member
        raise pickle.UnpicklingError(f"an answer may not hold {module}.{name}")


_PLAIN_MODULES = {"provenance.errors", "datetime"}


def _member(kind: type[Enum], name: str) -> Enum:
    if not issubclass(kind, Enum):
        raise pickle.UnpicklingError("an answer may look up members of enums only")
    return kind[name]


def _written(descriptor: int, message: bytes) -> bool:
    """Write to a process that may be dead; a program that pipes may kill is not killed by it."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGPIPE})
    try:
        _write(descriptor, message)
    except BrokenPipeError:
        if signal.SIGPIPE in signal.sigpending():
            signal.sigwait({signal.SIGPIPE})
        return False
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
    return True


def _write(descriptor: int, message: bytes) -> None:
    data = memoryview(_LENGTH.pack(len(message)) + message)
    while data:
        data = data[os.write(descriptor, data) :]


def _read(descriptor: int) -> bytes | None:
    received = b""
    while len(received) < _LENGTH.size:
        block = os.read(descriptor, _LENGTH.size - len(received))
        if not block:
            return None
        received += block
    (length,) = _LENGTH.unpack(received)
    parts = []
    while length:
        block = os.read(descriptor, min(length, 1 << 20))
        if not block:
            return None
        parts.append(block)
        length -= len(block)
    return b"".join(parts)
