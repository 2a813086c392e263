"""Reads names of files in which a program wrote a time."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from provenance.identifiers.answers import milliseconds
from provenance.identifiers.subject import Subject
from provenance.model.moment import YEARS, Basis, Clock, Moment, Trust, exact, interval
from provenance.model.reading import Reading, Unread

if TYPE_CHECKING:
    from provenance.identifiers.interface import Identifier

DAY = r"(?P<year>[0-9]{4})(?P<dash>-?)(?P<month>[0-9]{2})(?P=dash)(?P<day>[0-9]{2})"
"""A day as 20231114 or 2023-11-14."""

TIME = r"(?P<hour>[0-9]{2})[-._:]?(?P<minute>[0-9]{2})[-._:]?(?P<second>[0-9]{2})"
"""A time of the day as 140500, 14-05-00 or 14.05.00."""

REST = r"(?:[^0-9].*)?"
"""What may follow: the number of a copy, the name of an app."""

EPOCH_MS = "(?P<epoch>[0-9]{13})"
"""Milliseconds since 1970."""


@dataclass(frozen=True, slots=True)
class NamePattern:
    """How one program names its files: what the name begins with, and what its time means.

    The group `stated` of the pattern is the time as the name has it. `zone` is `Z` for a program
    that writes UTC; else the time is that of some device in some zone.
    """

    pattern: re.Pattern[str]
    platform: str
    clock: Clock
    meaning: str
    zone: str = ""


def named(pattern: str, platform: str, clock: Clock, meaning: str, zone: str = "") -> NamePattern:
    """Make a pattern; whatever is no digit may follow in the name."""
    whole = re.compile(pattern + REST, re.IGNORECASE | re.ASCII | re.DOTALL)
    return NamePattern(whole, platform, clock, meaning, zone)


def read_name(
    kind: Identifier, subject: Subject, platform: str, patterns: Iterable[NamePattern]
) -> Reading | Unread | None:
    """Read the name by the first pattern that it follows."""
    for each in patterns:
        match = each.pattern.fullmatch(subject.stem)
        if match is None or (platform and platform != each.platform):
            continue
        try:
            made = _moment(match, each)
        except ValueError as error:
            why = f"it is named as {each.platform} does, but {error}"
            return Unread(subject.text, why, each.platform)
        return Reading(subject.text, each.platform, kind.name, made, each.meaning, certain=True)
    return None


def _moment(match: re.Match[str], by: NamePattern) -> Moment:
    part = match.groupdict()
    if epoch := part.get("epoch"):
        instant = milliseconds(int(epoch))
        if instant is None or instant.year not in YEARS:
            raise ValueError(f"{epoch} is no time")
        return exact(instant, by.clock, Basis.FILE_NAME, Trust.FROM_NAME, epoch)
    text = f"{part['year']}-{part['month']}-{part['day']}"
    if part.get("hour"):
        seconds = part["second"] + (f".{part['thousandth']}" if part.get("thousandth") else "")
        text += f"T{_hour(part)}:{part['minute']}:{seconds}{by.zone}"
    earliest, latest = interval(text)
    return Moment(by.clock, earliest, latest, part["stated"], Basis.FILE_NAME, Trust.FROM_NAME)


def _hour(part: dict[str, str]) -> str:
    """Give the hour of 24, also where the name has one of 12 with AM or PM."""
    half = (part.get("half") or "").lower()
    if not half:
        return part["hour"].zfill(2)
    return f"{int(part['hour']) % 12 + (12 if half == 'p' else 0):02}"
