"""Decoding processes multiply matrices in one thread, whatever the program does that uses us."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from threadpoolctl import threadpool_info, threadpool_limits

from provenance.workflows.one_blas_thread import one_blas_thread
from provenance.workflows.workers import Workers
from tests.workflows.pools import PATIENT, asked_once

pytestmark = [pytest.mark.timeout(120), pytest.mark.usefixtures("no_process_is_left")]

LARGE = np.ones((500, 500), np.float32)


@pytest.fixture(autouse=True)
def two_threads(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Be a program that lets numpy have two threads, on any machine."""
    monkeypatch.delenv("OPENBLAS_NUM_THREADS", raising=False)
    with threadpool_limits(limits=2):
        if threads() < 2:
            pytest.skip("numpy has no BLAS here that could have two threads")
        yield


def threads() -> int:
    """Give how many threads numpy's BLAS may have."""
    return max(
        (each["num_threads"] for each in threadpool_info() if "numpy" in each["filepath"]),
        default=0,
    )


def running(_: int) -> int:
    """Multiply as a hash does, and give the threads of this process."""
    (LARGE @ LARGE).sum()
    said = Path("/proc/self/status").read_text("ascii").partition("Threads:")[2]
    return int(said.split()[0])


def test_within_numpy_has_one_thread_and_afterwards_what_it_had() -> None:
    with one_blas_thread():
        assert threads() == 1
    assert threads() == 2


def test_it_has_what_it_had_only_at_the_end_of_the_outermost() -> None:
    with one_blas_thread():
        with one_blas_thread():
            pass
        assert threads() == 1
    assert threads() == 2


def test_it_has_what_it_had_after_an_error() -> None:
    with pytest.raises(ValueError, match="wrong"), one_blas_thread():
        raise ValueError("wrong")
    assert threads() == 2


def test_where_the_environment_says_so_nothing_is_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENBLAS_NUM_THREADS", "1")
    with one_blas_thread():
        assert threads() == 2


def test_a_pool_gives_numpy_its_threads_back_when_it_ends() -> None:
    with Workers(running, PATIENT, 1) as pool:
        assert [answer for _, answer in pool.map([1, 2])] == [1, 1]
        assert threads() == 1
    assert threads() == 2


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="threads are counted in /proc")
def test_a_decoding_process_starts_no_thread_to_multiply_with() -> None:
    assert asked_once(running) == 1
