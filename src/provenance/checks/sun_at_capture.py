"""Where the sun stood at the time and place of the file, and its exposure (T10)."""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import datetime

from provenance.checks.interface import About, asks, informs
from provenance.checks.numbers import number
from provenance.checks.stated_time import wall_clock
from provenance.checks.sun import Sun, sun
from provenance.checks.tags import named, shown, value
from provenance.checks.wording import instant
from provenance.model.case import Case
from provenance.model.finding import Bearing, Evidence, Finding
from provenance.model.metadata import Metadata, ZoneState

NIGHT, DAY = -6.0, 10.0
"""Degrees of the sun: the end of civil twilight, and well up."""

BRIGHT, DARK = 10.0, 2.0
"""Exposure values at ISO 100: open shade is brighter than the one, a lit room than the other."""

_EXPOSURE = ("EXIF:FNumber", "EXIF:ExposureTime", "EXIF:ISOSpeedRatings")


class SunAtCapture:
    """Tells where the sun stood at the file's time and place, and asks if its exposure fits."""

    name = "sun-at-capture"
    about = About(
        code="T10",
        says="Where the sun stood at the file's own time and place; and whether its exposure fits.",
        bearings=(
            Bearing.ASKS,
            Bearing.INFORMS,
        ),
        otherwise=(
            "a picture indoors or under lamps; a flash; a clock in the wrong zone; a position set "
            "by hand"
        ),
        cannot_tell="whether the picture was taken outdoors",
        source="Bellingcat, chronolocation; 0 of 38 files with both; computed with astral",
    )

    def run(self, case: Case) -> Iterator[Finding]:
        """Inform of the sun; ask where a bright exposure meets night, or a dark one the day."""
        metadata = case.examination.metadata
        at, position = _instant(case), metadata.position
        if at is None or position is None or metadata.captured is None:
            return
        stood = sun(position, at)
        shadow = f"; shadows {stood.shadow}" if stood.shadow else ""
        facts = (
            Evidence("sun", f"{stood.words}{shadow}", "astral"),
            Evidence("instant", instant(at), "the file's clock and zone"),
        )
        light = _light(metadata)
        if light is not None and _does_not_fit(stood, light, metadata):
            summary = (
                f"At the file's own time and place the sun stood {stood.words}, which does not fit "
                f"the exposure of its camera (brightness {light:.0f} EV) outdoors: ask where it "
                "was taken, and whether the clock was right."
            )
            exposed = named(metadata, *_EXPOSURE)
            yield asks(self, summary, *facts, *map(shown, exposed))
        else:
            summary = (
                f"At the file's own time and place the sun stood {stood.words}: hold its light and "
                "shadows against the picture."
            )
            yield informs(self, summary, *facts)


def _instant(case: Case) -> datetime | None:
    """Give the instant of capture; without a stated zone the legal time of the position counts."""
    metadata, legal = case.examination.metadata, case.surroundings.offset
    shows = wall_clock(metadata)
    if shows is not None:
        return shows - legal if legal is not None else None
    zoned = metadata.captured is not None and metadata.zone is ZoneState.OFFSET_STATED
    return metadata.captured.earliest if metadata.captured is not None and zoned else None


def _light(metadata: Metadata) -> float | None:
    """Give the exposure value at ISO 100: about 15 in sunshine, 5 in rooms, below 0 at night."""
    stop, time, speed = (number(value(metadata, name)) for name in _EXPOSURE)
    if not stop or not time or not speed or min(stop, time, speed) <= 0:
        return None
    return math.log2(stop**2 / time) - math.log2(speed / 100)


def _does_not_fit(stood: Sun, light: float, metadata: Metadata) -> bool:
    if value(metadata, "EXIF:Flash").startswith("Flash fired"):
        return False
    night = stood.height < NIGHT and light > BRIGHT
    return night or (stood.height > DAY and light < DARK)
