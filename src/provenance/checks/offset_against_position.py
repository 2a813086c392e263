"""Whether the offset of the clock is that of the place (T09)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from provenance.checks.facts import of_capture
from provenance.checks.interface import About, asks, informs
from provenance.checks.wording import offset
from provenance.model.case import Case
from provenance.model.finding import Bearing, Evidence, Finding
from provenance.model.metadata import ZoneState
from provenance.model.moment import ANY_ZONE

CLOSE = timedelta(minutes=1)
AN_HOUR = timedelta(hours=1)

_STATED = re.compile(r"([+-]\d{2}:?\d{2})$", re.ASCII)


class OffsetAgainstPosition:
    """Holds the stated offset from UTC against the legal one at the file's position."""

    name = "offset-against-position"
    about = About(
        code="T09",
        says="The offset from UTC that the file states is not the legal one at its position.",
        bearings=(
            Bearing.ASKS,
            Bearing.INFORMS,
        ),
        otherwise=(
            "summer time was not set; the phone had not yet found the network of the country; the "
            "position was set by hand"
        ),
        cannot_tell="whether the clock or the position is wrong",
        source="tz database; 2 of 9 files with both",
    )

    def run(self, case: Case) -> Iterator[Finding]:
        """Inform of one hour, which is summer time; ask beyond."""
        metadata, there = case.examination.metadata, case.surroundings
        captured = metadata.captured
        if captured is None or there.offset is None or metadata.zone is not ZoneState.OFFSET_STATED:
            return
        if not metadata.captured_from.startswith("EXIF:"):
            return  # XMP and IPTC state the zone of the editor's desk
        stated = _STATED.search(captured.stated)
        if stated is None or not _hours(stated[1]):
            return
        apart = abs(_length(stated[1]) - there.offset)
        if apart > CLOSE:
            say = informs if apart <= AN_HOUR else asks
            reason = " Summer time explains it." if apart <= AN_HOUR else " Ask the source."
            summary = (
                f"The file's clock is set to UTC{offset(_length(stated[1]))}, but the legal "
                "time at "
                f"its position was UTC{offset(there.offset)}.{reason}"
            )
            zone = Evidence("legal time", f"{there.zone}, UTC{offset(there.offset)}", "tz database")
            yield say(self, summary, *of_capture(metadata, captured), zone)


def _hours(text: str) -> bool:
    return abs(_length(text)) <= ANY_ZONE


def _length(text: str) -> timedelta:
    sign = -1 if text.startswith("-") else 1
    digits = text[1:].replace(":", "")
    return sign * timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
