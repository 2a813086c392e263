"""Notes what a source hands on of a ZIP archive, so that nobody hands it on again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from provenance.model.posting import Attachment, Failed, Posting, Skipped
from provenance.sources.interface import Source


class Noting:
    """A source as it is; the places of its pictures are put into `taken` as it is read."""

    def __init__(self, source: Source, taken: set[str]) -> None:
        self.name = source.name
        self.recognised_by = source.recognised_by
        self._source = source
        self._taken = taken

    def accepts(self, path: Path) -> bool:
        """Tell what the source tells."""
        return self._source.accepts(path)

    def index_file(self, path: Path) -> Path | None:
        """Name what the source names."""
        return self._source.index_file(path)

    def attachments(self, path: Path, stated: Posting) -> Iterator[Attachment | Skipped | Failed]:
        """Stream what the source streams."""
        for entry in self._source.attachments(path, stated):
            if isinstance(entry, Attachment) and entry.location:
                self._taken.add(entry.location.display)
            yield entry
