"""Chains: which posting passes on which, as the postings themselves state it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import islice

from provenance.checks.earliest import public_moment
from provenance.model.moment import Clock, Moment
from provenance.model.origin import PassedOn, Relay
from provenance.model.posting import Posting, Sighting
from provenance.model.travel import Chain, Known, Step, Trace

MOST_STEPS = 50
"""Steps after which a chain is followed no further."""

MOST_CHAINS = 10_000
"""Chains after which no more are given; several origins of one posting multiply them."""

MOST_NAMED = 20
"""Postings of an account that is named without a posting, the first by their time, that are given:
a channel that forwards itself a thousand times would give a million."""

Found = Mapping[PassedOn, tuple[str, Posting]]
"""The postings of the index that origins name, each with its key."""

_AFTER_ALL = datetime.max.replace(tzinfo=UTC)


def named_origins(postings: Iterable[Posting]) -> frozenset[PassedOn]:
    """Give the origins that name a posting, which an index can be asked for."""
    return frozenset(o for posting in postings for o in posting.origins if o.names_posting)


def chains(sightings: Collection[Sighting], found: Found) -> tuple[tuple[Chain, ...], bool]:
    """Follow every posting that passes on another; tell, too, whether these are all chains.

    Each begins where nothing that is known passes it on; circles begin anywhere, and end.
    """
    ways = _Ways.of(sightings, found)
    given = tuple(islice(_all(ways), MOST_CHAINS + 1))
    return given[:MOST_CHAINS], len(given) <= MOST_CHAINS


@dataclass(frozen=True, slots=True)
class _Ways:
    """What is known of all postings: those of the picture, and those that they lead to."""

    found: Found
    own: Mapping[str, Known]
    by_account: Mapping[tuple[str, str], list[Known]] = field(default_factory=dict)

    @classmethod
    def of(cls, sightings: Collection[Sighting], found: Found) -> _Ways:
        own = {s.posting_key: _known(s.posting_key, s.posting) for s in sightings}
        by_account: dict[tuple[str, str], list[Known]] = defaultdict(list)
        for known in sorted(own.values(), key=_by_time):
            by_account[_account(known.posting.platform, known.posting.account)].append(known)
        return cls(found, own, by_account)

    def step(self, passing: Known, origin: PassedOn) -> Step:
        """Look for what a posting says that it passes on."""
        stated = None if origin.relay is Relay.QUOTE else _stated(passing.posting)
        if origin in self.found:
            original = _known(*self.found[origin])
            return Step(passing, origin, stated, Trace.KNOWN, (original,))
        if origin.names_posting or not origin.account:
            return Step(passing, origin, stated, Trace.ABSENT)
        named = self.by_account.get(_account(origin.platform, origin.account), [])
        may_be = (one for one in named if _may_be(one, passing, stated))
        shown = tuple(islice(may_be, MOST_NAMED))
        trace = Trace.BY_NAME if shown else Trace.ABSENT
        return Step(passing, origin, stated, trace, shown, next(may_be, None) is not None)

    def targets(self) -> set[str]:
        """Give the keys of all that something passes on."""
        postings = [known.posting for known in self.own.values()]
        postings += [posting for _, posting in self.found.values()]
        origins = {origin for posting in postings for origin in posting.origins}
        return {self.found[origin][0] for origin in origins if origin in self.found}


def _all(ways: _Ways) -> Iterator[Chain]:
    passing = [known for known in ways.own.values() if _origins(known.posting)]
    passing.sort(key=_by_time)
    targets = ways.targets()
    begun = [known for known in passing if known.key not in targets]
    seen: set[str] = set()
    # What is left after the beginnings goes round in circles.
    for known in (*begun, *passing):
        if known.key not in seen:
            for steps in _paths(ways, known, (known.key,)):
                seen.update(step.passing.key for step in steps)
                yield Chain(steps)


def _paths(ways: _Ways, known: Known, behind: tuple[str, ...]) -> Iterator[tuple[Step, ...]]:
    for origin in _origins(known.posting):
        step = ways.step(known, origin)
        original = step.originals[0] if step.trace is Trace.KNOWN else None
        if original is None:
            yield (step,)
        elif original.key in behind:
            yield (replace(step, trace=Trace.CIRCLE),)
        elif not _origins(original.posting):
            yield (step,)
        elif len(behind) >= MOST_STEPS:
            yield (replace(step, trace=Trace.CUT),)
        else:
            for rest in _paths(ways, original, (*behind, original.key)):
                yield (step, *rest)


def _origins(posting: Posting) -> tuple[PassedOn, ...]:
    """Give what a posting passes on; an account alone says nothing beside a named posting.

    A time of an original without a word of whose it was states an origin, too.
    """
    named = {origin.relay for origin in posting.origins if origin.names_posting}
    kept: dict[tuple[str, ...], PassedOn] = {}
    # Two sources may name one original, one of them with its account.
    for one in sorted(posting.origins, key=lambda o: (o.relay, len(o.url + o.account), o.account)):
        if one.names_posting or one.relay not in named:
            kept[one.relay, one.platform.lower(), one.native_id or one.url or one.account] = one
    if kept or _stated(posting) is None:
        return tuple(kept.values())
    return (PassedOn(Relay.FORWARD, platform=posting.platform),)


def _stated(posting: Posting) -> Moment | None:
    stated = [m for m in posting.moments if m.clock is Clock.FORWARDED_ORIGINAL]
    return min(stated, key=lambda m: (m.latest or _AFTER_ALL, m.stated, m.basis), default=None)


def _may_be(one: Known, passing: Known, stated: Moment | None) -> bool:
    """Tell whether a posting of the account that is named may be what is passed on."""
    if one.key == passing.key or (stated and one.public and not one.public.overlaps(stated)):
        return False
    after = one.public and passing.public and passing.public.certainly_before(one.public)
    return not after


def _known(key: str, posting: Posting) -> Known:
    return Known(key, posting, public_moment(posting))


def _account(platform: str, account: str) -> tuple[str, str]:
    return platform.lower(), account.strip().removeprefix("@").casefold()


def _by_time(known: Known) -> tuple[datetime, str]:
    return ((known.public.latest if known.public else None) or _AFTER_ALL, known.key)
