"""When, where and with what a video says it was taken."""

from __future__ import annotations

import re
from dataclasses import dataclass

from provenance.metadata.capture import NEVER_SET, ends_in_zone, is_never_set
from provenance.metadata.place import NO_FIX
from provenance.model.metadata import Position, StatedPosition, StatedTime, ZoneState
from provenance.model.moment import Basis, Clock, Moment, Trust, interval

_TIME = re.compile(r"(\d{4})[:-](\d\d)[:-](\d\d)[ T](\d\d:\d\d:\d\d)(Z|[+-]\d\d:?\d\d)?", re.ASCII)
_ISO6709 = re.compile(r"([+-]\d{1,2}(?:\.\d+)?)([+-]\d{1,3}(?:\.\d+)?)(?:[+-].*)?/?", re.ASCII)
_DATES = (
    *("Keys:CreationDate", "UserData:DateTimeOriginal"),
    *("UserData:ContentCreateDate", "QuickTime:CreateDate"),
    "RIFF:DateTimeOriginal",
)
_PLACES = ("Keys:GPSCoordinates", "UserData:GPSCoordinates", "ItemList:GPSCoordinates")
_WRITTEN = (
    "QuickTime:CreateDate should be in UTC, yet many cameras write their local time, and programs "
    "the time of export: it is taken as a time in an unknown zone."
)


@dataclass(frozen=True, slots=True)
class VideoFacts:
    """What a video states, the one that is used first."""

    captures: tuple[StatedTime, ...] = ()
    positions: tuple[StatedPosition, ...] = ()
    device: tuple[str, str] = ("", "")
    software: str = ""
    remarks: tuple[str, ...] = ()


def video_facts(tags: dict[str, str]) -> VideoFacts:
    """Read the tags of a video; a date without an offset may be 14 h off either way."""
    captures: list[StatedTime] = []
    remarks: list[str] = []
    for name in _DATES:
        try:
            captures += _time(name, tags.get(name, ""))
        except ValueError as unusable:
            remarks.append(f'{name} says "{tags[name]}": {unusable}.')
    if captures and captures[0].tag == "QuickTime:CreateDate":
        remarks.append(_WRITTEN)
    positions = [found for name in _PLACES for found in _position(name, tags.get(name, ""))]
    remarks += [f"{each.tag} is {each.unlikely}: not used." for each in positions if each.unlikely]
    return VideoFacts(
        tuple(captures),
        tuple(positions),
        (_first(tags, "Make"), _first(tags, "Model")),
        _software(tags),
        tuple(remarks),
    )


def _software(tags: dict[str, str]) -> str:
    found = (_first(tags, name) for name in ("Software", "SoftwareVersion", "Encoder"))
    return next(
        filter(None, found), tags.get("Matroska:WritingApp") or tags.get("RIFF:Software", "")
    )


def _first(tags: dict[str, str], name: str) -> str:
    named = (f"{group}:{name}" for group in ("Keys", "UserData", "ItemList"))
    return next((tags[each] for each in named if tags.get(each)), "")


def _time(name: str, stated: str) -> tuple[StatedTime, ...]:
    if not stated:
        return ()
    found = _TIME.fullmatch(stated)
    if found is None:
        raise ValueError("this cannot be read as a time")
    year, month, day, clock, zone = found.groups()
    date, time = f"{year}-{month}-{day}", f"{clock}{zone or ''}"
    if is_never_set(date, time):
        raise ValueError(NEVER_SET)
    text = f"{date}T{time}"
    state = ZoneState.OFFSET_STATED if ends_in_zone(text) else ZoneState.UNKNOWN
    basis = Basis.CONTAINER
    moment = Moment(Clock.CAPTURED, *interval(text), stated, basis, Trust.SELF_ASSERTED)
    return (StatedTime(moment, name, state),)


def _position(name: str, stated: str) -> tuple[StatedPosition, ...]:
    found = _ISO6709.fullmatch(stated)
    if found is None:
        return ()
    north, east = round(float(found[1]), 6), round(float(found[2]), 6)
    if abs(north) > 90 or abs(east) > 180:  # noqa: PLR2004 - degrees
        return ()
    unlikely = NO_FIX if north == east == 0 else ""
    return (StatedPosition(Position(north, east), name, unlikely),)
