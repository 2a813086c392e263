"""All rows of an index with every number that means nothing outside it replaced by what it names.

Two indexes that hold the same facts are equal, whatever the order in which the facts came.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from provenance.index.word_lists import everything

Row = tuple[object, ...]

# Blocks are packed in the order of arrival; that they equal the rows is what `verify` tells.
_NOT_FACTS = {"blocks", "word_lists", "_sqlite_migrations"}
# The moment of collecting is our own clock, and differs from run to run.
_NOT_COMPARED = {"id", "collected_at"}


def contents(path: Path) -> dict[str, list[Row]]:
    """Read every table that holds facts, sorted."""
    with closing(sqlite3.connect(path)) as connection:
        tables = [
            name
            for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
            if name not in _NOT_FACTS
        ]
        found = {
            table: sorted((row for _, row in _rows(connection, table)), key=repr)
            for table in sorted(tables)
        }
        return found | {"word_lists": sorted(_listed(connection), key=repr)}


def counts(path: Path) -> dict[str, int]:
    """Count the rows of every table that holds facts."""
    return {table: len(rows) for table, rows in contents(path).items()}


def _listed(connection: sqlite3.Connection) -> Iterator[Row]:
    """Give each entry of the word lists, whatever block it is in, with the frame that it is of."""
    named = dict(_rows(connection, "frames"))
    if not connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'word_lists'").fetchone():
        return
    for block in everything(connection):
        words = block.words.repeat(block.counts).tolist()
        for entry in zip(words, block.frames.tolist(), block.marks.tolist(), strict=True):
            yield (entry[0], named[entry[1]], entry[2])


def _rows(connection: sqlite3.Connection, table: str) -> Iterator[tuple[object, Row]]:
    """Give each row's id, if it has one, and the row with its references resolved."""
    parents = {
        column: dict(_rows(connection, parent))
        for _, _, parent, column, *_ in connection.execute(f"PRAGMA foreign_key_list({table})")
    }
    cursor = connection.execute(f"SELECT * FROM {table}")
    columns = [name for name, *_ in cursor.description]
    for values in cursor:
        row = dict(zip(columns, values, strict=True))
        yield (
            row.get("id"),
            tuple(
                parents[name][value] if name in parents else value
                for name, value in row.items()
                if name not in _NOT_COMPARED
            ),
        )
