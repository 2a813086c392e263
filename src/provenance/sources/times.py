"""Reads the times of exports as moments that keep what was stated, and nothing that was not.

A missing value is no time: 0, an empty text, the year 1, and whatever lies before the platform
opened. What is stated and cannot be understood raises `ValueError`.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime

from provenance.model.moment import YEARS, Basis, Clock, Moment, Trust, exact, interval, moment

_NAMES = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MONTHS = {name: f"{number:02}" for number, name in enumerate(_NAMES, 1)}
_LONG = re.compile(
    r"[A-Z][a-z]{2} ([A-Z][a-z]{2}) (\d{1,2}) (\d\d:\d\d:\d\d) ([+-]\d\d)(\d\d) (\d{4})", re.ASCII
)
_ZONE = re.compile(r"(Z|[+-]\d\d(:?\d\d)?)$")
_MISSING = re.compile(r"000[01]-|1970-01-01([T ]00:00(:00(\.0+)?)?|$)")
_FINE = re.compile(r"(?<=[.,]\d{6})\d+")
_SECONDS = re.compile(r"-?\d{1,16}(\.\d+)?", re.ASCII)
_MILLISECONDS = 100_000_000_000
"""Unix seconds reach this in the year 5138, so a larger number counts milliseconds."""

RECORD = (Basis.PLATFORM, Trust.PLATFORM_RECORD)
SERVER = (Basis.PLATFORM, Trust.SERVER_MADE)
ASSERTED = (Basis.PLATFORM, Trust.SELF_ASSERTED)
LISTED = (Basis.LIST, Trust.SELF_ASSERTED)
CRAWLER = (Basis.ARCHIVE, Trust.ARCHIVE)
OURS = (Basis.OWN_CLOCK, Trust.SELF_ASSERTED)

Source = tuple[Basis, Trust]
Moments = tuple[Moment, ...]


def iso(stated: str, clock: Clock, by: Source = RECORD, *, opened: int = 0) -> Moments:
    """Read ISO 8601: with its own offset, or 14 hours open where it has none."""
    stated = stated.strip()
    if not stated or _is_missing(stated):
        return ()
    return _since(moment(_coarse(stated), clock, *by), opened, stated)


def utc(stated: str, clock: Clock, by: Source = RECORD, *, opened: int = 0) -> Moments:
    """Read ISO 8601 that the format defines to be UTC though it does not say so."""
    stated = stated.strip()
    if not stated or _is_missing(stated):
        return ()
    zoned = stated if _ZONE.search(stated[10:]) else f"{stated}Z"
    earliest, latest = interval(_coarse(zoned))
    said = stated if zoned == stated else f"{stated} (UTC)"
    return _since(Moment(clock, earliest, latest, said, *by), opened, said)


def seconds(stated: object, clock: Clock, by: Source = RECORD, *, opened: int = 0) -> Moments:
    """Read Unix seconds, or milliseconds, as a number or as text."""
    if isinstance(stated, bool) or stated is None or stated == "":
        return ()
    said = str(stated)
    if not isinstance(stated, int | float | str) or not _SECONDS.fullmatch(said):
        raise ValueError(f"{said[:40]!r} is not a number of seconds")
    count = float(said)
    if count <= 0:
        return ()
    count = count / 1000 if count >= _MILLISECONDS else count
    try:
        when = datetime.fromtimestamp(count, UTC)
    except (OverflowError, OSError, ValueError) as error:
        raise ValueError(f"{said[:40]!r} is no time that a picture was posted at") from error
    if when.year not in YEARS:
        raise ValueError(f"{said!r} lies in the year {when.year}")
    return _since(exact(when, clock, *by, said), opened, said)


def long(stated: str, clock: Clock, by: Source = RECORD, *, opened: int = 0) -> Moments:
    """Read X's `Mon Oct 20 17:11:38 +0000 2025`, else ISO 8601."""
    if not stated:
        return ()
    found = _LONG.fullmatch(stated.strip())
    if found is None or (month := _MONTHS.get(found[1])) is None:
        return iso(stated, clock, by, opened=opened)
    _, day, time, hours, minutes, year = found.groups()
    text = f"{year}-{month}-{day.zfill(2)}T{time}{hours}:{minutes}"
    if _is_missing(text):
        return ()
    earliest, latest = interval(text)
    return _since(Moment(clock, earliest, latest, stated.strip(), *by), opened, stated)


def day(stated: str, clock: Clock, by: Source = RECORD, *, opened: int = 0) -> Moments:
    """Read `20210720` or `2021-07-20`: a day of which nobody says in which zone it was counted."""
    digits = stated.replace("-", "")
    if not digits:
        return ()
    if not re.fullmatch(r"\d{8}", digits, re.ASCII):
        raise ValueError(f"{stated[:40]!r} is not a day")
    text = f"{digits[:4]}-{digits[4:6]}-{digits[6:]}"
    return () if _is_missing(text) else _since(moment(text, clock, *by), opened, stated)


def _is_missing(stated: str) -> bool:
    """Tell the year 1, year 0 and 1970-01-01T00:00:00 that programs write for no value."""
    return _MISSING.match(stated) is not None


def _coarse(stated: str) -> str:
    """Leave out of a fraction what is finer than microseconds."""
    return _FINE.sub("", stated) if "." in stated or "," in stated else stated


def _since(read: Moment, opened: int, stated: str) -> Moments:
    if opened and read.latest is not None and read.latest.year < opened:
        raise ValueError(f"its time {stated[:40]!r} lies before the platform opened in {opened}")
    return (read,)
