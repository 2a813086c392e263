"""The formats in which a report can be written; the order is that of the help."""

from __future__ import annotations

from provenance.errors import UsageError
from provenance.reports.html import Html
from provenance.reports.interface import Format
from provenance.reports.json import Json
from provenance.reports.ndjson import Ndjson
from provenance.reports.text import Text

FORMATS: tuple[Format, ...] = (Text(), Json(), Ndjson(), Html())


def format_named(name: str) -> Format:
    """Give the format that a user named; `UsageError` lists those there are."""
    for each in FORMATS:
        if each.name == name:
            return each
    known = ", ".join(each.name for each in FORMATS)
    raise UsageError(f"there is no report format called {name!r}; choose one of {known}")
