"""What was seen before: the store, and the exact search in it."""

from __future__ import annotations

from pathlib import Path

from provenance.index.connection import create
from provenance.index.interface import Engine
from provenance.index.sqlite import Sqlite

ENGINES: tuple[type[Sqlite], ...] = (Sqlite,)


def open_engine(
    path: Path, *, lock_wait_s: int = 20, writable: bool = False, make: bool = False
) -> Engine:
    """Open the index at a path; `make` creates one where there is none.

    Raises `NoStore`, `StoreLocked` or `StoreError`.
    """
    if make:
        create(path)
    return Sqlite(path, lock_wait_s=lock_wait_s, writable=writable)
