"""Lets a test's program run into permissions even where the tests are run by root."""

from __future__ import annotations

import ctypes
import os
import sys

import pytest

_DROP_FROM_BOUNDING_SET = 24
_MAY_READ_ANYTHING = (1, 2)

needs_permissions = pytest.mark.skipif(
    os.geteuid() == 0 and sys.platform != "linux",
    reason="root may read everything, and only Linux can take that from a process",
)


def without_roots_powers() -> None:
    """Give up what lets root pass over permissions; for the child, between fork and exec."""
    if os.geteuid() == 0:
        for capability in _MAY_READ_ANYTHING:
            ctypes.CDLL(None).prctl(_DROP_FROM_BOUNDING_SET, capability, 0, 0, 0)
