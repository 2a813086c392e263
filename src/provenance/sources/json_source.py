"""What sources of documents share, those of JSON above all: recognition, streaming, accounting."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath

from provenance.errors import SourceError
from provenance.model.media import Location
from provenance.model.posting import Attachment, Failed, Posting, Skipped
from provenance.sources import trees
from provenance.sources.posted import Posted, handed_on
from provenance.sources.records import records
from provenance.sources.trees import Tree, is_zip, start_of, tree_of, unpacking

_TEXT = (b"{", b"[", b"window.", b"\xef\xbb\xbf")


class DocumentSource(ABC):
    """A base for sources of documents: files, or the files in a ZIP archive, that `looks` takes.

    What extends it names itself, says by which `signs` it knows a document, and streams one.
    """

    name = ""
    recognised_by = ""
    signs: tuple[re.Pattern[bytes], ...] = ()
    not_signs: tuple[re.Pattern[bytes], ...] = ()

    def looks(self, name: str, start: bytes) -> bool:  # noqa: ARG002 - some ask the name
        """Tell whether a document that begins so is one of this source."""
        begins = start[:512].lstrip().startswith(_TEXT)
        return (
            begins
            and all(sign.search(start) for sign in self.signs)
            and not any(sign.search(start) for sign in self.not_signs)
        )

    @abstractmethod
    def document(
        self, tree: Tree, name: str, stated: Posting
    ) -> Iterator[Attachment | Skipped | Failed]:
        """Stream the postings of one document."""

    def accepts(self, path: Path) -> bool:
        """Take a document by its beginning, and a ZIP archive that holds one."""
        if is_zip(path):
            return any(True for _ in self.documents(path))
        return self.looks(path.name, start_of(path))

    def index_file(self, path: Path) -> Path | None:
        """Name the document or the archive; a folder has none."""
        return None if path.is_dir() else path

    def attachments(self, path: Path, stated: Posting) -> Iterator[Attachment | Skipped | Failed]:
        """Stream the postings of every document."""
        tree = tree_of(path)
        names = self.documents(path) if is_zip(path) else [path.name]
        for name in names:
            yield from self.document(tree, name, stated)

    def documents(self, path: Path) -> Iterator[str]:
        """Name the documents in a ZIP archive; none in one that is broken."""
        try:
            tree = tree_of(path)
        except SourceError:
            return
        for name, start in trees.documents(tree):
            if self.looks(name, start):
                yield name


class JsonSource(DocumentSource):
    """A base for sources of JSON, which make postings of each value of a document."""

    @abstractmethod
    def postings(self, value: object, tree: Tree) -> Iterator[Posted | Skipped | Failed]:
        """Make postings of one value of the document.

        Raises `ValueError` for one that cannot be understood.
        """

    def document(
        self, tree: Tree, name: str, stated: Posting
    ) -> Iterator[Attachment | Skipped | Failed]:
        """Stream the postings of one document."""
        shown = Location(name).display
        with tree.open(name) as file, unpacking(shown):
            for found in records(file, shown, self.recognised_by):
                if isinstance(found, Failed):
                    yield found
                else:
                    yield from self._entries(*found, tree, name, stated)

    def _entries(
        self, place: str, value: object, tree: Tree, name: str, stated: Posting
    ) -> Iterator[Attachment | Skipped | Failed]:
        try:
            for posted in self.postings(value, tree):
                if isinstance(posted, Posted):
                    yield from handed_on(posted, tree, name, stated)
                else:
                    yield replace(posted, where=f"{PurePosixPath(name).name} {posted.where}")
        except (ValueError, RecursionError) as error:
            where = f"{Location(name).display} {place}".rstrip()
            yield Failed(where, f"it cannot be understood: {error}")
