"""Where the blocks of one file contradict one another: times of capture, and positions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta

from provenance.model.metadata import (
    Disagreement,
    StatedPosition,
    StatedTime,
    Statement,
    ZoneState,
)

_LOCAL = re.compile(r"(\d{4})[:-](\d{2})[:-](\d{2})(?:[ T](\d{2}):(\d{2})(?::(\d{2}))?)?", re.ASCII)
_DAY = 3
_ROUNDING = timedelta(minutes=1)
_ROUNDED_DEGREES = 0.001
"""About 100 m, what the roundings of degrees and minutes come to."""


def times_apart(times: Iterable[StatedTime]) -> Iterator[Disagreement]:
    """Give the times of capture, where any differs from the first by more than a minute.

    Two with zones are compared as instants, others as what the clocks showed.
    """
    stated = tuple(times)
    if any(_differ(stated[0], other) for other in stated[1:]):
        statements = tuple(Statement(time.tag, time.moment.stated) for time in stated)
        yield Disagreement("time of capture", statements)


def positions_apart(positions: Iterable[StatedPosition]) -> Iterator[Disagreement]:
    """Give the positions, where any is more than about 100 m from the first."""
    stated = tuple(positions)
    if any(_far(stated[0], other) for other in stated[1:]):
        statements = tuple(
            Statement(each.tag, f"{each.position.latitude}, {each.position.longitude}")
            for each in stated
        )
        yield Disagreement("position", statements)


def _differ(first: StatedTime, second: StatedTime) -> bool:
    if first.zone is second.zone is ZoneState.OFFSET_STATED:
        here, there = first.moment, second.moment
        return here.certainly_before(there, _ROUNDING) or there.certainly_before(here, _ROUNDING)
    here_at, there_at = _shown(first), _shown(second)
    if here_at is None or there_at is None:
        return not first.moment.overlaps(second.moment)
    if _DAY in {len(here_at), len(there_at)}:
        return here_at[:_DAY] != there_at[:_DAY]
    return abs(_at(here_at) - _at(there_at)) > _ROUNDING


def _shown(time: StatedTime) -> tuple[int, ...] | None:
    """Give what the clock showed, without its zone, where it is whole."""
    found = _LOCAL.match(time.moment.stated)
    return tuple(int(part) for part in found.groups() if part) if found else None


def _at(parts: tuple[int, ...]) -> datetime:
    year, month, day, hour, minute, second = (*parts, 0, 0, 0)[:6]
    return datetime(year, month, day, hour, minute, second, tzinfo=UTC)


def _far(first: StatedPosition, second: StatedPosition) -> bool:
    here, there = first.position, second.position
    apart = abs(here.longitude - there.longitude)
    return (
        abs(here.latitude - there.latitude) > _ROUNDED_DEGREES
        or min(apart, 360 - apart) > _ROUNDED_DEGREES
    )
