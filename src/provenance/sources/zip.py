"""Reads a ZIP archive of pictures in place, of which only the user can say the posting."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from pathlib import Path, PurePosixPath

from provenance.errors import SourceError
from provenance.model.media import Location
from provenance.model.posting import Attachment, Failed, Posting, Skipped
from provenance.sources.tables import columns_of
from provenance.sources.trees import InZip, documents, is_zip

_TABLES = frozenset({".csv"})


class Zip:
    """Hands on every member; nothing of it is ever unpacked to the disk.

    What is `apart`, or in one of the `folders`, belongs to an export in it.
    """

    name = "zip"
    recognised_by = "a ZIP archive that no export describes"

    def __init__(
        self, apart: AbstractSet[str] = frozenset(), folders: Sequence[PurePosixPath] = ()
    ) -> None:
        self._apart = apart
        self._folders = folders

    def accepts(self, path: Path) -> bool:
        """Take what begins like a ZIP archive."""
        return is_zip(path)

    def index_file(self, path: Path) -> Path | None:
        """Name the archive."""
        return path

    def attachments(self, path: Path, stated: Posting) -> Iterator[Attachment | Skipped | Failed]:
        """Stream one entry for each member that is no folder.

        Raises `SourceError` for an archive that holds a list which is not read in place: its
        pictures would lose their postings.
        """
        tree = InZip(path)
        for name, start in () if self._folders or self._apart else documents(tree):
            if PurePosixPath(name).suffix.lower() in _TABLES and "path" in columns_of(start):
                shown = Location(str(path)).display
                raise SourceError(
                    f"{shown} holds the list {name}; unpack it and hand in its folder"
                )
        for name in tree.names():
            location = tree.location(name)
            of_export = any(PurePosixPath(name).is_relative_to(each) for each in self._folders)
            if not of_export and location.display not in self._apart:
                yield Attachment(stated, location, location.display)
        for name, reason, refused in tree.left_out():
            where = tree.location(name).display
            yield Failed(where, reason, refused=True) if refused else Skipped(where, reason)
