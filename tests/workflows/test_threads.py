"""Work is done in threads where they can start, and without them otherwise, with one outcome."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Executor

import pytest

from provenance.workflows.behind import behind
from provenance.workflows.threads import executor

HERE = threading.get_ident()


@pytest.fixture(params=[0, 1, 3])
def pool(request: pytest.FixtureRequest) -> Executor:
    return executor(request.param)


def no_thread(_: threading.Thread) -> None:
    raise RuntimeError("can't start new thread")


def fail(_: int) -> None:
    raise ValueError("wrong")


def hand_all(take: Callable[[int], None], threads: int, count: int) -> None:
    with behind(take, threads) as hand_on:
        for number in range(count):
            hand_on(number)


def idents(pool: Executor) -> set[int]:
    with pool:
        return set(pool.map(lambda _: threading.get_ident(), range(20)))


def test_answers_come_in_their_order(pool: Executor):
    with pool:
        assert list(pool.map(lambda number: number * 2, range(20))) == list(range(0, 40, 2))


def test_what_is_raised_is_raised_by_the_answer(pool: Executor):
    with pool, pytest.raises(ValueError, match="wrong"):
        list(pool.map(fail, [1]))


def test_without_threads_it_is_done_here():
    assert idents(executor(0)) == {HERE}


def test_with_threads_it_is_not_done_here():
    assert HERE not in idents(executor(2))


def test_where_no_thread_can_start_it_is_done_here(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(threading.Thread, "start", no_thread)
    assert idents(executor(2)) == {HERE}


def test_where_only_some_can_start_it_is_done_here(monkeypatch: pytest.MonkeyPatch):
    start, started = threading.Thread.start, []

    def one_only(thread: threading.Thread) -> None:
        if started:
            no_thread(thread)
        started.append(thread)
        start(thread)

    monkeypatch.setattr(threading.Thread, "start", one_only)
    assert idents(executor(2)) == {HERE}
    assert [each.is_alive() for each in started] == [False]


@pytest.mark.parametrize("threads", [1, 2, 4])
def test_frames_are_taken_in_their_order_and_all_of_them(threads: int):
    taken: list[int] = []
    hand_all(taken.append, threads, 50)
    assert taken == list(range(50))


@pytest.mark.parametrize("threads", [1, 2])
@pytest.mark.parametrize("count", [1, 50])
def test_what_goes_wrong_with_a_frame_is_raised(threads: int, count: int):
    with pytest.raises(ValueError, match="wrong"):
        hand_all(fail, threads, count)


def test_few_frames_wait():
    """Each may have many megabytes."""
    taken: list[int] = []
    go_on = threading.Event()

    def take(number: int) -> None:
        go_on.wait()
        taken.append(number)

    with behind(take, 2) as hand_on:
        for number in range(4):
            hand_on(number)
        assert taken == []
        threading.Timer(0.05, go_on.set).start()
        hand_on(4)
        assert taken[:1] == [0]
