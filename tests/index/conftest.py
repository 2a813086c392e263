"""An index of every engine in turn."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from provenance.index import ENGINES
from provenance.index.interface import Engine
from tests.index.entries import (
    filled,
)

Fill = Callable[..., Engine]


@pytest.fixture(params=ENGINES, ids=lambda engine: engine.name)
def fill(request: pytest.FixtureRequest, index_path: Path) -> Iterator[Fill]:
    """Open an index of each engine in turn that holds the given entries."""
    with ExitStack() as open_ones:
        yield lambda *entries: open_ones.enter_context(
            closing(filled(index_path, *entries, engine=request.param))
        )
