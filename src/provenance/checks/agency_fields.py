"""Whom an agency's fields name: credit, source, headline (E13)."""

from __future__ import annotations

from collections.abc import Iterator

from provenance.checks.interface import About, informs
from provenance.checks.tags import named, shown
from provenance.model.case import Case
from provenance.model.finding import Bearing, Finding

_FIELDS = (
    *("IPTC:Credit", "IPTC:Source", "IPTC:CopyrightNotice", "IPTC:OriginalTransmissionReference"),
    *("XMP-photoshop:Credit", "XMP-photoshop:Source", "XMP-photoshop:TransmissionReference"),
    *("XMP-plus:ImageSupplierImageSupplierName", "XMP-plus:ImageSupplierImageID"),
)


class AgencyFields:
    """Tells whom to ring, and that the picture may have been licensed before."""

    name = "agency-fields"
    about = About(
        code="E13",
        says="The file carries the fields of an agency or an archive.",
        bearings=(Bearing.INFORMS,),
        otherwise="a template of a newsroom writes them into every file",
        cannot_tell="whether the fields belong to this picture",
        source="IPTC Photo Metadata Standard",
    )

    def run(self, case: Case) -> Iterator[Finding]:
        """Inform of the fields that there are."""
        fields = named(case.examination.metadata, *_FIELDS)
        if fields:
            summary = (
                "The file carries the fields of an agency or an archive: whom to ask, and under "
                "which number an older use of the picture may be found."
            )
            yield informs(self, summary, *map(shown, fields))
