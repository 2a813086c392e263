"""Whether parts of other documents were pasted into the file (E04)."""

from __future__ import annotations

from collections.abc import Iterator

from provenance.checks.interface import About, informs
from provenance.checks.tags import named, shown
from provenance.checks.wording import count
from provenance.model.case import Case
from provenance.model.finding import Bearing, Finding

_NOTED = ("XMP-photoshop:DocumentAncestors", "XMP-xmpMM:IngredientsDocumentID")


class PastedFromDocuments:
    """Tells of documents that Photoshop notes when something is pasted from them."""

    name = "pasted-from-documents"
    about = About(
        code="E04",
        says="The file notes other documents from which something was pasted into it.",
        bearings=(Bearing.INFORMS,),
        otherwise=(
            "templates and long-lived files keep the notes of everything that ever was in them"
        ),
        cannot_tell="whether anything of those documents is still in the picture",
        source="Hacker Factor; Photoshop namespace of XMP, DocumentAncestors",
    )

    def run(self, case: Case) -> Iterator[Finding]:
        """Inform of the documents, counted."""
        noted = named(case.examination.metadata, *_NOTED)
        if noted:
            number_of = sum(len(tag.value.split(", ")) for tag in noted)
            summary = (
                f"The file notes {count(number_of, 'other document')} from which something was "
                "pasted into it at some time. Ask the source what, and for the file before it."
            )
            yield informs(self, summary, *map(shown, noted))
