"""The steps of editing that XMP lists (E02), in videos, too (V05)."""

from __future__ import annotations

from collections.abc import Iterator

from provenance.checks.interface import About
from provenance.model.case import Case
from provenance.model.finding import Bearing, Evidence, Finding

_HISTORY = "XMP-xmpMM:History"
_SHOWN = ("Action", "When", "SoftwareAgent", "Changed")


class XmpHistory:
    """Tells that an editor kept a history: where to ask next, and nothing about the content."""

    name = "xmp-history"
    about = About(
        code="E02, V05",
        says="The file lists the steps of its editing.",
        bearings=(Bearing.INFORMS,),
        otherwise=(
            "every export of a newsroom has them, and a template brings along the history of other"
            " files"
        ),
        cannot_tell="what was changed in the picture",
        source="XMP specification part 2, xmpMM:History",
    )

    def run(self, case: Case) -> Iterator[Finding]:
        """Inform of the history with its actions, times and programs as they stand."""
        tags = {tag.name: tag.value for tag in case.examination.metadata.block("xmp").tags}
        found = [
            Evidence(name, tags[f"{_HISTORY}{name}"], f"{_HISTORY}{name}")
            for name in _SHOWN
            if tags.get(f"{_HISTORY}{name}")
        ]
        if found and found[0].what == "Action":
            summary = (
                "The file's XMP lists steps of its editing. That is a lead, not a sign of "
                "manipulation: newsrooms export every picture so, and templates bring along "
                "the history of other files."
            )
            yield Finding(self.name, Bearing.INFORMS, summary, tuple(found))
