"""What a source of prior postings must offer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from provenance.model.posting import Attachment, Failed, Posting, Skipped


class Source(Protocol):
    """Reads one kind of export, list or folder; holds no state.

    `name` is kebab-case, stored in the index and stable for ever. `recognised_by` says by what it
    tells its own input from others.
    """

    name: str
    recognised_by: str

    def accepts(self, path: Path) -> bool:
        """Tell from the path and a first look at its content whether this source reads it."""

    def index_file(self, path: Path) -> Path | None:
        """Name the file whose SHA-256 stands for the whole export; a folder has none."""

    def attachments(self, path: Path, stated: Posting) -> Iterator[Attachment | Skipped | Failed]:
        """Stream every posting's attachments, one entry for everything that is there.

        `stated` holds what the user said of all of them (`--platform`, `--posted`, …) and fills
        only what the source itself leaves open. A posting without a picture is an entry of its own,
        with the reason; a picture that the export names but does not hold is one without a
        location. Raises `SourceError` where the export as a whole cannot be read.
        """
