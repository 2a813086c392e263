"""Reads a list of postings that somebody kept as CSV: one row for each picture.

Columns, in any order, of which only `path` must be there: `path`, `platform`, `native_id`, `url`,
`account`, `posted`, `text`. A path is relative to the folder of the list. `posted` is ISO 8601,
with a zone, without one, or a day alone.
"""

from __future__ import annotations

import csv
import difflib
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from provenance.errors import MediaNotFound, SourceError
from provenance.model.media import Location
from provenance.model.moment import Basis, Clock, Trust, moment
from provenance.model.posting import Attachment, Failed, Posting, Skipped
from provenance.sources.on_disk import obstacle, why
from provenance.sources.stated import filled

COLUMNS = ("path", "platform", "native_id", "url", "account", "posted", "text")

_DELIMITERS = ",;\t"
_BYTE_ORDER_MARKS = (b"\xff\xfe", b"\xfe\xff")
_LONGEST_LINE = 1_000_000
"""Characters; a longer line is not a list of postings, and is not read into memory."""


class CsvList:
    """Reads the list twice, first to see that it is whole: a list is read entirely or not at all."""

    name = "csv"

    def accepts(self, path: Path) -> bool:
        """Take a file whose name ends in .csv or .tsv."""
        return path.suffix.lower() in {".csv", ".tsv"} and path.is_file()

    def index_file(self, path: Path) -> Path | None:
        """Name the list itself."""
        return path

    def attachments(self, path: Path, stated: Posting) -> Iterator[Attachment | Skipped | Failed]:
        """Stream one entry for each row that is not blank; `where` is the row's first line."""
        shown = Location(str(path)).display
        try:
            columns = _columns(shown, next(_rows(path), (1, []))[1])
            for _ in _rows(path):
                pass
            rows = _rows(path)
            next(rows)
            for line, cells in rows:
                where = f"{Location(path.name).display} line {line}"
                yield _entry(dict(zip(columns, cells, strict=False)), cells, where, path, stated)
        except FileNotFoundError as error:
            raise MediaNotFound(f"{shown}: {why(error)}; check the path") from error
        except UnicodeError as error:
            raise SourceError(
                f'{shown} is not UTF-8 text; save it as UTF-8 (in Excel: "CSV UTF-8")'
            ) from error
        except OSError as error:
            raise SourceError(f"{shown} cannot be read ({why(error)})") from error
