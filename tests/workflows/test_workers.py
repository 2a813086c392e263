"""Workers: answers in order, and no question that costs more than itself."""

from __future__ import annotations

import ctypes
import itertools
import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import suppress

import pytest

from provenance.errors import InputError, UnreadableMedia, UnsupportedMedia
from provenance.media.limits import Limits
from provenance.workflows import messages, workers
from provenance.workflows.workers import Answered, Workers, limited
from tests.builders import an_examination
from tests.workflows.pools import PATIENT, asked, asked_once

every_size = pytest.mark.parametrize(
    ("count", "together"), [(1, 1), (2, 1), (5, 1), (1, 4), (3, 4)]
)

pytestmark = [pytest.mark.timeout(120), pytest.mark.usefixtures("no_process_is_left")]


# Order


def slower_at_first(number: int) -> int:
    time.sleep(0.02 if number % 5 == 0 else 0)
    return number * 10


@every_size
def test_answers_come_in_the_order_of_the_questions(count: int, together: int) -> None:
    with Workers(slower_at_first, PATIENT, count, together=together) as pool:
        found = list(pool.map(range(40)))
    assert found == [(number, number * 10) for number in range(40)]


@every_size
def test_answers_that_are_known_already_pass_through_in_their_turn(
    count: int, together: int
) -> None:
    stream = [Answered(f"known {n}") if n % 3 else n for n in range(40)]
    with Workers(slower_at_first, PATIENT, count, together=together) as pool:
        found = [answer for _, answer in pool.map(stream)]
    assert found == [f"known {n}" if n % 3 else n * 10 for n in range(40)]


def test_a_stream_of_known_answers_needs_no_process() -> None:
    with Workers(die_by(signal.SIGKILL), PATIENT, 2) as pool:
        found = [answer for _, answer in pool.map(Answered(n) for n in range(300))]
    assert found == list(range(300))


def test_no_questions_have_no_answers() -> None:
    assert asked(slower_at_first) == []


def test_nothing_is_an_answer_too() -> None:
    assert asked(lambda _: None, 1, 2) == [None, None]


@every_size
def test_only_a_few_questions_are_taken_from_the_stream_at_a_time(
    count: int, together: int
) -> None:
    taken = itertools.count()
    with Workers(slower_at_first, PATIENT, count, together=together) as pool:
        first = next(pool.map(taken))
        assert next(taken) <= count * together * 8 + 1
    assert first == (0, 0)


def test_an_error_in_the_stream_of_questions_comes_out() -> None:
    def questions() -> Iterator[int]:
        yield 1
        raise OSError("the list ended in the middle")

    with Workers(slower_at_first, PATIENT, 1) as pool, pytest.raises(OSError, match="the middle"):
        list(pool.map(questions()))


def test_an_examination_comes_back_as_it_was() -> None:
    assert asked_once(lambda _: an_examination()) == an_examination()


# Errors and deaths


def test_an_error_of_ours_comes_back_as_a_value() -> None:
    def refuse(number: int) -> int:
        raise UnsupportedMedia(f"{number}.txt: is no picture")

    found = asked(refuse, 1, 2)
    assert [(type(each), str(each)) for each in found] == [
        (UnsupportedMedia, "1.txt: is no picture"),
        (UnsupportedMedia, "2.txt: is no picture"),
    ]


def die_by(number: int) -> Callable[[int], int]:
    """Give a function that dies by a signal when it is asked 3."""

    def function(question: int) -> int:
        if question == 3:
            os.kill(os.getpid(), number)
            time.sleep(60)
        return question

    return function


def crash(question: int) -> int:
    if question == 3:
        ctypes.string_at(0)
    return question


def stumble(question: int) -> int:
    if question == 3:
        raise LookupError("a fault of ours")
    return question


@every_size
@pytest.mark.parametrize(
    ("function", "named"),
    [
        (die_by(signal.SIGKILL), "SIGKILL"),
        (crash, "SIGSEGV"),
        (die_by(37), "signal 37"),
        (stumble, "an exit"),
    ],
    ids=["killed", "crashed", "killed-by-a-signal-without-name", "stumbled"],
)
def test_a_process_that_dies_costs_its_question_only(
    function: Callable[[int], object], named: str, count: int, together: int
) -> None:
    found = asked(function, *range(8), count=count, together=together)
    assert [each for each in found if not isinstance(each, InputError)] == [0, 1, 2, 4, 5, 6, 7]
    assert isinstance(found[3], UnreadableMedia)
    assert f"the decoding process died of it ({named})" in str(found[3])


def answer_and_die(question: int) -> int:
    """Answer with the number of the process, which dies a little later."""
    if question == 1:
        signal.setitimer(signal.ITIMER_REAL, 0.01)
    return os.getpid()


def ask_after_death() -> list[object]:
    def questions() -> Iterator[int]:
        yield 1
        (worker,) = pool._workers
        with suppress(ChildProcessError):
            os.waitid(os.P_PID, worker.process, os.WEXITED | os.WNOWAIT)
        yield 2

    with Workers(answer_and_die, PATIENT, 1) as pool:
        return [answer for _, answer in pool.map(questions())]


def test_a_process_that_dies_between_two_questions_costs_none() -> None:
    first, second = ask_after_death()
    assert isinstance(second, int)
    assert first != second


def test_the_next_question_is_asked_before_an_answer_is_handed_on() -> None:
    """What is done with an answer takes time, in which its process need not be idle."""
    asked_of: list[int] = []

    def questions() -> Iterator[int]:
        for number in range(3):
            asked_of.append(number)
            yield number

    with Workers(lambda number: number, PATIENT, 1) as pool:
        for position, (_, answer) in enumerate(pool.map(questions())):
            assert answer == position
            assert asked_of == list(range(min(3, position + 2)))


def test_a_process_that_dies_unasked_while_another_works_costs_none() -> None:
    def function(question: int) -> int:
        if question == 2:
            time.sleep(0.3)
        return answer_and_die(question)

    found = asked(function, 1, 2, count=2)
    assert [type(each) for each in found] == [int, int]


def test_a_process_that_only_waits_is_ended_in_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_WALL_FACTOR", 1)
    found = asked_once(die_by(signal.SIGSTOP), Limits(cpu_s=1))
    assert found == 1
    assert isinstance(asked(die_by(signal.SIGSTOP), 3, limits=Limits(cpu_s=1))[0], UnreadableMedia)


# The end


def test_a_process_that_will_not_end_is_ended() -> None:
    def stay(question: int) -> int:
        messages.read = lambda _: time.sleep(600)
        return question

    assert asked_once(stay) == 1


@pytest.mark.parametrize("count", [1, 3])
def test_an_interrupted_run_leaves_no_process(count: int) -> None:
    def interrupted() -> None:
        with Workers(slower_at_first, PATIENT, count) as pool:
            for _ in pool.map(itertools.count()):
                signal.raise_signal(signal.SIGINT)

    with pytest.raises(KeyboardInterrupt):
        interrupted()


def test_a_run_that_is_given_up_leaves_no_process() -> None:
    with Workers(die_by(signal.SIGSTOP), PATIENT, 2) as pool:
        results = pool.map([1, 3, 3, 3])
        assert next(results) == (1, 1)


def test_limited_gives_the_answer() -> None:
    assert limited(slower_at_first, 4, PATIENT) == 40


def test_limited_raises_the_error() -> None:
    with pytest.raises(UnreadableMedia, match="SIGKILL"):
        limited(die_by(signal.SIGKILL), 3, PATIENT)


# Where a parent has had a hard life


def survived(prepare: Callable[[], object], run: Callable[[], list[object]]) -> bool:
    """Tell whether a run gives nothing but numbers in a process that was prepared for it."""
    process = os.fork()
    if process == 0:
        try:
            prepare()
            os._exit(0 if all(isinstance(each, int) for each in run()) else 1)
        finally:
            os._exit(2)
    return os.waitpid(process, 0)[1] == 0


def become_nobody_with_low_limits() -> None:
    import resource

    for kind in (resource.RLIMIT_NOFILE, resource.RLIMIT_CPU):
        resource.setrlimit(kind, (50, 50))
    if os.geteuid() == 0:
        os.setuid(65534)


@pytest.mark.parametrize(
    "prepare",
    [
        lambda: os.closerange(0, 3),
        lambda: os.close(1),
        lambda: signal.signal(signal.SIGCHLD, signal.SIG_IGN),
        lambda: signal.signal(signal.SIGPIPE, signal.SIG_DFL),
        become_nobody_with_low_limits,
    ],
    ids=["no-streams", "no-stdout", "children-ignored", "pipes-that-kill", "low-limits"],
)
@pytest.mark.parametrize("run", [ask_after_death, lambda: asked(slower_at_first, *range(9))])
def test_a_run_works_under(prepare: Callable[[], object], run: Callable[[], list[object]]) -> None:
    assert survived(prepare, run)
