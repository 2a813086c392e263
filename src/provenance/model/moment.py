"""Moment: a time that knows what it does not know.

Every time of the outside world is an interval in UTC, with the clock that made it, the text as it
was stated, where that text was read, and how far it can be trusted.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from enum import StrEnum

ANY_ZONE = timedelta(hours=14)
"""A clock reading without a zone may be off by this much in either direction."""

YEARS = range(1826, 2200)
"""Years that a moment may be stated in: from the first photograph on. "Year 1" is a parser's
missing value, not a date."""


class Clock(StrEnum):
    """Which clock a moment was read from; moments of different clocks are never mixed."""

    CAPTURED = "captured"
    ID_CREATED = "id-created"
    POSTED = "posted"
    EDITED = "edited"
    FORWARDED_ORIGINAL = "forwarded-original"
    CRAWLED = "crawled"
    ARCHIVED = "archived"
    COLLECTED = "collected"
    CLAIMED = "claimed"


WITNESSES = (Clock.ARCHIVED, Clock.CRAWLED)
"""Clocks that saw a posting at some time after it was made."""


class Basis(StrEnum):
    """Where the stated text was read."""

    PLATFORM = "platform"
    EXIF = "exif"
    CONTAINER = "container"
    XMP = "xmp"
    IPTC = "iptc"
    ARCHIVE = "archive"
    LIST = "list"
    OPERATOR = "operator"
    OWN_CLOCK = "own-clock"
    IDENTIFIER = "identifier"
    FILE_NAME = "file-name"


class Trust(StrEnum):
    """Who vouches for the time."""

    SERVER_MADE = "server-made"
    PLATFORM_RECORD = "platform-record"
    ARCHIVE = "archive"
    SELF_ASSERTED = "self-asserted"
    FROM_NAME = "derived-from-name"


@dataclass(frozen=True, slots=True)
class Moment:
    """A closed interval in UTC; `None` for an end means that nothing bounds it on that side.

    Raises `ValueError` for an aware-less end or an interval that ends before it starts.
    """

    clock: Clock
    earliest: datetime | None
    latest: datetime | None
    stated: str
    basis: Basis
    trust: Trust

    def __post_init__(self) -> None:
        earliest, latest = self.earliest, self.latest
        if (earliest and earliest.tzinfo is None) or (latest and latest.tzinfo is None):
            raise ValueError(f"a moment needs a time zone at both ends: {self.stated!r}")
        if earliest is not latest and earliest and latest and earliest > latest:
            raise ValueError(f"a moment cannot end before it starts: {self.stated!r}")

    def certainly_before(self, other: Moment, margin: timedelta = timedelta(0)) -> bool:
        """Tell whether the whole of this moment lies more than `margin` before the other."""
        if self.latest is None or other.earliest is None:
            return False
        return self.latest + margin < other.earliest

    def overlaps(self, other: Moment) -> bool:
        """Tell whether some instant lies in both, so that neither is certainly first."""
        return not (self.certainly_before(other) or other.certainly_before(self))


_ISO = re.compile(
    r"""(?P<year>\d{4}) (?: -(?P<month>\d{2}) (?: -(?P<day>\d{2})
        (?: [T ] (?P<hour>\d{2}):(?P<minute>\d{2}) (?: :(?P<second>\d{2}) (?:[.,](?P<frac>\d+))? )?
            \s* (?P<zone>Z|z|UTC|[+-]\d{2}:?\d{2}|[+-]\d{2})? )? )? )?""",
    re.VERBOSE | re.ASCII,
)

_EXACT = re.compile(
    r"\d{4}-\d{2}-\d{2}[T ](?:[01]\d|2[0-3]):\d{2}:\d{2}(?:\.\d{1,6})?"
    r"(?:Z|[+-](?:0\d|1[0-3]):[0-5]\d)",
    re.ASCII,
)
"""An instant, and what Python reads as we do."""


def interval(stated: str) -> tuple[datetime, datetime]:
    """Read ISO 8601 text as the UTC interval it may mean.

    With a zone: exact to the stated precision. Without one: 14 h either way. A day, month or year
    alone: the whole of it, in all zones. Raises `ValueError` for anything else; nothing is guessed
    ("03/04/2024" is refused).
    """
    stripped = stated.strip()
    if instant := _instant(stripped):
        return instant, instant
    found = _ISO.fullmatch(stripped)
    if found is None:
        raise ValueError(
            f"{stated!r} is not an ISO 8601 time; write it as 2023-11-17, 2023-11-17T14:05 "
            "or 2023-11-17T14:05:00+01:00"
        )
    part = found.groupdict()
    if int(part["year"]) not in YEARS:
        raise ValueError(f"{stated!r} is not a year in which a picture was posted")
    start = _start(stated, part)
    end = _end(start, part)
    if part["zone"]:
        zone = _zone(part["zone"])
        return start.replace(tzinfo=zone).astimezone(UTC), end.replace(tzinfo=zone).astimezone(UTC)
    return (start - ANY_ZONE).replace(tzinfo=UTC), (end + ANY_ZONE).replace(tzinfo=UTC)


def moment(stated: str, clock: Clock, basis: Basis, trust: Trust) -> Moment:
    """Read ISO 8601 text as a moment; `ValueError` as for `interval`."""
    earliest, latest = interval(stated)
    return Moment(clock, earliest, latest, stated.strip(), basis, trust)


def exact(
    when: datetime, clock: Clock, basis: Basis, trust: Trust, stated: str | None = None
) -> Moment:
    """Make a moment of a single instant; `when` must carry a zone."""
    instant = when.astimezone(UTC)
    return Moment(clock, instant, instant, stated or iso(instant), basis, trust)


def iso(when: datetime) -> str:
    """Write an instant the way every report and table does: `2023-11-17T14:05:00Z`."""
    when = when if when.tzinfo is UTC else when.astimezone(UTC)
    return when.isoformat().replace("+00:00", "Z")


def parse_iso(text: str) -> datetime:
    """Read what `iso` wrote."""
    return datetime.fromisoformat(text)


def _instant(stated: str) -> datetime | None:
    """Read the usual form at once; `None` for any other, and for what may be wrong with it."""
    if _EXACT.fullmatch(stated) is None:
        return None
    try:
        when = datetime.fromisoformat(stated)
    except ValueError:
        return None
    if when.year not in YEARS:
        return None
    return when if when.tzinfo is UTC else when.astimezone(UTC)


def _start(stated: str, part: dict[str, str | None]) -> datetime:
    try:
        return datetime(
            int(part["year"] or 0),
            int(part["month"] or 1),
            int(part["day"] or 1),
            int(part["hour"] or 0),
            int(part["minute"] or 0),
            int(part["second"] or 0),
            int((part["frac"] or "0")[:6].ljust(6, "0")),
        )
    except ValueError as error:
        raise ValueError(f"{stated!r} is not a time that the calendar has ({error})") from error


def _end(start: datetime, part: dict[str, str | None]) -> datetime:
    if part["second"] is not None:
        return start
    if part["minute"] is not None:
        return start + timedelta(seconds=59)
    if part["day"] is not None:
        return start + timedelta(days=1)
    if part["month"] is None:
        return start.replace(year=start.year + 1)
    year, month = divmod(start.month, 12)
    return start.replace(year=start.year + year, month=month + 1)


def _zone(text: str) -> timezone:
    if text in {"Z", "z", "UTC"}:
        return UTC
    sign = -1 if text[0] == "-" else 1
    digits = text[1:].replace(":", "").ljust(4, "0")
    offset = sign * timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    if abs(offset) > ANY_ZONE or int(digits[2:]) >= 60:  # noqa: PLR2004 - minutes of an hour
        raise ValueError(f"{text!r} is not an offset from UTC")
    return timezone(offset)
