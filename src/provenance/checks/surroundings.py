"""Looks up what is known of the places of a case: nearest town, legal time, places in captions.

This reads files of the package and of the time zone database, so it runs before the checks do.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from provenance.checks.gazetteer import find_place, nearest
from provenance.checks.stated_time import wall_clock
from provenance.checks.tags import named, value
from provenance.errors import UsageError
from provenance.model.case import Claim, Place, Surroundings
from provenance.model.metadata import Metadata, Position

_LONGEST = 80
_CITIES = (
    ("XMP-iptcExt:LocationCreatedCity", "XMP-iptcExt:LocationCreatedCountryName"),
    ("XMP-photoshop:City", "XMP-photoshop:Country"),
    ("IPTC:City", "IPTC:Country-PrimaryLocationName"),
)


def surroundings(metadata: Metadata, claim: Claim) -> Surroundings:
    """Look everything up; what is not known stays empty, and nothing is raised."""
    place, tag = _named(metadata)
    position = metadata.position
    zone = _zone(position) if position else ""
    claimed_zone = _zone(claim.place.position) if claim.place else ""
    return Surroundings(
        nearest=nearest(position) if position else None,
        zone=zone,
        offset=_offset_at_capture(zone, metadata),
        claimed_zone=claimed_zone,
        claimed_offset=_offset_at_claim(claimed_zone, claim),
        named=place,
        named_from=tag,
    )


def _zone(position: Position) -> str:
    """Name the time zone of a point (`Africa/Bamako`), after the borders of OpenStreetMap."""
    from tzfpy import get_tz

    return str(get_tz(position.longitude, position.latitude) or "")


def _offset_at_capture(zone: str, metadata: Metadata) -> timedelta | None:
    shows = wall_clock(metadata)
    if shows is not None:
        return _offset(zone, shows.replace(tzinfo=None))
    if metadata.captured is None or metadata.captured.earliest is None:
        return None
    return _offset(zone, metadata.captured.earliest)


def _offset_at_claim(zone: str, claim: Claim) -> timedelta | None:
    if claim.time is None or claim.time.earliest is None or claim.time.latest is None:
        return None
    middle = claim.time.earliest + (claim.time.latest - claim.time.earliest) / 2
    return _offset(zone, middle)


def _offset(zone: str, at: datetime) -> timedelta | None:
    """Give the legal offset from UTC; `at` is an instant, or a clock of that zone without one."""
    from zoneinfo import ZoneInfo

    if not zone:
        return None
    try:
        there = ZoneInfo(zone)
        local = at.replace(tzinfo=there) if at.tzinfo is None else at.astimezone(UTC)
        return local.astimezone(there).utcoffset()
    except (KeyError, ValueError, OverflowError, OSError):  # not in this machine's database
        return None


def _named(metadata: Metadata) -> tuple[Place | None, str]:
    """Find the place of a caption: town and country, or the country alone."""
    for city, country in _CITIES:
        for text in _wordings(value(metadata, city), value(metadata, country)):
            try:
                return find_place(text), next(tag.name for tag in named(metadata, city, country))
            except UsageError:
                continue
    return None, ""


def _wordings(city: str, country: str) -> Iterator[str]:
    if len(city) + len(country) > _LONGEST:
        return
    if city and country:
        yield f"{city}, {country}"
    if country:
        yield country
