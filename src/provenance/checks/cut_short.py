"""Whether the file was cut short (H02)."""

from __future__ import annotations

from collections.abc import Iterator

from provenance.checks.interface import About, informs
from provenance.checks.tags import named, shown
from provenance.model.case import Case
from provenance.model.finding import Bearing, Finding


class CutShort:
    """Tells that the end of the file is missing."""

    name = "cut-short"
    about = About(
        code="H02",
        says="The file was cut short: its end is missing.",
        bearings=(Bearing.INFORMS,),
        otherwise="a download that broke off; a disk that was recovered",
        cannot_tell="what was in the missing part",
        source="ITU-T T.81, B.1",
    )

    def run(self, case: Case) -> Iterator[Finding]:
        """Inform where the reader of the container warned of it."""
        warnings = named(case.examination.metadata, "File:Warning")
        said = [tag for tag in warnings if "cut short" in tag.value]
        if said:
            summary = "The file was cut short on its way: fetch it again before you judge it."
            yield informs(self, summary, *map(shown, said))
