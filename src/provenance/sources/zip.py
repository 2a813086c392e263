"""Reads a ZIP archive of pictures in place, of which only the user can say the posting."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from provenance.errors import SourceError
from provenance.model.media import Location
from provenance.model.posting import Attachment, Failed, Posting, Skipped
from provenance.sources.trees import InZip, is_zip

_UNREAD = {"result.json": "an export of Telegram Desktop"}


class Zip:
    """Hands on every member; nothing of it is ever unpacked to the disk."""

    name = "zip"
    recognised_by = "a ZIP archive that no export describes"

    def accepts(self, path: Path) -> bool:
        """Take what begins like a ZIP archive."""
        return is_zip(path)

    def index_file(self, path: Path) -> Path | None:
        """Name the archive."""
        return path

    def attachments(self, path: Path, stated: Posting) -> Iterator[Attachment | Skipped | Failed]:
        """Stream one entry for each member that is no folder.

        Raises `SourceError` for an archive that holds an export which is not read in place: its
        pictures would lose their postings.
        """
        tree = InZip(path)
        for name in tree.names():
            if found := _UNREAD.get(PurePosixPath(name).name):
                shown = Location(str(path)).display
                raise SourceError(f"{shown} holds {found}; unpack it and hand in its folder")
        for name in tree.names():
            location = tree.location(name)
            yield Attachment(stated, location, location.display)
        for name, reason, refused in tree.left_out():
            where = tree.location(name).display
            yield Failed(where, reason, refused=True) if refused else Skipped(where, reason)
