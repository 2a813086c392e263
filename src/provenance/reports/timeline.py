"""Timeline: the sightings behind a report in order of time, each with what was made of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from provenance.model.case import Appearance, Case, Earliest, Rejected
from provenance.model.match import Match
from provenance.model.moment import Clock, Moment
from provenance.model.posting import Posting, Sighting
from provenance.model.report import LookupReport
from provenance.model.ties import why_tied

EARLIEST = "earliest known appearance"
RUNNER_UP = "next known appearance"
AMBIGUOUS = "may have been the first"
POSSIBLE = "possible, look at these; they date nothing"
"""Heads what is no match yet, in every report, so that nobody takes it for one."""

_OWN_CLOCKS = (Clock.POSTED, Clock.ID_CREATED)
_BOUNDING_CLOCKS = (Clock.ARCHIVED, Clock.CRAWLED)
_END_OF_TIME = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Entry:
    """One sighting on the timeline.

    `moment` is when its picture was public, `None` where no time is known. `mark` is its part in
    the reasoning about the earliest appearance, `why` what makes it a tie; `reason` says why it
    had no part.
    """

    sighting: Sighting
    match: Match | None
    moment: Moment | None
    mark: str = ""
    reason: str = ""
    why: str = ""

    @property
    def is_possible(self) -> bool:
        """Tell whether it is of a picture that somebody has to look at first."""
        return self.match is not None and not self.match.dates


_Key = tuple[str, str]


def of_case(case: Case) -> list[Entry]:
    """Give every sighting of every match, oldest first, those without a time at the end."""
    told = _told(case.earliest, case.undated)
    entries = []
    for match in case.matches:
        for sighting in match.sightings:
            entry = Entry(sighting, _of(match, sighting), public(sighting.posting))
            known = told.get(_key(sighting))
            if known is not None:
                moment = known.moment or entry.moment
                entry = replace(known, sighting=sighting, match=entry.match, moment=moment)
            entries.append(entry)
    return _in_order(entries)


def of_set_aside(matches: Iterable[Match]) -> list[Entry]:
    """Give the sightings of what was decided to be different, oldest first."""
    return _in_order(
        [
            Entry(sighting, match, public(sighting.posting))
            for match in matches
            for sighting in match.sightings
        ]
    )


def of_sightings(sightings: Iterable[Sighting]) -> list[Entry]:
    """Give sightings that no match of pictures stands behind, oldest first."""
    return _in_order([Entry(each, None, public(each.posting)) for each in sightings])


def of_lookup(report: LookupReport) -> list[Entry]:
    """Give the appearances of a lookup in their order, then the undated sightings."""
    matches = {match.media.sha256: match for match in report.matches}
    told = _told(report.earliest, report.undated)
    entries = []
    for appearance in report.appearances:
        known = told.get(_key(appearance.sighting))
        match = matches.get(appearance.media_sha256)
        entry = known or Entry(appearance.sighting, match, None)
        entries.append(replace(entry, match=match, moment=appearance.public))
    for undated in report.undated:
        match = _of(matches.get(undated.media_sha256), undated.sighting)
        moment = public(undated.sighting.posting)
        entries.append(Entry(undated.sighting, match, moment, reason=undated.reason))
    return entries


def _of(match: Match | None, sighting: Sighting) -> Match | None:
    return match.as_asserted() if match and sighting.is_hearsay else match


def surely(entries: Iterable[Entry]) -> list[Entry]:
    """Give what is of a match, in its order."""
    return [entry for entry in entries if not entry.is_possible]


def possibly(entries: Iterable[Entry]) -> list[Entry]:
    """Give what is of a possible match only, in its order."""
    return [entry for entry in entries if entry.is_possible]


def public(posting: Posting) -> Moment | None:
    """Give the time by which a posting was public, of the clocks that can say so.

    An archive's or a crawler's time bounds it from above only, so its lower end is taken off.
    """
    for clock in _OWN_CLOCKS + _BOUNDING_CLOCKS:
        for moment in posting.moments:
            if moment.clock is clock:
                return replace(moment, earliest=None) if clock in _BOUNDING_CLOCKS else moment
    return None


def _told(earliest: Earliest | None, undated: Iterable[Rejected]) -> dict[_Key, Entry]:
    told = {_key(item.sighting): _set_aside(item) for item in undated}
    if earliest is None:
        return told
    told |= {_key(item.sighting): _set_aside(item) for item in earliest.rejected}
    for item in earliest.ambiguous:
        why = why_tied(earliest.first, item)
        told[_key(item.sighting)] = _candidate(item, AMBIGUOUS, why)
    if earliest.runner_up:
        key = _key(earliest.runner_up.sighting)
        tied = told.get(key)
        marks = (RUNNER_UP, tied.mark if tied else "")
        mark = ", ".join(part for part in marks if part)
        told[key] = _candidate(earliest.runner_up, mark, tied.why if tied else "")
    told[_key(earliest.first.sighting)] = _candidate(earliest.first, EARLIEST)
    return told


def _candidate(appearance: Appearance, mark: str, why: str = "") -> Entry:
    return Entry(appearance.sighting, None, appearance.public, mark, why=why)


def _set_aside(rejected: Rejected) -> Entry:
    return Entry(rejected.sighting, None, None, reason=rejected.reason)


def _key(sighting: Sighting) -> _Key:
    return sighting.media_sha256, sighting.posting_key


def _in_order(entries: list[Entry]) -> list[Entry]:
    return sorted(entries, key=_by)


def _by(entry: Entry) -> datetime:
    moment = entry.moment
    return (moment.latest or moment.earliest if moment else None) or _END_OF_TIME
