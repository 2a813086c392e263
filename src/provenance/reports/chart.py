"""The timeline as a drawing: where each moment's bar lies on an axis of time, in per cent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from provenance.model.moment import YEARS, Moment

LEFT, RIGHT = 14.0, 97.0
"""The axis runs between these, in per cent of the drawing's width; labels stand left of it."""

_THINNEST = 0.8
_MOST_TICKS = 3.6
_MARGIN = 0.04
_STEPS = (
    *(timedelta(minutes=count) for count in (1, 2, 5, 10, 15, 30)),
    *(timedelta(hours=count) for count in (1, 2, 3, 6, 12)),
    *(timedelta(days=count) for count in (1, 2, 3, 5, 7, 14)),
)
_MONTHS = (1, 2, 3, 6, 12, 24, 36, 60, 120, 240, 600)


@dataclass(frozen=True, slots=True)
class Bar:
    """One moment: its label, where it starts and how far it reaches, and what kind it is.

    `open_start` and `open_end` tell that nothing is known to bound it on that side.
    """

    label: str
    kind: str
    moment: Moment
    start: float
    width: float
    open_start: bool
    open_end: bool


@dataclass(frozen=True, slots=True)
class Tick:
    """One mark on the axis."""

    at: float
    label: str


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars from top to bottom over an axis of time."""

    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]


def draw(moments: Sequence[tuple[str, str, Moment]]) -> Chart | None:
    """Lay out moments given as (label, kind, moment); `None` where no time at all is known."""
    drawn = [(label, kind, moment) for label, kind, moment in moments if _has_a_place(moment)]
    ends = [end for _, _, moment in drawn for end in (moment.earliest, moment.latest) if end]
    if not ends:
        return None
    scale = _Scale.around(min(ends), max(ends))
    return Chart(tuple(_bar(scale, *item) for item in drawn), tuple(_ticks(scale)))


@dataclass(frozen=True, slots=True)
class _Scale:
    start: datetime
    end: datetime

    @classmethod
    def around(cls, first: datetime, last: datetime) -> _Scale:
        margin = max((last - first) * _MARGIN, timedelta(minutes=2))
        return cls((first - margin).astimezone(UTC), (last + margin).astimezone(UTC))

    def at(self, instant: datetime) -> float:
        share = (instant - self.start) / (self.end - self.start)
        return round(LEFT + share * (RIGHT - LEFT), 3)


def _has_a_place(moment: Moment) -> bool:
    ends = [end for end in (moment.earliest, moment.latest) if end]
    return bool(ends) and all(end.year in YEARS for end in ends)


def _bar(scale: _Scale, label: str, kind: str, moment: Moment) -> Bar:
    start = scale.at(moment.earliest) if moment.earliest else LEFT
    end = scale.at(moment.latest) if moment.latest else RIGHT
    if end - start < _THINNEST:
        start, end = start - _THINNEST / 2, start + _THINNEST / 2
    return Bar(
        label,
        kind,
        moment,
        round(start, 3),
        round(end - start, 3),
        open_start=moment.earliest is None,
        open_end=moment.latest is None,
    )


def _ticks(scale: _Scale) -> Iterator[Tick]:
    span = scale.end - scale.start
    for step in _STEPS:
        if span / step <= _MOST_TICKS:
            yield from _even(scale, step)
            return
    for months in _MONTHS:
        if span / timedelta(days=30.4 * months) <= _MOST_TICKS or months == _MONTHS[-1]:
            yield from _monthly(scale, months)
            return


def _even(scale: _Scale, step: timedelta) -> Iterator[Tick]:
    midnight = scale.start.replace(hour=0, minute=0, second=0, microsecond=0)
    instant = midnight + -((midnight - scale.start) // step) * step
    label = "%Y-%m-%d" if step >= timedelta(days=1) else "%m-%d %H:%M"
    while instant <= scale.end:
        yield Tick(scale.at(instant), f"{instant:{label}}")
        instant += step


def _monthly(scale: _Scale, months: int) -> Iterator[Tick]:
    count = -(-(scale.start.year * 12 + scale.start.month - 1) // months) * months
    while (instant := datetime(count // 12, count % 12 + 1, 1, tzinfo=UTC)) <= scale.end:
        if instant >= scale.start:
            yield Tick(scale.at(instant), f"{instant:%Y-%m}" if months % 12 else f"{instant:%Y}")
        count += months
