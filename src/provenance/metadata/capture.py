"""When a file says it was taken, and in which zone: the EXIF tags of time, nothing guessed."""

from __future__ import annotations

import re
from dataclasses import dataclass

from provenance.model.metadata import ZoneState
from provenance.model.moment import Basis, Clock, Moment, Trust, interval

_TIME = re.compile(
    r"""(?P<year>\d{4}) [:/.-] (?P<month>\d{2}) [:/.-] (?P<day>\d{2}) (?:\ +|T)
        (?P<clock>\d{2}:\d{2}:\d{2}(?:\.\d+)?) (?P<zone>Z|[+-]\d{2}:?\d{2})?""",
    re.VERBOSE | re.ASCII,
)
_ZONE = re.compile(r"Z|[+-]\d{2}:?\d{2}", re.ASCII)
_BLANK = re.compile(r"[0\s:/.T-]*", re.ASCII)
_COUNTING_STARTS = {"1904-01-01", "1970-01-01"}

NEVER_SET = "the camera's clock was probably never set, so this is not used as a date"
_FIRST_HOUR = (
    "the camera's clock was probably never set (or it was the first hour of the year), "
    "so this is not used as a date"
)
_NO_TIME = "this cannot be read as a time"


@dataclass(frozen=True, slots=True)
class Capture:
    """The time of capture, the tag that gave it, and what could not be used."""

    moment: Moment | None = None
    tag: str = ""
    zone: ZoneState = ZoneState.UNKNOWN
    remarks: tuple[str, ...] = ()


def capture_of(tags: dict[str, str], *, elsewhere: bool = False) -> Capture:
    """Read the time of capture; the time of modification (`IFD0:DateTime`) is never taken for it.

    With its offset the moment is exact; without, it may be 14 h off either way. `elsewhere` says
    that another block states a time, so that its absence here need not be remarked.
    """
    remarks: list[str] = []
    for which in ("Original", "Digitized"):
        name = f"EXIF:DateTime{which}"
        if name not in tags:
            continue
        try:
            time = _iso(tags[name], zoned=_is_zone(tags.get(f"EXIF:OffsetTime{which}", "")))
        except ValueError as unusable:
            remarks.append(f'{name} says "{tags[name]}": {unusable}.')
        else:
            return _captured(tags, which, time, remarks)
    return Capture(remarks=(*remarks, *(() if elsewhere else _last_written(tags))))


def _captured(tags: dict[str, str], which: str, time: str, remarks: list[str]) -> Capture:
    """Add the zone that belongs to this time.

    `OffsetTime` is left alone: it belongs to the time of modification (EXIF 2.32, 4.6.5 F), which
    may have been in another zone.
    """
    name = f"EXIF:DateTime{which}"
    stated = tags[name]
    zone = tags.get(f"EXIF:OffsetTime{which}")
    if zone is not None and not ends_in_zone(time):
        if _is_zone(zone):
            suffix = _fraction(tags.get(f"EXIF:SubSecTime{which}", ""), time) + zone
            time, stated = time + suffix, stated + suffix
        else:
            remarks.append(
                f'EXIF:OffsetTime{which} says "{zone}", which is no offset from UTC, '
                "so the zone of the capture time is unknown."
            )
    state = ZoneState.OFFSET_STATED if ends_in_zone(time) else ZoneState.UNKNOWN
    moment = Moment(Clock.CAPTURED, *interval(time), stated, Basis.EXIF, Trust.SELF_ASSERTED)
    return Capture(moment, name, state, tuple(remarks))


def _iso(stated: str, *, zoned: bool = False) -> str:
    """Write an EXIF time as ISO 8601; `ValueError` says in words why it is none."""
    if _BLANK.fullmatch(stated):
        raise ValueError(NEVER_SET)
    found = _TIME.fullmatch(stated)
    if found is None:
        raise ValueError(_NO_TIME)
    date = "-".join(found.group("year", "month", "day"))
    if date in _COUNTING_STARTS:
        raise ValueError(NEVER_SET)
    # A clock that nobody set starts at midnight on 1 January of some year, and knows no zone.
    if not zoned and date.endswith("-01-01") and found["clock"].startswith("00:"):
        raise ValueError(_FIRST_HOUR)
    time = f"{date}T{found['clock']}{found['zone'] or ''}"
    if not _is_time(time):
        raise ValueError(_NO_TIME)
    return time


def is_never_set(date: str, clock: str) -> bool:
    """Tell whether a time (`2008-01-01`, `00:00:12`) is where the clocks of cameras start."""
    if _BLANK.fullmatch(date) or date in _COUNTING_STARTS:
        return True
    zoned = ends_in_zone(f"T{clock}")
    return date.endswith("-01-01") and clock.startswith("00:") and not zoned


def _is_time(time: str) -> bool:
    try:
        interval(time)
    except ValueError:
        return False
    return True


def _is_zone(zone: str) -> bool:
    return _ZONE.fullmatch(zone) is not None and _is_time(f"2000-01-01T12:00:00{zone}")


def ends_in_zone(time: str) -> bool:
    """Tell whether a time in ISO 8601 states its zone."""
    return _ZONE.search(time.partition("T")[2]) is not None


def _fraction(digits: str, time: str) -> str:
    return f".{digits}" if digits.isascii() and digits.isdigit() and "." not in time else ""


def _last_written(tags: dict[str, str]) -> tuple[str, ...]:
    written = tags.get("IFD0:DateTime", "")
    try:
        _iso(written)
    except ValueError:
        return ()
    return (
        "No usable time of capture is stated; the file was last written by its software on "
        f"{written} (IFD0:DateTime).",
    )
