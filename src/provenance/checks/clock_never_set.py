"""Whether a capture time is what a clock shows that nobody set (T04)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from provenance.checks.interface import About, informs
from provenance.checks.tags import named, shown
from provenance.model.case import Case
from provenance.model.finding import Bearing, Finding

_TIMES = ("EXIF:DateTimeOriginal", "EXIF:DateTimeDigitized")
_NEVER_SET = re.compile(r"[0\s:/.T-]*|(1904|1970).01.01\D.*|\d{4}.01.01 00:\d\d:\d\d\s*", re.ASCII)
"""Blanks, the years at which clocks begin to count, and the first hour of a year."""


class ClockNeverSet:
    """Tells that a date is to be ignored; it says nothing about the picture."""

    name = "clock-never-set"
    about = About(
        code="T04",
        says="The camera's clock was never set, so its date is to be ignored.",
        bearings=(Bearing.INFORMS,),
        otherwise="the picture was taken in the first hour of a year",
        cannot_tell="when the picture was taken",
        source="ExifTool forum, practice of default clocks",
    )

    def run(self, case: Case) -> Iterator[Finding]:
        """Inform of the dates at which clocks begin to count, and of empty ones."""
        metadata = case.examination.metadata
        if metadata.captured is not None:
            return
        unset = [tag for tag in named(metadata, *_TIMES) if _NEVER_SET.fullmatch(tag.value)]
        if unset:
            summary = (
                "The file's capture time is what a camera writes whose clock was never set: "
                "ignore that date. It says nothing about the picture."
            )
            yield informs(self, summary, *(shown(tag) for tag in unset))
