"""Where prior postings come from: exports, lists and folders; the first that accepts reads."""

from __future__ import annotations

import difflib
from pathlib import Path

from provenance.errors import MediaNotFound, UnknownSource, UsageError
from provenance.model.media import Location
from provenance.sources.csv_list import CsvList
from provenance.sources.folder import Folder
from provenance.sources.interface import Source
from provenance.sources.on_disk import why
from provenance.sources.telegram import Telegram

SOURCES: tuple[Source, ...] = (
    Telegram(),
    CsvList(),
    Folder(),  # last, since it takes any folder
)


def recognise(path: Path) -> Source:
    """Give the first source that accepts `path`.

    Raises `MediaNotFound` where nothing is there, `UnknownSource` where nobody accepts it.
    """
    shown = Location(str(path)).display
    try:
        path.stat()
    except (OSError, ValueError) as error:
        raise MediaNotFound(f"{shown}: {why(error)}; check the path") from error
    for source in SOURCES:
        if source.accepts(path):
            return source
    raise UnknownSource(
        f"{shown} is nothing that a source reads (asked: {_names()}); hand in the folder of an "
        "export, a .csv list, a folder of pictures or a single picture"
    )


def source_named(name: str) -> Source:
    """Give the source of that name; `UsageError`, with the nearest name, where there is none."""
    for source in SOURCES:
        if source.name == name:
            return source
    near = difflib.get_close_matches(name.lower(), [source.name for source in SOURCES], 1)
    hint = f"; did you mean {near[0]!r}?" if near else ""
    raise UsageError(f"there is no source {name!r}{hint} (sources: {_names()})")


def _names() -> str:
    return ", ".join(source.name for source in SOURCES)
