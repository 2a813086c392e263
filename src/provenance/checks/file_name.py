"""The name of the file that was checked, without its folders."""

from __future__ import annotations

import re

from provenance.model.media import Location

_FOLDERS = re.compile(r"[/\\]")


def name_of_file(location: Location) -> str:
    """Give the last part of the path, or of the way inside an archive."""
    return _FOLDERS.split((location.path, *location.inside)[-1])[-1]


def suffix_of(location: Location) -> str:
    """Give what follows the last dot, in lower case; empty where there is none."""
    stem, dot, suffix = name_of_file(location).rpartition(".")
    return suffix.lower() if dot and stem else ""
