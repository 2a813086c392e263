"""Confinement: a decoding process has its limits, two pipes, and nothing else."""

from __future__ import annotations

import errno
import mmap
import os
import time
from pathlib import Path

import cv2
import numpy as np
import pytest

from provenance.errors import RefusedMedia
from provenance.matching import keypoints
from provenance.media.limits import Limits
from tests.workflows.pools import asked, asked_once

pytestmark = [pytest.mark.timeout(120), pytest.mark.usefixtures("no_process_is_left")]


PIXELS = np.zeros((3000, 3000), np.uint8)


def spin(_: int) -> int:
    while True:
        pass


def test_cpu_time_over_the_limit_is_refused() -> None:
    found = asked_once(spin, Limits(cpu_s=1))
    assert isinstance(found, RefusedMedia)
    assert "took more than 1 s" in str(found)


def test_cpu_time_is_allowed_to_each_question_anew() -> None:
    def work(number: int) -> int:
        end = time.process_time() + 0.7
        while time.process_time() < end:
            pass
        return number

    assert asked(work, 1, 2, 3, limits=Limits(cpu_s=1)) == [1, 2, 3]


def hoard(question: int) -> int:
    return len(bytearray(1 << 33)) if question == 3 else os.getpid()


def test_memory_over_the_limit_is_refused_and_the_next_question_is_answered() -> None:
    before, refused, after = asked(hoard, 1, 3, 1)
    assert isinstance(refused, RefusedMedia)
    assert "max_memory_bytes" in str(refused)
    assert before == after


def test_what_a_large_parent_holds_is_not_counted() -> None:
    """The limit is one on addresses, and a forked process begins with all of its parent's."""
    with mmap.mmap(-1, 3 << 30):
        held, refused = asked(lambda size: len(bytearray(size)), 1 << 28, 1 << 33)
    assert held == 1 << 28
    assert isinstance(refused, RefusedMedia)


def test_a_program_that_uses_opencv_with_threads_of_its_own_waits_for_no_process() -> None:
    """A forked process has none of them, and OpenCV would wait for them until it is ended."""

    def work(_: int) -> int:
        keypoints.prepare()
        return int(cv2.GaussianBlur(PIXELS, (0, 0), 3).shape[0])

    before = cv2.getNumThreads()
    try:
        cv2.setNumThreads(2)
        cv2.resize(PIXELS, (1000, 1000), interpolation=cv2.INTER_AREA)
        found = asked_once(work, Limits(cpu_s=5))
        assert cv2.getNumThreads() == 2
    finally:
        cv2.setNumThreads(before)
    assert found == len(PIXELS)


def test_a_process_cannot_write_a_file(tmp_path: Path) -> None:
    def write(_: int) -> int:
        try:
            return (tmp_path / "note.txt").write_text("caught")
        except OSError as error:
            return -error.errno

    assert asked_once(write) == -errno.EFBIG
    assert not (tmp_path / "note.txt").exists() or not (tmp_path / "note.txt").read_bytes()


def open_descriptors(_: int) -> list[int]:
    found = []
    for descriptor in range(256):
        try:
            os.fstat(descriptor)
        except OSError:
            continue
        found.append(descriptor)
    return found


@pytest.mark.parametrize("count", [1, 3])
def test_what_the_parent_has_open_is_closed(tmp_path: Path, count: int) -> None:
    """But for three streams that lead nowhere, and the two pipes of its own."""
    with (tmp_path / "secret").open("w"):
        for found in asked(open_descriptors, *range(6), count=count):
            assert isinstance(found, list)
            assert found[:3] == [0, 1, 2]
            assert len(found) == 5


def test_the_streams_of_a_process_lead_nowhere() -> None:
    nowhere = Path(os.devnull).stat().st_rdev
    assert asked_once(lambda _: [os.fstat(each).st_rdev for each in range(3)]) == [nowhere] * 3
