"""Where the sun stood at the claimed time and place (T11)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from provenance.checks.facts import of_claimed_time
from provenance.checks.interface import About, informs
from provenance.checks.sun import sun
from provenance.checks.wording import instant
from provenance.model.case import Case
from provenance.model.finding import Bearing, Evidence, Finding
from provenance.model.metadata import Position
from provenance.model.moment import ANY_ZONE, Moment

TOO_WIDE_KM = 200.0
"""Beyond this the sun of the middle is not that of the place."""

AN_HOUR = timedelta(hours=1)
A_DAY = timedelta(hours=53)
"""A day in all zones is 52 hours wide."""


class SunAtClaim:
    """Tells the sun's height and direction, to be held against light and shadows by eye."""

    name = "sun-at-claim"
    about = About(
        code="T11",
        says="Where the sun stood at the claimed place and time, or its way on the claimed day.",
        bearings=(Bearing.INFORMS,),
        otherwise="a claimed time without a zone is taken as the legal time of the place",
        cannot_tell="anything about the picture by itself: look at its light and shadows",
        source="HRW, media verification; Bellingcat, chronolocation; computed with astral",
    )

    def run(self, case: Case) -> Iterator[Finding]:
        """Inform for a claimed minute or hour; for a claimed day, give five times of it."""
        place, time = case.claim.place, case.claim.time
        if place is None or time is None or place.radius_km > TOO_WIDE_KM:
            return
        instants = _instants(time, case.surroundings.claimed_offset)
        if not instants:
            return
        legal = case.surroundings.claimed_offset
        lines = [_line(place.position, at, legal) for at in instants]
        first = sun(place.position, instants[len(instants) // 2])
        summary = (
            f"At the claimed place the sun stood {first.words} on "
            f"{instant(instants[len(instants) // 2])}: hold its light and shadows against the "
            "picture."
        )
        yield informs(self, summary, *lines, of_claimed_time(time))


def _instants(time: Moment, legal: timedelta | None) -> tuple[datetime, ...]:
    """Give the instants to look at: the one that is claimed, or five of the claimed day."""
    if time.earliest is None or time.latest is None:
        return ()
    wide = time.latest - time.earliest
    if wide <= AN_HOUR:
        return (time.earliest,)
    if wide < 2 * ANY_ZONE + AN_HOUR and legal is not None:
        return (time.earliest + ANY_ZONE - legal,)
    if wide <= A_DAY and legal is not None:
        midnight = time.earliest + ANY_ZONE - legal
        return tuple(midnight + timedelta(hours=hour) for hour in (6, 9, 12, 15, 18))
    return ()


def _line(position: Position, at: datetime, legal: timedelta | None) -> Evidence:
    stood = sun(position, at)
    local = f", local {at + legal:%H:%M}" if legal is not None else ""
    shadow = f"; shadows {stood.shadow}" if stood.shadow else ""
    return Evidence(f"sun at {instant(at)}{local}", f"{stood.words}{shadow}", "astral")
