"""The times that the blocks of a file state, each as the interval that it may mean."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from provenance.checks.tags import named, value
from provenance.model.finding import Evidence
from provenance.model.metadata import Metadata, Tag, ZoneState
from provenance.model.moment import ANY_ZONE, Basis, Clock, Moment, Trust, moment

_TIME = re.compile(
    r"(?P<day>\d{4}[:-]\d{2}[:-]\d{2})(?:[T ](?P<clock>\d{2}:\d{2}(?::\d{2})?)(?:\.\d+)?"
    r" ?(?P<zone>Z|[+-]\d{2}:?\d{2})?)?",
    re.ASCII,
)
_A_MINUTE = timedelta(minutes=1)
_EMPTY = re.compile(r"(0000|1904|1970).*", re.ASCII)
"""Years at which clocks begin to count: never set."""


@dataclass(frozen=True, slots=True)
class StatedTime:
    """A time with the tag that states it."""

    tag: Tag
    moment: Moment

    def line(self, what: str) -> Evidence:
        """Make evidence of it."""
        return Evidence(what, self.moment.stated, self.tag.name)


def read(tag: Tag, zone: str = "") -> StatedTime | None:
    """Read EXIF's, XMP's or IPTC's way of writing a time; `None` for what is none or never set.

    `zone` counts where the text itself has none.
    """
    found = _TIME.fullmatch(tag.value.strip())
    if found is None or _EMPTY.fullmatch(found["day"]):
        return None
    text = found["day"].replace(":", "-")
    if found["clock"]:
        text += f"T{found['clock']}{found['zone'] or zone}"
    try:
        made = moment(text, Clock.CAPTURED, Basis.EXIF, Trust.SELF_ASSERTED)
    except ValueError:
        return None
    return StatedTime(tag, replace(made, stated=tag.value.strip()))


def created(metadata: Metadata) -> Iterator[StatedTime]:
    """Give each time at which some block says that the picture was created."""
    if metadata.captured is not None:
        stated = Tag(metadata.captured_from, metadata.captured.stated)
        yield StatedTime(stated, metadata.captured)
    for tag in named(metadata, "XMP-exif:DateTimeOriginal", "XMP-photoshop:DateCreated"):
        yield from _if_any(read(tag))
    for tag in named(metadata, "IPTC:DateCreated"):
        clock = value(metadata, "IPTC:TimeCreated")
        joined = Tag(tag.name, f"{tag.value} {clock}".strip())
        yield from _if_any(read(joined) or read(tag))


def modified(metadata: Metadata) -> StatedTime | None:
    """Give the time at which EXIF says that the file was last written."""
    zone = value(metadata, "EXIF:OffsetTime")
    for tag in named(metadata, "IFD0:DateTime"):
        return read(tag, zone) or read(tag)
    return None


def wall_clock(metadata: Metadata) -> datetime | None:
    """Give what the camera's clock showed at capture, where no zone is stated; written as UTC."""
    captured = metadata.captured
    if captured is None or captured.earliest is None or captured.latest is None:
        return None
    # A day alone is no reading of a clock.
    read_off = captured.latest - captured.earliest <= 2 * ANY_ZONE + _A_MINUTE
    if not read_off or metadata.zone is not ZoneState.UNKNOWN:
        return None
    return captured.earliest + ANY_ZONE


def _if_any(one: StatedTime | None) -> Iterator[StatedTime]:
    if one is not None:
        yield one
