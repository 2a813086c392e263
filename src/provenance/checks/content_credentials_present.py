"""Whether a file carries Content Credentials (A05)."""

from __future__ import annotations

from collections.abc import Iterator

from provenance.model.case import Case
from provenance.model.finding import Bearing, Evidence, Finding


class ContentCredentialsPresent:
    """Tells that there is a C2PA manifest; what it says and whether it holds is not examined."""

    name = "content-credentials-present"

    def run(self, case: Case) -> Iterator[Finding]:
        """Inform of a manifest; that there is none says nothing, so nothing is said."""
        tags = {tag.name: tag.value for tag in case.examination.metadata.block("c2pa").tags}
        if "c2pa" in tags.get("JUMBF:JUMDLabel", "").split(", "):
            summary = (
                "The file carries Content Credentials (C2PA), which were not checked here: "
                "read them with a C2PA tool to see who signed what, and if it still holds."
            )
            evidence = Evidence("C2PA manifest", "c2pa", tags.get("C2PA:Container", "the file"))
            yield Finding(self.name, Bearing.INFORMS, summary, (evidence,))
