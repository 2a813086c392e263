"""Remembers what a stopped scan had examined, so that the next one goes on from there.

A small SQLite file in the user's cache folder, named for the scanned folder; gone when the scan is
complete. A file that changed since is examined again.
"""

from __future__ import annotations

import hashlib
import io
import os
import pickle
import sqlite3
from contextlib import suppress
from pathlib import Path
from typing import Self

from provenance.index import vocabulary
from provenance.media.limits import Limits
from provenance.model.case import Examination
from provenance.model.keypoints import RECIPE
from provenance.model.media import Location
from provenance.version import __version__
from provenance.workflows.messages import PlainUnpickler


class Journal:
    """A context manager; what was noted since the last `save` is lost by a kill, nothing else.

    It spares work and never stops any: where it cannot be kept, a scan goes on without it. What was
    examined with `keypoints` and what without is kept apart, and so is what was embedded with the
    `weights` of this SHA-256.
    """

    def __init__(self, folder: Path, limits: Limits, *, keypoints: bool, weights: str = "") -> None:
        from platformdirs import user_cache_path

        how = f"{RECIPE} {vocabulary.NAME}" if keypoints else "hashes"
        how += f" {weights}" if weights else ""
        what = f"{__version__}\n{how}\n{limits}\n{folder.absolute()}"
        name = hashlib.sha256(os.fsencode(what)).hexdigest()[:32]
        self._path = user_cache_path("provenance", appauthor=False) / f"scan-{name}.db"
        self._connection = self._open()
        self._asked: dict[str, str] = {}
        self._noted: list[tuple[bytes, str, bytes]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.save()
        self._connection.close()

    def __len__(self) -> int:
        (count,) = self._connection.execute("SELECT count(*) FROM examined").fetchone()
        return int(count)

    def known(self, location: Location) -> Examination | None:
        """Give what was found out about a file, if it is still the same file."""
        # Taken before the file is examined: one that changes meanwhile is not the one examined.
        stamp = self._asked[location.path] = _stamp(location)
        try:
            row = self._connection.execute(
                "SELECT stamp, examination FROM examined WHERE path = ?",
                (os.fsencode(location.path),),
            ).fetchone()
            if row is None or row[0] != stamp:
                return None
            found = PlainUnpickler(io.BytesIO(row[1])).load()
        except Exception:  # noqa: BLE001 - a damaged note is no note; the file is examined again
            return None
        return found if isinstance(found, Examination) else None

    def note(self, examination: Examination) -> None:
        """Remember what was found out about a file."""
        path = examination.location.path
        stamp = self._asked.pop(path, None) or _stamp(examination.location)
        self._noted.append((os.fsencode(path), stamp, pickle.dumps(examination)))

    def save(self) -> None:
        """Make what was noted survive a kill."""
        with suppress(sqlite3.Error), self._connection:
            self._connection.executemany(
                "INSERT OR REPLACE INTO examined VALUES (?, ?, ?)", self._noted
            )
        self._noted.clear()

    def forget(self) -> None:
        """Start afresh."""
        self._noted.clear()
        with suppress(sqlite3.Error), self._connection:
            self._connection.execute("DELETE FROM examined")

    def end(self) -> None:
        """Clean up after a complete scan."""
        self.forget()
        with suppress(OSError):
            self._path.unlink(missing_ok=True)

    def _open(self) -> sqlite3.Connection:
        with suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with suppress(sqlite3.OperationalError):
            try:
                return _usable(self._path)
            except sqlite3.DatabaseError:
                with suppress(OSError):
                    self._path.unlink(missing_ok=True)
                return _usable(self._path)
        return _usable(":memory:")


def _usable(path: Path | str) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=5)
    try:
        connection.execute(
            "CREATE TABLE IF NOT EXISTS examined "
            "(path BLOB PRIMARY KEY, stamp TEXT, examination BLOB)"
        )
    except BaseException:
        connection.close()
        raise
    return connection


def _stamp(location: Location) -> str:
    try:
        status = Path(location.path).stat()
    except OSError:
        return ""
    return f"{status.st_dev}:{status.st_ino}:{status.st_size}:{status.st_mtime_ns}"
