"""Keeps OpenCV to one thread while a process is forked."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def one_thread() -> Iterator[None]:
    """Let OpenCV have no threads within; whatever the program had told it holds again afterwards.

    A forked process has none of the threads of its parent, and OpenCV waits for ever for those it
    believes to have. The program that uses this library may use OpenCV itself, with many.
    """
    cv2 = sys.modules.get("cv2")
    if cv2 is None:
        yield
        return
    before = cv2.getNumThreads()
    cv2.setNumThreads(1)
    try:
        yield
    finally:
        cv2.setNumThreads(before)
