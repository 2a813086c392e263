"""What a file beside the checked one says of it (P10)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from provenance.checks.facts import of_capture
from provenance.checks.interface import About, asks, informs
from provenance.checks.stated_time import read
from provenance.model.case import Case
from provenance.model.finding import Bearing, Evidence, Finding
from provenance.model.metadata import State, Tag
from provenance.model.sidecar import Beside, Sidecar

MARGIN = timedelta(hours=48)
"""What a camera's clock may be wrong by, as in T02."""

_SAYS = {
    Beside.TAKEOUT: (
        "A file beside this one has the form of Google's Takeout and says when the picture was "
        "taken and how it came to Google Photos. Its owner can change that time by hand."
    ),
    Beside.XMP: (
        "A file of settings (XMP) lies beside this one: a program for pictures keeps there what "
        "it did or what was written about the picture."
    ),
    Beside.ADJUSTMENTS: (
        "A file of adjustments (AAE) lies beside this one: Apple's Photos edited the picture and "
        "keeps the steps there, so an edited and an unedited version exist. Ask for both."
    ),
}
_SHOWN = 12
_LONGEST = 200
_PERSONAL = ("geoData", "GPS", "Location", "Serial", "Owner", "Creator", "url")


class FileBeside:
    """Tells of Takeout, XMP and AAE; holds Takeout's time of capture against the file's own."""

    name = "file-beside"
    about = About(
        code="P10",
        says="A file beside this one, by its name, says something of it.",
        bearings=(Bearing.ASKS, Bearing.INFORMS),
        otherwise=(
            "another file of this name was put here; the owner corrected a date by hand; the "
            "camera's clock was set wrong"
        ),
        cannot_tell="whether the two belong together: only their names tie them",
        source="Google Takeout; XMP specification part 3, sidecars; Apple Photos, AAE",
    )

    def run(self, case: Case) -> Iterator[Finding]:
        """Inform of each; ask where Takeout's time is certainly days from the file's."""
        for each in case.sidecars:
            if each.block.state is State.UNREADABLE:
                summary = f"A file beside this one ({each.kind}) could not be read."
                reason = Evidence("reason", each.block.reason, each.name)
                yield Finding(self.name, Bearing.NOT_CHECKED, summary, (reason,))
                continue
            yield informs(self, _SAYS[each.kind], *_facts(each))
            yield from self._times_apart(case, each)

    def _times_apart(self, case: Case, beside: Sidecar) -> Iterator[Finding]:
        metadata = case.examination.metadata
        tags = (tag for tag in beside.block.tags if tag.name == "Takeout:photoTakenTime")
        stated = next(map(read, tags), None)
        captured = metadata.captured
        if stated is None or captured is None:
            return
        one, other = stated.moment, captured
        if one.certainly_before(other, MARGIN) or other.certainly_before(one, MARGIN):
            summary = (
                "The file and the one of Google's Takeout beside it give times of capture that "
                "are more than two days apart: one was corrected by hand, or they do not belong "
                "together. Ask the source."
            )
            yield asks(self, summary, *of_capture(metadata, captured), stated.line("taken"))


def _facts(beside: Sidecar) -> Iterator[Evidence]:
    for tag in beside.block.tags[:_SHOWN]:
        yield Evidence(tag.name, tag.value[:_LONGEST], beside.name, _leads(tag))


def _leads(tag: Tag) -> bool:
    """Tell whether a tag leads to a person."""
    return any(word in tag.name for word in _PERSONAL)
