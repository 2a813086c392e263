"""Whether Content Credentials lie at an address outside the file (A09)."""

from __future__ import annotations

from collections.abc import Iterator

from provenance.checks.interface import About, informs
from provenance.checks.tags import named, shown, value
from provenance.model.case import Case
from provenance.model.finding import Bearing, Finding


class CredentialsElsewhere:
    """Tells of a manifest that is kept on a server; it is never fetched by itself."""

    name = "credentials-elsewhere"
    about = About(
        code="A09",
        says="The file names an address at which its Content Credentials are kept.",
        bearings=(Bearing.INFORMS,),
        otherwise="any file can name any address",
        cannot_tell=(
            "what lies at the address: asking there tells its owner that somebody looks at this "
            "picture"
        ),
        source="C2PA specification 2.2, A.5 (external manifests)",
    )

    def run(self, case: Case) -> Iterator[Finding]:
        """Inform of the address, which stands in the evidence."""
        metadata = case.examination.metadata
        tags = named(metadata, "XMP-dcterms:Provenance")
        if tags and not value(metadata, "JUMBF:JUMDLabel"):
            summary = (
                "The file says that its Content Credentials are kept elsewhere. They were not "
                "fetched: whoever runs that server would see who asks."
            )
            yield informs(self, summary, *map(shown, tags))
