"""Which known appearance of a picture is the earliest, and why others were set aside.

Only two kinds of clock say when a picture was public: a posting time, and the time of an archive
or crawler as an upper bound (a capture is never older than the posting). An id may be made long
before its post is published; a capture time, an edit, our own collecting and what somebody claims
say nothing about publication (features-and-formats.md, sections 3 and 4).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from provenance.model.case import Appearance, Earliest, Rejected
from provenance.model.match import SURE, Match, Strength
from provenance.model.moment import WITNESSES, Clock, Moment, Trust
from provenance.model.posting import Posting, Sighting

ID_MARGIN = timedelta(minutes=1)
"""An id may be made so much after the time that its posting states: at most 21 s were measured."""

ARRIVALS = ("mastodon",)
"""Platforms whose ids may hold the arrival of a post from another server, after it was public."""

_HEARSAY = "only a search engine says that this picture is there: open the page and compare"

_BEFORE_ALL = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class _Candidate:
    """An appearance with the match that it came from."""

    appearance: Appearance
    match: Match

    @property
    def order(self) -> tuple[datetime, datetime, str, int, int, str]:
        """What the candidates are sorted by: never two alike, so their input order is no matter."""
        public, match = self.appearance.public, self.match
        assert public.latest is not None
        return (
            public.latest,
            public.earliest or _BEFORE_ALL,
            self.appearance.sighting.posting_key,
            list(Strength).index(match.strength),
            match.distance,
            match.media.sha256,
        )


def earliest_appearance(
    matches: Collection[Match],
) -> tuple[Earliest | None, tuple[Rejected, ...]]:
    """Find the appearance that was public at the latest before all others, and all set aside.

    Without any dated appearance the first part is `None` and the second says why.
    """
    candidates, rejected = appearances(matches)
    if not candidates:
        return None, rejected
    return _reasoned(candidates, rejected), rejected


def of_sightings(
    sightings: Collection[Sighting],
) -> tuple[Earliest | None, tuple[Appearance, ...], tuple[Rejected, ...]]:
    """Reason in the same way over postings that are known to be of one picture, each once."""
    dated: list[Appearance] = []
    rejected: list[Rejected] = []
    for each in sorted(sightings, key=lambda s: s.posting_key):
        public = public_moment(each.posting)
        if each.is_hearsay:
            rejected.append(Rejected(each.media_sha256, each, _HEARSAY))
        elif public is None:
            rejected.append(Rejected(each.media_sha256, each, _why_undated(each.posting)))
        else:
            dated.append(Appearance(each.media_sha256, each, public))
    dated.sort(key=lambda a: (a.public.latest or _BEFORE_ALL, a.public.earliest or _BEFORE_ALL))
    earliest = _reasoned(tuple(dated), tuple(rejected)) if dated else None
    return earliest, tuple(dated), tuple(rejected)


def _reasoned(candidates: tuple[Appearance, ...], rejected: tuple[Rejected, ...]) -> Earliest:
    first, *others = candidates
    ambiguous = tuple(other for other in others if not first.public.certainly_before(other.public))
    runner_up = others[0] if others else None
    return Earliest(first, runner_up, ambiguous, rejected)


def appearances(
    matches: Collection[Match], strengths: Collection[Strength] = SURE
) -> tuple[tuple[Appearance, ...], tuple[Rejected, ...]]:
    """Put all dated appearances in order of time, and say why other sightings are not among them.

    A posting counts once, however many of its pictures match. Order is by the time at which the
    picture was public at the latest, then by the earliest possible time, then by posting key.
    """
    candidates: list[_Candidate] = []
    rejected: list[Rejected] = []
    for match in matches:
        for found in _judged(match, strengths):
            if isinstance(found, Rejected):
                rejected.append(found)
            else:
                candidates.append(found)
    dated: dict[str, Appearance] = {}
    for candidate in sorted(candidates, key=lambda c: c.order):
        dated.setdefault(candidate.appearance.sighting.posting_key, candidate.appearance)
    return tuple(dated.values()), _once(rejected, dated.keys())


def _judged(match: Match, strengths: Collection[Strength]) -> Iterator[_Candidate | Rejected]:
    doubt = _doubt(match, strengths)
    for sighting in match.sightings:
        public = public_moment(sighting.posting)
        unseen = doubt or (_HEARSAY if sighting.is_hearsay else "")
        if unseen or public is None:
            reason = unseen or _why_undated(sighting.posting)
            yield Rejected(match.media.sha256, sighting, reason)
        else:
            yield _Candidate(Appearance(match.media.sha256, sighting, public), match)


def _doubt(match: Match, strengths: Collection[Strength]) -> str:
    if match.of_a_scene:
        return "probably another photograph of the same scene: compare the pictures before using it"
    if match.strength not in strengths:
        return "a possible match only: compare the pictures before using it"
    return ""


def _once(rejected: list[Rejected], dated: Collection[str]) -> tuple[Rejected, ...]:
    """Leave out postings that another of their pictures dates, and sort what remains."""
    rest: dict[tuple[str, str], Rejected] = {}
    for one in sorted(rejected, key=lambda r: (r.sighting.posting_key, r.media_sha256, r.reason)):
        if one.sighting.posting_key not in dated:
            rest.setdefault((one.sighting.posting_key, one.media_sha256), one)
    return tuple(rest.values())


def public_moment(posting: Posting) -> Moment | None:
    """Give the interval in which a posting became public, or `None` where nothing ends it.

    A posting time stands as it is. The earliest archive or crawler lowers its end; it is alone the
    end where no posting time is stated, or where it lies before that time (which may be the date
    of an edit). A time before its own id was made is not believed.
    """
    ended = [m for m in posting.moments if m.latest and not before_its_id(posting, m)]
    posted = _agreed([m for m in ended if m.clock is Clock.POSTED])
    seen = _agreed_end([m for m in ended if m.clock in WITNESSES])
    if posted is None or seen is None:
        return posted or seen
    assert posted.latest is not None
    assert seen.latest is not None
    if posted.latest <= seen.latest:
        return posted
    if posted.earliest is not None and seen.latest < posted.earliest:
        return seen
    stated = f"{posted.stated}; {seen.clock} {seen.stated}"
    return replace(seen, clock=Clock.POSTED, earliest=posted.earliest, stated=stated)


def before_its_id(posting: Posting, stated: Moment) -> bool:
    """Tell whether a time lies certainly before a server made the id of the posting."""
    if posting.platform.lower() in ARRIVALS:
        return False
    return any(
        stated.certainly_before(made, ID_MARGIN)
        for made in posting.moments
        if made.clock is Clock.ID_CREATED and made.trust is Trust.SERVER_MADE
    )


def _agreed(posted: list[Moment]) -> Moment | None:
    """Join several posting times of one posting: what they share, or the whole if they clash."""
    if not posted:
        return None
    starts = [m.earliest or _BEFORE_ALL for m in posted]
    ends = [m.latest for m in posted if m.latest]
    start, end = max(starts), min(ends)
    if start > end:
        start, end = min(starts), max(ends)
    in_order = sorted(posted, key=lambda m: (m.stated, m.basis, m.trust))
    for moment in in_order:
        if (moment.earliest or _BEFORE_ALL, moment.latest) == (start, end):
            return moment
    ending = next(m for m in in_order if m.latest == end)
    stated = "; ".join(dict.fromkeys(m.stated for m in in_order))
    return replace(ending, earliest=None if start == _BEFORE_ALL else start, stated=stated)


def _agreed_end(seen: list[Moment]) -> Moment | None:
    """Take the earliest time at which an archive or crawler saw a posting, with no lower end."""
    by_end = sorted(seen, key=lambda m: (m.latest or _BEFORE_ALL, m.clock, m.stated, m.basis))
    return replace(by_end[0], earliest=None) if by_end else None


def _why_undated(posting: Posting) -> str:
    clocks = {moment.clock for moment in posting.moments}
    public = [m for m in posting.moments if m.clock in (Clock.POSTED, *WITNESSES)]
    if any(before_its_id(posting, moment) for moment in public):
        return "contradicted by its own id, which was made after the time that is stated"
    if clocks & {Clock.POSTED, *WITNESSES}:
        return "nothing says when it was public at the latest; only times before that are known"
    if Clock.ID_CREATED in clocks:
        return "no posting time is stated; the time in its id only says since when it can exist"
    if clocks:
        return "no posting time is stated; the times that are do not say when it was public"
    return "no posting time is stated"
