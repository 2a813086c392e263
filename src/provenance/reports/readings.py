"""What `when` says, for people and for scripts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import groupby

from provenance.model.moment import Moment
from provenance.model.reading import Reading, Unread, WhenReport
from provenance.reports import facts
from provenance.reports.columns import fold
from provenance.reports.document import encode
from provenance.reports.facts import Fact
from provenance.reports.safe import safe_text
from provenance.reports.wording import counted

WHEN = "provenance.when/1"


def as_json(report: WhenReport) -> str:
    """Write `provenance.when/1`: every input is in `readings`, once or more, or in `unread`."""
    document: Fact = {
        "schema": WHEN,
        "readings": [_reading(each) for each in report.readings],
        "unread": [_unread(each) for each in report.unread],
    }
    return encode(document, indent=2) + "\n"


def as_text(report: WhenReport) -> str:
    """Write a block for each input, in 80 columns; what has no time comes last."""
    blocks = [
        _block(text, list(readings))
        for text, readings in groupby(report.readings, lambda each: each.text)
    ]
    blocks += [_gap(each) for each in report.unread]
    return "\n".join("".join(f"{line.rstrip()}\n" for line in block) for block in blocks)


def _reading(reading: Reading) -> Fact:
    return {
        "input": reading.text,
        "platform": reading.platform,
        "kind": reading.kind,
        **(facts.moment(reading.moment) or {}),
        "meaning": reading.meaning,
        "certain": reading.certain,
    }


def _unread(unread: Unread) -> Fact:
    return {
        "input": unread.text,
        "platform": unread.platform,
        "reason": unread.reason,
        "carries_no_time": unread.carries_no_time,
    }


def _block(text: str, readings: list[Reading]) -> Iterator[str]:
    yield from fold(safe_text(text))
    if len(readings) > 1 and not readings[0].certain:
        several = counted(len(readings), "reading", "readings")
        yield from fold(f"{several}, the likeliest first; --platform names the right one", "  ")
    for reading in readings:
        yield from fold(f"{reading.platform}: {_span(reading.moment)}", " " * 6, first="  ")
        yield from fold(reading.meaning, " " * 4)
        yield from fold(_ground(reading), " " * 4)


def _ground(reading: Reading) -> str:
    """Name the kind of id, what kind of time it is, and who vouches for it."""
    return f"[{reading.kind}; clock {reading.moment.clock}, trust {reading.moment.trust}]"


def _gap(unread: Unread) -> Iterator[str]:
    yield from fold(safe_text(unread.text))
    said = f"{unread.platform}: {unread.reason}" if unread.platform else unread.reason
    yield from fold(safe_text(said), " " * 4, first="  ")


def _span(moment: Moment) -> str:
    """Write an instant or its bounds; a time without a zone is said as stated, too."""
    if moment.latest is None and moment.earliest is not None:
        return f"not before {_instant(moment.earliest)}"
    if moment.earliest is None or moment.latest is None:
        return "time unknown"
    if moment.earliest == moment.latest:
        return _instant(moment.earliest)
    between = f"{_instant(moment.earliest)} and {_instant(moment.latest)}"
    return f"{moment.stated} in an unknown zone, so between {between}"


def _instant(instant: datetime) -> str:
    """Write an instant as exactly as it is known: `2023-09-17 00:00:13.822 UTC`."""
    text = instant.astimezone(UTC).replace(tzinfo=None).isoformat(" ")
    return f"{text.removesuffix('000') if '.' in text else text} UTC"
