"""An open index for the tests of workflows, and the promise that no process is left behind."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from provenance.settings import Settings
from provenance.workflows.opening import OpenIndex, open_index


@pytest.fixture
def index(index_path: Path) -> Iterator[OpenIndex]:
    """An empty index, open for writing, whose pictures two processes decode."""
    with open_index(index_path, create=True, settings=Settings(workers=2)) as opened:
        yield opened


@pytest.fixture
def no_process_is_left() -> Iterator[None]:
    """Hold a test to leaving no child behind, running or dead."""
    yield
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)
