"""Reads a folder of pictures and videos, or one file; only the user can say the posting."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from pathlib import Path

from provenance.errors import MediaNotFound
from provenance.model.media import Location
from provenance.model.posting import Attachment, Failed, Posting, Skipped
from provenance.sources.on_disk import kind, why
from provenance.sources.visual import names_visual

_HASHES = ".vpdq"
"""The hashes of a video as ThreatExchange writes them, which stand for the video itself."""

_JUNK = {
    ".ds_store": "view settings of the macOS Finder",
    "thumbs.db": "thumbnail store of Windows",
    "ehthumbs.db": "thumbnail store of Windows",
    "desktop.ini": "view settings of Windows",
}


class Folder:
    """Walks a folder in the order of the names' bytes; follows no symbolic link inside it.

    What lies at the paths `apart` belongs to others and is passed by.
    """

    name = "folder"
    recognised_by = "a folder or a picture that no export describes"

    def __init__(self, apart: AbstractSet[str] = frozenset()) -> None:
        self._apart = apart

    def accepts(self, path: Path) -> bool:
        """Take any folder, and a file named like a picture, a video or the hashes of one."""
        named = names_visual(path.suffix) or path.suffix.lower() == _HASHES
        return path.is_dir() or (path.is_file() and named)

    def index_file(self, path: Path) -> Path | None:  # noqa: ARG002 - no folder has one
        """Give nothing: a folder has no file that stands for it."""
        return None

    def attachments(self, path: Path, stated: Posting) -> Iterator[Attachment | Skipped | Failed]:
        """Stream one entry for each file; `where` is its path as it was walked."""
        root = os.fspath(path)
        try:
            mode = path.stat().st_mode
        except (OSError, ValueError) as error:
            shown = Location(root).display
            raise MediaNotFound(f"{shown}: {why(error)}; check the path") from error
        if not stat.S_ISDIR(mode):
            yield _entry(root, mode, stated)
            return
        levels = [_listed(root)]
        while levels:
            found = next(levels[-1], None)
            if found is None:
                levels.pop()
            elif isinstance(found, Failed):
                yield found
            elif self._apart and os.path.abspath(found[0]) in self._apart:
                continue
            elif stat.S_ISDIR(found[1]):
                levels.append(_listed(found[0]))
            else:
                yield _entry(*found, stated)


def _listed(folder: str) -> Iterator[tuple[str, int] | Failed]:
    """Give path and `st_mode` of all that is in a folder; what vanishes meanwhile has failed."""
    try:
        with os.scandir(folder) as entries:
            ordered = sorted(entries, key=lambda entry: os.fsencode(entry.name))
    except OSError as error:
        yield Failed(Location(folder).display, f"the folder cannot be listed ({why(error)})")
        return
    for entry in ordered:
        try:
            yield entry.path, entry.stat(follow_symlinks=False).st_mode
        except OSError as error:
            yield Failed(Location(entry.path).display, f"cannot be reached ({why(error)})")


def _entry(path: str, mode: int, stated: Posting) -> Attachment | Skipped:
    location = Location(path)
    if stat.S_ISLNK(mode):
        return Skipped(location.display, "symbolic link, not followed")
    if other := kind(mode):
        return Skipped(location.display, f"{other}, not a picture file")
    if reason := _junk(Path(path).name):
        return Skipped(location.display, reason)
    return Attachment(stated, location, location.display)


def _junk(name: str) -> str:
    if name.startswith("._"):
        return "macOS companion file, not a picture"
    reason = _JUNK.get(name.lower())
    return f"{reason}, not a picture" if reason else ""
