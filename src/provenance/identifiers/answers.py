"""Puts together what a kind of identifier answers."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from provenance.identifiers.subject import Found, Subject
from provenance.model.moment import Basis, Clock, Moment, Trust, iso
from provenance.model.reading import Reading, Unread

if TYPE_CHECKING:
    from provenance.identifiers.interface import Identifier

UNIX = datetime(1970, 1, 1, tzinfo=UTC)
TOMORROW = timedelta(days=1)
"""How far a clock may be ahead of ours."""


def milliseconds(count: int, epoch: datetime = UNIX) -> datetime | None:
    """Give the instant that lies so many milliseconds after; `None` where no calendar has it."""
    return microseconds(count * 1000, epoch)


def microseconds(count: int, epoch: datetime = UNIX) -> datetime | None:
    """Give the instant that lies so many microseconds after; `None` where no calendar has it."""
    try:
        return epoch + timedelta(microseconds=count)
    except OverflowError:
        return None


def of_id(  # noqa: PLR0913 - each is a word of the answer
    kind: Identifier,
    subject: Subject,
    found: Found,
    instant: datetime | None,
    *,
    latest: datetime | None = None,
    trust: Trust = Trust.SERVER_MADE,
    meaning: str = "",
) -> Reading | Unread:
    """Answer with the instant at which an id was made; without `latest` it is a lower bound."""
    platform = kind.platforms[0]
    if instant is None:
        return Unread(
            subject.text, "the number is too large for a time", platform, carries_no_time=False
        )
    made = Moment(Clock.ID_CREATED, instant, latest, found.ident, Basis.IDENTIFIER, trust)
    return Reading(
        subject.text, platform, kind.name, made, meaning or kind.meaning, certain=found.certain
    )


def no_time(subject: Subject, platform: str, reason: str, *, certain: bool = True) -> Unread:
    """Answer that what was asked about was understood, and holds no time."""
    return Unread(subject.text, f"carries no time: {reason}", platform, carries_no_time=certain)


def plausible(reading: Reading, since: datetime, now: datetime) -> Reading | Unread:
    """Give the reading back, or the reason why its time cannot be one."""
    first = reading.moment.earliest or reading.moment.latest
    last = reading.moment.latest or reading.moment.earliest
    assert first is not None
    assert last is not None
    called = f"read as {reading.kind} it would be of"
    if first > now + TOMORROW:
        why = f"{called} {iso(first)[:10]}, which has not come yet"
    elif last < since:
        why = f"{called} {iso(last)[:10]}, before there were any ({iso(since)[:10]})"
    else:
        return reading
    return Unread(reading.text, why, reading.platform)
