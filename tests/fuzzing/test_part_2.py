"""Damaged metadata, part 2 of 4: see `tests/fuzzing/parts.py`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fuzzing.parts import firsts, held


@pytest.mark.parametrize("first", firsts(1))
def test_damaged_metadata_raise_only_our_own_errors_within_two_seconds(seeds: Path, first: int):
    held(seeds, first)
