"""Whether the camera's clock agrees with that of the satellites (T08, G04)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from provenance.checks.facts import of_capture
from provenance.checks.interface import About, asks, informs
from provenance.checks.numbers import numbers
from provenance.checks.stated_time import wall_clock
from provenance.checks.tags import value
from provenance.checks.wording import instant, offset
from provenance.model.case import Case
from provenance.model.finding import Bearing, Evidence, Finding
from provenance.model.metadata import Metadata, ZoneState
from provenance.model.moment import ANY_ZONE

FAR = timedelta(hours=48)
"""Beyond this no zone, no old fix and no known fault of a camera explains it."""

CLOSE = timedelta(minutes=15)

_DAY = re.compile(r"(\d{4})[:-](\d{2})[:-](\d{2})", re.ASCII)
_QUARTER = timedelta(minutes=15)
_NEAR = timedelta(minutes=3)


class ClockAgainstSatellites:
    """Holds the capture time against the time that the GPS receiver wrote."""

    name = "clock-against-satellites"
    about = About(
        code="T08",
        says="The camera's clock and the time of the GPS differ.",
        bearings=(
            Bearing.ASKS,
            Bearing.INFORMS,
        ),
        otherwise=(
            "the clock was in the zone of home or in summer time; the receiver kept an old fix; "
            "some cameras write the GPS date a day off"
        ),
        cannot_tell=(
            "which clock was right; a difference of hours is no sign of manipulation (16 of 41 "
            "real files)"
        ),
        source="ExifTool time_zone.config; measured on 41 files",
    )

    def run(self, case: Case) -> Iterator[Finding]:
        """Ask beyond two days; inform of the zone that fits, or of a fix that was old."""
        metadata = case.examination.metadata
        fix = _fix(metadata)
        if fix is None or metadata.captured is None or metadata.captured.earliest is None:
            return
        shows = wall_clock(metadata)
        if shows is None and metadata.zone is not ZoneState.OFFSET_STATED:
            return  # a day alone is no clock
        ahead = (shows or metadata.captured.earliest) - fix
        summary = _sentence(ahead, zoned=shows is None)
        if summary:
            say = asks if abs(ahead) > FAR else informs
            satellites = Evidence("time of the satellites", instant(fix), "the GPS block")
            yield say(self, summary, *of_capture(metadata, metadata.captured), satellites)


def _fix(metadata: Metadata) -> datetime | None:
    """Give the time of the fix, in UTC (EXIF 2.32, 4.6.6)."""
    day = _DAY.fullmatch(value(metadata, "GPS:GPSDateStamp"))
    clock = numbers(value(metadata, "GPS:GPSTimeStamp"))
    if day is None or len(clock) != len(("hour", "minute", "second")):
        return None
    try:
        midnight = datetime(*map(int, day.groups()), tzinfo=UTC)  # type: ignore[arg-type, misc]
        return midnight + timedelta(hours=clock[0], minutes=clock[1], seconds=clock[2])
    except (ValueError, OverflowError):
        return None


def _sentence(ahead: timedelta, *, zoned: bool) -> str:
    apart = abs(ahead)
    if apart > FAR:
        return (
            f"The camera's clock and the time of the satellites are {apart.days:,} days apart: "
            "a clock was set wrong, or one of the two was written later. Ask the source."
        )
    steps = round(ahead / _QUARTER)
    if apart <= CLOSE or (zoned and apart <= timedelta(hours=1)):
        return ""
    if not zoned and abs(ahead - steps * _QUARTER) <= _NEAR and apart <= ANY_ZONE:
        return (
            f"The camera's clock was {offset(steps * _QUARTER)} against the satellites, so its"
            " capture time "
            "is probably in that zone."
        )
    return (
        "The camera's clock and the time of the satellites differ by "
        f"{apart.days * 24 + apart.seconds // 3600} hours, which fits no zone: the receiver kept "
        "an old fix, or its date is wrong by a day. That is common."
    )
