"""How checks write times, spans and counts for people."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from provenance.model.moment import Moment

_A_MINUTE = timedelta(minutes=1)


def instant(when: datetime) -> str:
    """Write an instant to the minute: `2019-08-11 14:02 UTC`."""
    return f"{when.astimezone(UTC):%Y-%m-%d %H:%M} UTC"


def bounds(moment: Moment) -> str:
    """Write the interval that a moment spans, in UTC."""
    if moment.earliest is None:
        return f"at the latest {instant(moment.latest)}" if moment.latest else "at an unknown time"
    if moment.latest is None:
        return f"not before {instant(moment.earliest)}"
    if moment.latest - moment.earliest < _A_MINUTE:
        return instant(moment.earliest)
    return f"between {instant(moment.earliest)} and {instant(moment.latest)}"


def when(moment: Moment) -> str:
    """Write a moment: an instant or one bound alone, and an interval after the text it is from."""
    text = bounds(moment)
    return f"{moment.stated}, {text}" if text.startswith("between") else text


def span(start: datetime, end: datetime) -> str:
    """Write how long it is from one instant to a later one, in its two largest units, cut off."""
    months = (end.year - start.year) * 12 + end.month - start.month
    if (end.day, end.time()) < (start.day, start.time()):
        months -= 1
    years, months = divmod(max(months, 0), 12)
    if years or months:
        return _two_units((years, "year"), (months, "month"))
    length = end - start
    minutes = length.seconds // 60
    return _two_units((length.days, "day"), (minutes // 60, "hour"), (minutes % 60, "minute"))


def offset(length: timedelta) -> str:
    """Write an offset from UTC: `+05:30`."""
    hours, minutes = divmod(abs(round(length.total_seconds() / 60)), 60)
    return f"{'-' if length < timedelta(0) else '+'}{hours:02}:{minutes:02}"


def count(number: int, noun: str, plural: str = "") -> str:
    """Write a number with its noun: `1 posting`, `1,204 postings`."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def percent(part: float) -> str:
    """Write a share (0-1) in whole percent: `37 %`."""
    return f"{round(part * 100)} %"


def _two_units(*units: tuple[int, str]) -> str:
    largest = next((at for at, (number, _) in enumerate(units) if number), None)
    if largest is None:
        return "less than a minute"
    shown = units[largest : largest + 2]
    return " ".join(count(number, noun) for number, noun in shown if number)
