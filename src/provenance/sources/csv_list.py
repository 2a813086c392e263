"""Reads a list of postings that somebody keeps as CSV: one row for each picture.

Columns, in any order, of which only `path` must be there: path, platform, native_id, url, account,
posted, text. A path is relative to the folder of the list; `posted` is ISO 8601 with a zone,
without one, or a day alone.
"""

from __future__ import annotations

import csv
import difflib
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TextIO

from provenance.errors import MediaNotFound, SourceError
from provenance.model.media import Location
from provenance.model.moment import Basis, Clock, Trust, moment
from provenance.model.posting import Attachment, Failed, Posting, Skipped
from provenance.sources.on_disk import obstacle, why
from provenance.sources.stated import filled
from provenance.sources.trees import start_of

COLUMNS = ("path", "platform", "native_id", "url", "account", "posted", "text")

_KNOWN = f"the columns are {', '.join(COLUMNS)}"
_DELIMITERS = ",;\t"
_BYTE_ORDER_MARKS = (b"\xff\xfe", b"\xfe\xff")
_LONGEST_LINE = 1_000_000
"""Characters; a longer line is nobody's posting, and is not taken into memory."""


class CsvList:
    """Reads a list entirely or not at all: it is looked through before anything is handed on."""

    name = "csv"
    recognised_by = "a list whose name ends in .csv or .tsv"

    def accepts(self, path: Path) -> bool:
        """Take a file whose name ends in .csv or .tsv."""
        return path.suffix.lower() in {".csv", ".tsv"} and path.is_file()

    def names_files(self, path: Path) -> bool:
        """Tell whether a table has the column of the files, so that it is meant as a list."""
        start = start_of(path)
        encoding = "utf-16" if start[:2] in _BYTE_ORDER_MARKS else "utf-8-sig"
        head = start.decode(encoding, "replace").strip().partition("\n")[0].lower()
        return "path" in re.split(r"[\s,;\"]+", head)

    def index_file(self, path: Path) -> Path | None:
        """Name the list itself."""
        return path

    def attachments(self, path: Path, stated: Posting) -> Iterator[Attachment | Skipped | Failed]:
        """Stream one entry for each row that holds something; `where` is the row's first line."""
        try:
            columns = _checked(path)
            rows = _rows(path)
            next(rows)
            for line, cells in rows:
                where = f"{Location(path.name).display} line {line}"
                yield _entry(cells, columns, where, path.parent, stated)
        except FileNotFoundError as error:
            raise MediaNotFound(f"{_shown(path)}: {why(error)}; check the path") from error
        except UnicodeError as error:
            raise SourceError(
                f'{_shown(path)} is not UTF-8; save it as UTF-8 (in a spreadsheet: "CSV UTF-8")'
            ) from error
        except OSError as error:
            raise SourceError(f"{_shown(path)} cannot be read ({why(error)})") from error


def _entry(
    cells: list[str], columns: list[str], where: str, folder: Path, stated: Posting
) -> Attachment | Failed:
    try:
        row = _named(cells, columns)
        picture = _picture(row.pop("path", ""), folder)
        posting = filled(_posting(**row), stated)
    except ValueError as error:
        return Failed(where, str(error))
    return Attachment(posting, Location(str(picture)), where)


def _named(cells: list[str], columns: list[str]) -> dict[str, str]:
    """Pair cells with columns; missing cells are blank, blank cells too many are nothing."""
    if any(cells[len(columns) :]):
        raise ValueError(
            f"the row has {len(cells)} cells for {len(columns)} columns; "
            "put quotation marks round a cell that holds the separator"
        )
    return dict(zip(columns, cells, strict=False))


def _picture(name: str, folder: Path) -> Path:
    if not name:
        raise ValueError("the row names no path")
    picture = folder / name
    if reason := obstacle(picture):
        raise ValueError(f"{name} {reason}; paths start from the folder of the list")
    return picture


def _posting(
    *,
    platform: str = "",
    native_id: str = "",
    url: str = "",
    account: str = "",
    posted: str = "",
    text: str = "",
) -> Posting:
    own = Posting(platform, native_id, url, account, text)
    if not posted:
        return own
    try:
        when = moment(posted, Clock.POSTED, Basis.LIST, Trust.SELF_ASSERTED)
    except ValueError as error:
        raise ValueError(f"in the column 'posted', {error}") from error
    return replace(own, moments=(when,))


def _checked(path: Path) -> list[str]:
    """Read the whole list once and give its columns, so that nothing of a broken one is used."""
    rows = _rows(path)
    _, header = next(rows, (0, []))
    if not header:
        raise SourceError(f"{_shown(path)} is empty; {_KNOWN}")
    columns = [cell.lower() for cell in header]
    for number, column in enumerate(columns, 1):
        if not column:
            raise SourceError(f"column {number} of {_shown(path)} has no name; {_KNOWN}")
        if column not in COLUMNS:
            raise SourceError(f"{_shown(path)} has an unknown column {_unknown(column)}; {_KNOWN}")
        if column in columns[: number - 1]:
            raise SourceError(f"{_shown(path)} has the column {column!r} twice; remove one")
    if "path" not in columns:
        raise SourceError(f"{_shown(path)} has no column 'path'; {_KNOWN}")
    for _ in rows:
        pass
    return columns


def _unknown(column: str) -> str:
    near = difflib.get_close_matches(column, COLUMNS, n=1, cutoff=0.5)
    return f"{column[:60]!r}" + (f" (did you mean {near[0]!r}?)" if near else "")


def _rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Give every row that holds something, with the number of its first line, header included."""
    with path.open("rb") as raw:
        encoding = "utf-16" if raw.read(2) in _BYTE_ORDER_MARKS else "utf-8-sig"
    with path.open(encoding=encoding, newline="") as text:
        head = next((line for line in _lines(text) if line.strip()), "")
        text.seek(0)
        delimiter = max(_DELIMITERS, key=head.count)
        # strict: without it, a quotation mark that is never closed swallows the rows after it
        csv.field_size_limit(_LONGEST_LINE)
        reader = csv.reader(_lines(text), delimiter=delimiter, strict=True, skipinitialspace=True)
        line = 1
        try:
            for row in reader:
                cells = [cell.strip() for cell in row]
                if any(cells):
                    yield line, cells
                line = reader.line_num + 1
        except csv.Error as error:
            raise SourceError(
                f"{_shown(path)} cannot be read from line {line} on ({error}); "
                "check that each quotation mark there is closed, and doubled inside a cell"
            ) from error


def _lines(text: TextIO) -> Iterator[str]:
    while line := text.readline(_LONGEST_LINE):
        if len(line) == _LONGEST_LINE:
            raise csv.Error(f"a line of {_LONGEST_LINE:,} characters or more")
        yield line


def _shown(path: Path) -> str:
    return Location(str(path)).display
