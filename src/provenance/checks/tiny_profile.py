"""Whether the colour profile is the tiny one of thumbnailers (P02)."""

from __future__ import annotations

from collections.abc import Iterator

from provenance.checks.interface import About, informs
from provenance.checks.tags import named, shown, value
from provenance.model.case import Case
from provenance.model.finding import Bearing, Finding


class TinyProfile:
    """Tells of the profile c2, which Facebook uses, and others do as well."""

    name = "tiny-profile"
    about = About(
        code="P02",
        says="The file has the tiny colour profile c2 of thumbnailers.",
        bearings=(Bearing.INFORMS,),
        otherwise="Wikimedia and others put the same profile into their thumbnails",
        cannot_tell="which of them it was; only with the mark FBMD does it speak for Facebook",
        source="measured: four files with no other trace of Facebook",
    )

    def run(self, case: Case) -> Iterator[Finding]:
        """Inform of the profile, by its name."""
        metadata = case.examination.metadata
        if value(metadata, "ICC_Profile:ProfileDescription") == "c2":
            summary = (
                "The file has the tiny colour profile that Facebook and other websites give to "
                "pictures: it is a copy that some website made smaller."
            )
            tags = named(metadata, "ICC_Profile:ProfileDescription", "ICC_Profile:ProfileCopyright")
            yield informs(self, summary, *map(shown, tags))
