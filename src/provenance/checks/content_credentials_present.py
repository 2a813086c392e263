"""Whether a file carries Content Credentials (A05)."""

from __future__ import annotations

from collections.abc import Iterator

from provenance.checks.interface import About
from provenance.checks.tags import value
from provenance.model.case import Case
from provenance.model.finding import Bearing, Evidence, Finding
from provenance.model.metadata import State


class ContentCredentialsPresent:
    """Tells that there is a C2PA manifest; unless it was verified."""

    name = "content-credentials-present"
    about = About(
        code="A05",
        says="The file carries Content Credentials (C2PA).",
        bearings=(Bearing.INFORMS,),
        otherwise="a manifest can stay in a file whose picture was exchanged",
        cannot_tell="what the manifest says, and whether it still holds",
        source="C2PA specification 2.2, A.3",
    )

    def run(self, case: Case) -> Iterator[Finding]:
        """Inform of a manifest; that there is none says nothing, so nothing is said."""
        metadata = case.examination.metadata
        if metadata.block("credentials").state is State.PRESENT:
            return  # other checks tell what it says and whether it holds
        if "c2pa" in value(metadata, "JUMBF:JUMDLabel").split(", "):
            summary = (
                "The file carries Content Credentials (C2PA), which were not checked here: "
                "read them with a C2PA tool to see who signed what, and if it still holds."
            )
            where = value(metadata, "C2PA:Container") or "JPEG APP11"
            evidence = Evidence("C2PA manifest", "c2pa", where)
            yield Finding(self.name, Bearing.INFORMS, summary, (evidence,))
