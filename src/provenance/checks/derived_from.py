"""Whether the file says that it was made from another (E03)."""

from __future__ import annotations

from collections.abc import Iterator

from provenance.checks.interface import About, informs
from provenance.checks.tags import named, shown, value
from provenance.model.case import Case
from provenance.model.finding import Bearing, Finding

_DERIVED = (
    "XMP-xmpMM:DerivedFromDocumentID",
    "XMP-xmpMM:DerivedFromInstanceID",
    "XMP-xmpMM:DerivedFromOriginalDocumentID",
)


class DerivedFrom:
    """Tells of the document that the file was made from: ask for that one."""

    name = "derived-from"
    about = About(
        code="E03",
        says="The file says that it was made from another document.",
        bearings=(Bearing.INFORMS,),
        otherwise="an export makes a document of its own; templates hand their ids on",
        cannot_tell="what the other document shows",
        source="XMP specification part 2, xmpMM",
    )

    def run(self, case: Case) -> Iterator[Finding]:
        """Inform where XMP names a source, or a first document that is another one."""
        metadata = case.examination.metadata
        first = value(metadata, "XMP-xmpMM:OriginalDocumentID")
        derived = named(metadata, *_DERIVED)
        another = first and first != value(metadata, "XMP-xmpMM:DocumentID")
        if derived or another:
            summary = (
                "The file says that it was made from another document: ask the source for that "
                "one. Its id also finds other files that were made from it."
            )
            ids = named(metadata, *_DERIVED, "XMP-xmpMM:OriginalDocumentID", "XMP-xmpMM:DocumentID")
            yield informs(self, summary, *map(shown, ids))
