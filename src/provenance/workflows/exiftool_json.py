"""Reads what `exiftool -j -G` wrote: a list of objects, one a file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from provenance.errors import InputError, MediaNotFound, UnreadableMedia

_MOST_BYTES = 16 * 1024 * 1024
_DEEPEST = 8
_HOW = "write it with: exiftool -j -G1 -n FILE > FILE.json"

Named = tuple[tuple[str, str], ...]
"""Tags as ExifTool names them (`ExifIFD:Make`), with their values as text."""


def read(path: str | Path, about: str) -> Named:
    """Give the tags of the file `about` from a JSON of ExifTool; raises `InputError` in its kinds.

    Where the JSON is of one file only, that is taken for this one, whatever it is called.
    """
    try:
        with Path(path).open("rb") as file:
            raw = file.read(_MOST_BYTES + 1)
    except OSError as error:
        raise MediaNotFound(f"{path}: cannot be opened ({error.strerror}); {_HOW}") from error
    if len(raw) > _MOST_BYTES:
        raise UnreadableMedia(f"{path}: is larger than 16 MiB; {_HOW}")
    return of_json(raw, about, str(path))


def of_json(raw: bytes, about: str, where: str) -> Named:
    """Give the tags of the file `about`; raises `InputError` where this is no JSON of ExifTool."""
    try:
        found = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise UnreadableMedia(f"{where}: is no JSON of ExifTool ({error}); {_HOW}") from error
    entries = found if isinstance(found, list) else [found]
    files = [each for each in entries if isinstance(each, dict) and "SourceFile" in each]
    if not files:
        raise UnreadableMedia(f"{where}: names no SourceFile, so it is none of ExifTool; {_HOW}")
    mine = files if len(files) == 1 else [each for each in files if _is_of(each, about)]
    if len(mine) != 1:
        name = Path(about).name
        raise InputError(f"{where}: is of {len(files)} files, {len(mine)} named {name}; {_HOW}")
    named = tuple(flattened(mine[0]))
    if not any(":" in name for name, _ in named):
        raise UnreadableMedia(f"{where}: does not say which tag is of which block; {_HOW}")
    return named


def flattened(entry: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Give the tags of one file, lists joined and structures flattened as without `-struct`."""
    for name, value in entry.items():
        if ":" in name:
            gathered: dict[str, list[str]] = {}
            _gather(name, value, gathered, 0)
            yield from ((key, ", ".join(values)) for key, values in gathered.items())


def _gather(name: str, value: Any, gathered: dict[str, list[str]], depth: int) -> None:
    if depth > _DEEPEST:
        return
    if isinstance(value, dict):
        for key, inner in value.items():
            _gather(name + str(key)[:1].upper() + str(key)[1:], inner, gathered, depth + 1)
    elif isinstance(value, list):
        for inner in value:
            _gather(name, inner, gathered, depth + 1)
    elif value is not None:
        gathered.setdefault(name, []).append(str(value))


def _is_of(entry: dict[str, Any], about: str) -> bool:
    return Path(str(entry["SourceFile"])).name == Path(about).name
