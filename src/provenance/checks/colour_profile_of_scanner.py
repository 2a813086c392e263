"""Whether the colour profile is that of a scanner or a printer (J07)."""

from __future__ import annotations

from collections.abc import Iterator

from provenance.checks.interface import About, informs
from provenance.checks.tags import named, shown, value
from provenance.model.case import Case
from provenance.model.finding import Bearing, Finding

_CLASSES = {"scnr": "a scanner or a camera's converter", "prtr": "a printing press or a printer"}


class ColourProfileOfScanner:
    """Tells that a picture was scanned or prepared for print."""

    name = "colour-profile-of-scanner"
    about = About(
        code="J07",
        says="The colour profile is that of a scanner or of a printing press.",
        bearings=(Bearing.INFORMS,),
        otherwise="an editor gave the picture a profile that it does not need",
        cannot_tell="what was scanned, and when",
        source="ICC.1:2022, 7.2.5 (profile class)",
    )

    def run(self, case: Case) -> Iterator[Finding]:
        """Inform of the two classes that a camera's file does not have."""
        metadata = case.examination.metadata
        done = _CLASSES.get(value(metadata, "ICC-header:ProfileClass"))
        if done is not None:
            summary = (
                f"The colour profile of the file is that of {done}: the picture did not come "
                "straight from a camera. Ask for what it was made from."
            )
            tags = named(metadata, "ICC_Profile:ProfileDescription", "ICC-header:ProfileClass")
            yield informs(self, summary, *map(shown, tags))
