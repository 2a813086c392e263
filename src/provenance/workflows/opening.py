"""Opens an index together with the settings that every answer from it depends on."""

from __future__ import annotations

import platform
import sqlite3
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from provenance.index import open_engine
from provenance.index.interface import Engine, Radius
from provenance.model.report import Thresholds, Tool
from provenance.settings import Settings, default_index, load
from provenance.version import __version__


@dataclass(frozen=True, slots=True)
class OpenIndex:
    """An open index; a context manager that closes it."""

    engine: Engine
    settings: Settings

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.engine.close()


def open_index(
    path: str | Path | None = None,
    *,
    create: bool = False,
    writable: bool = False,
    settings: Settings | None = None,
) -> OpenIndex:
    """Open the index at `path`, or the one that the settings or the project folder name.

    `create` makes an empty one where there is none, and opens it for writing. Raises `NoStore`,
    `StoreLocked` or `StoreError`.
    """
    settings = settings or load()
    place = Path(path) if path else place_of(settings)
    engine = open_engine(
        place, lock_wait_s=settings.lock_wait_s, writable=writable or create, make=create
    )
    return OpenIndex(engine, settings)


@contextmanager
def empty_index(settings: Settings) -> Iterator[OpenIndex]:
    """Give an index that holds nothing and is gone afterwards."""
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder:
        place = Path(folder) / "empty.db"
        with open_index(place, create=True, settings=settings) as index:
            yield index


def place_of(settings: Settings) -> Path:
    """Give the path of the index that the settings or the project folder name."""
    return Path(settings.index or default_index())


def thresholds_of(settings: Settings) -> Thresholds:
    """Give the thresholds that a report states."""
    return Thresholds(
        settings.pdq_strong, settings.pdq_possible, settings.phash_possible, settings.min_quality
    )


def radii_of(settings: Settings) -> Sequence[Radius]:
    """Give how far to search with each signal."""
    return (
        Radius("pdq-256", max(settings.pdq_strong, settings.pdq_possible), settings.min_quality),
        Radius("phash-64", settings.phash_possible, settings.min_quality),
    )


def tool() -> Tool:
    """Name this program and the parts whose versions can change an answer."""
    import numpy as np
    import PIL

    parts: tuple[tuple[str, str], ...] = (
        ("python", platform.python_version()),
        ("sqlite", sqlite3.sqlite_version),
        ("pillow", PIL.__version__),
        ("numpy", np.__version__),
    )
    # Where no keypoints were compared, OpenCV was not loaded and changed no answer.
    if "cv2" in sys.modules:
        parts = (*parts, ("opencv", str(sys.modules["cv2"].__version__)))
    return Tool("provenance", __version__, parts)
