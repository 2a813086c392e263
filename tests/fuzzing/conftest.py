"""The seeds, in a folder that the script takes them from."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fuzzing.seeds import written


@pytest.fixture(scope="session")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small files that mutants are made of."""
    return written(tmp_path_factory.mktemp("fuzzing") / "seeds")
