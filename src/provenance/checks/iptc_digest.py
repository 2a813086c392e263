"""Whether the caption block is still the one that Photoshop knew (E08)."""

from __future__ import annotations

from collections.abc import Iterator

from provenance.checks.interface import About, informs
from provenance.checks.tags import named, shown, value
from provenance.model.case import Case
from provenance.model.finding import Bearing, Finding

_KEPT, _CURRENT = "Photoshop:IPTCDigest", "File:CurrentIPTCDigest"


class IptcDigest:
    """Holds the digest that Photoshop keeps of the IPTC block against the block that is there."""

    name = "iptc-digest"
    about = About(
        code="E08",
        says="The IPTC block was rewritten after Photoshop, or a program like it, took its digest.",
        bearings=(Bearing.INFORMS,),
        otherwise=(
            "archives and agencies write captions with programs that leave the digest as it was"
        ),
        cannot_tell="which words changed, or whether any did: a new order of the fields suffices",
        source="Photoshop File Formats 2019, resource 1061; MWG guidelines 2.0, section 3.3.1",
    )

    def run(self, case: Case) -> Iterator[Finding]:
        """Inform where the two differ; a digest of zeros was never taken."""
        metadata = case.examination.metadata
        kept, current = value(metadata, _KEPT), value(metadata, _CURRENT)
        if kept.strip("0") and current and kept != current:
            summary = (
                "The file's caption block (IPTC) is not the one whose digest stands beside it: "
                "another program rewrote it later. Compare the captions in IPTC and XMP, and look "
                "for an earlier copy of the file."
            )
            yield informs(self, summary, *map(shown, named(metadata, _KEPT, _CURRENT)))
