"""The sentences about how a picture travelled, so that text and HTML say the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from provenance.model.origin import PassedOn, Relay
from provenance.model.posting import Posting
from provenance.model.travel import Chain, Import, Known, Step, Trace, Travel
from provenance.reports.wording import counted

HEADING = "how it travelled, as far as this index knows"
CAPTIONS = "captions, in order of the time by which each is first known"
PLATFORMS = "first known on each platform"
CHAINS = "forwards, reposts and quotes, as the postings state them"
IMPORTS = "in one import more than once"
NO_CAPTION = "no caption"
NOT_WHOLE = "There are more chains than were followed."

_PASSES = {
    Relay.FORWARD: ("forwards", "forward"),
    Relay.REPOST: ("reposts", "repost"),
    Relay.QUOTE: ("quotes", "quote"),
}


@dataclass(frozen=True, slots=True)
class Passed:
    """Postings that pass on the same, in the same way, and the steps from there."""

    passing: tuple[Known, ...]
    steps: tuple[Step, ...]


def is_told(travel: Travel) -> bool:
    """Tell whether there is more to say than the table of sightings says already."""
    return travel.postings > 1 or bool(travel.chains)


def together(chains: Sequence[Chain]) -> list[Passed]:
    """Put chains together that differ only in the posting that they begin with."""
    found: dict[object, list[Chain]] = {}
    for chain in chains:
        first, *rest = chain.steps
        # One original may be named in several ways; what is not known, only where named alike.
        ends = tuple(known.key for known in first.originals) or first.origin
        relay = first.origin.relay
        way = tuple((step.passing.key, step.origin, step.trace) for step in rest)
        found.setdefault((relay, first.stated, first.trace, ends, way), []).append(chain)
    return [
        Passed(tuple(chain.steps[0].passing for chain in alike), alike[0].steps)
        for alike in found.values()
    ]


def many(imported: Sequence[Import]) -> list[Import]:
    """Give the imports that hold the picture more than once."""
    return [each for each in imported if each.postings > 1]


def passes(relay: Relay, count: int) -> str:
    """Write what so many postings do: "3 postings repost"."""
    one, more = _PASSES[relay]
    return f"{counted(count, 'posting', 'postings')} {one if count == 1 else more}"


def name_of(posting: Posting) -> str:
    """Name a posting by its account, else by what else is stated."""
    rest = posting.account or posting.native_id or posting.url
    return " ".join(part for part in (posting.platform, rest) if part) or "a posting"


def passed_on(step: Step) -> str:
    """Name what is passed on: the original where it is known, else what is said of it."""
    if step.trace is Trace.BY_NAME or not step.originals:
        return _stated(step.origin)
    return name_of(step.originals[0].posting)


def _stated(origin: PassedOn) -> str:
    names = (origin.platform, origin.account, origin.url or origin.native_id)
    stated = " ".join(part for part in names[1:] if part)
    return " ".join(part for part in (names[0], stated or "a posting without a name") if part)


def outcome(step: Step) -> str:
    """Say what became of the search for an original."""
    if step.trace is Trace.BY_NAME:
        count = counted(len(step.originals), "posting", "postings")
        count += " and more" if step.more else ""
        return f"only the account is named; {count} of it known here may be the original"
    if step.trace is Trace.ABSENT and not step.origin.names_posting:
        named = (
            "only its account is named, and of that" if step.origin.account else "it has no name;"
        )
        return f"original not found in this index: {named} no posting of this picture is known"
    return {
        Trace.KNOWN: "the original is in this index",
        Trace.ABSENT: "original not in this index",
        Trace.CIRCLE: "a circle: this posting is further up in the same chain",
        Trace.CUT: "not followed any further",
    }[step.trace]


def shared_by(imported: Import) -> str:
    """Count what one import holds: "in this import 7 postings of 4 accounts"."""
    said = f"in this import {counted(imported.postings, 'posting', 'postings')}"
    if imported.accounts:
        said += f" of {counted(imported.accounts, 'account', 'accounts')}"
    if imported.without_account:
        said += f", {imported.without_account:,} without an account"
    return said


def spread(count: int, undated: int, platforms: Sequence[str], languages: Sequence[str]) -> str:
    """Say under a caption how often and where it stands: "3 postings on x; language stated: fr"."""
    said = counted(count, "posting", "postings")
    if platforms:
        said += f" on {', '.join(platforms)}"
    if undated and undated < count:
        said += f"; {undated:,} without a known time"
    if languages:
        said += f"; language stated: {', '.join(languages)}"
    return said
