"""Streams the rows of a table that a program wrote as CSV, with the columns by their names."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from typing import IO

from provenance.errors import SourceError
from provenance.model.media import Location
from provenance.model.posting import Attachment, Failed, Posting, Skipped
from provenance.sources.posted import Posted, handed_on
from provenance.sources.trees import Tree, unpacking

Row = dict[str, str]
Reading = Callable[[Row, str], Iterator[Posted | Skipped | Failed]]

_LONGEST_HEAD = 1 << 14
_LONGEST_LINE = 1 << 24
"""Characters; a longer line is nobody's posting, and is not taken into memory."""


def columns_of(start: bytes) -> set[str]:
    """Give the names of the columns, in small letters, of what begins like a table."""
    head = start.partition(b"\n")[0][:_LONGEST_HEAD]
    if b"," not in head or b"\0" in head:
        return set()
    try:
        cells = next(csv.reader([head.decode("utf-8-sig", "replace")]), [])
    except csv.Error:
        return set()
    return {cell.strip().lower() for cell in cells}


def entries(
    tree: Tree, name: str, stated: Posting, read: Reading
) -> Iterator[Attachment | Skipped | Failed]:
    """Stream what `read` makes of each row; a row that cannot be understood has failed.

    Raises `SourceError`, with the line, where the table cannot be read on.
    """
    shown = Location(name).display
    with tree.open(name) as file, unpacking(shown):
        for where, row in _rows(file, shown):
            try:
                for found in read(row, where):
                    if isinstance(found, Posted):
                        yield from handed_on(found, tree, name, stated)
                    else:
                        yield type(found)(f"{shown} {found.where}", found.reason)
            except (ValueError, RecursionError) as error:
                yield Failed(f"{shown} {where}", f"it cannot be understood: {error}")


def _rows(file: IO[bytes], shown: str) -> Iterator[tuple[str, Row]]:
    # Python's own limit of 128 KiB for a cell, which is one for all of the program, is too low.
    csv.field_size_limit(_LONGEST_LINE)
    with io.TextIOWrapper(file, encoding="utf-8-sig", newline="") as content:
        rows = csv.DictReader(_lines(content), strict=True)
        try:
            for row in rows:
                cells = {
                    key.strip().lower(): value.strip()
                    for key, value in row.items()
                    if isinstance(key, str) and isinstance(value, str)
                }
                yield f"line {rows.line_num}", cells
        except (csv.Error, UnicodeError) as error:
            raise SourceError(
                f"{shown} cannot be read from line {rows.line_num} on ({error}); export it again, "
                "or save it as UTF-8"
            ) from error


def _lines(content: io.TextIOWrapper) -> Iterator[str]:
    while line := content.readline(_LONGEST_LINE):
        if len(line) == _LONGEST_LINE:
            raise csv.Error(f"a line of {_LONGEST_LINE:,} characters or more")
        yield line
