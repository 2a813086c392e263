"""Tells whether an index has changed since it was last asked, so that what is kept of it holds."""

from __future__ import annotations

import sqlite3


class Changes:
    """What was written through one connection, or by anyone else."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._state: tuple[int, int] = (-1, -1)

    def happened(self) -> bool:
        """Tell whether anything was written since this was asked last, or it never was."""
        (elsewhere,) = self._connection.execute("PRAGMA data_version").fetchone()
        before, self._state = self._state, (int(elsewhere), self._connection.total_changes)
        return before != self._state
