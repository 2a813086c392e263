"""The evidence lines that several checks share: where each fact stands, as it was stated."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from itertools import islice

from provenance.checks.wording import bounds, count, instant, when
from provenance.model.case import Appearance, Earliest, Rejected
from provenance.model.decision import Decision
from provenance.model.embedding import UNITS
from provenance.model.finding import Evidence
from provenance.model.match import (
    BY_ASKING,
    BY_DECISION,
    BY_EMBEDDING,
    BY_KEYPOINTS,
    Match,
    Strength,
)
from provenance.model.metadata import Metadata, State, ZoneState
from provenance.model.moment import Clock, Moment
from provenance.model.posting import Posting, Sighting
from provenance.model.ties import why_tied

SHOWN = 5
"""How many of a long list stand in a finding; the rest is counted."""


def of_appearance(appearance: Appearance, matches: Iterable[Match]) -> Iterator[Evidence]:
    """Tell when a posting was public, who says so, where it is and how its picture matches."""
    public, sighting = appearance.public, appearance.sighting
    yield Evidence("time as stated", public.stated, f"{public.basis}, {public.trust}")
    yield Evidence("public", bounds(public), f"{public.clock} time")
    yield Evidence("posting", name_of(sighting), collected(sighting))
    alike = [match for match in matches if match.media.sha256 == appearance.media_sha256]
    for match in sorted(alike, key=lambda m: (list(Strength).index(m.strength), m.distance))[:1]:
        yield of_match(match)
    for edit in edits(sighting.posting):
        yield Evidence("edited", f"{when(edit)}; an edit may swap the picture", f"{edit.basis}")


def of_other(what: str, appearance: Appearance) -> Evidence:
    """Tell of one more appearance in a single line."""
    posting = name_of(appearance.sighting)
    return Evidence(what, f"{when(appearance.public)}, {posting}", collected(appearance.sighting))


def of_match(match: Match) -> Evidence:
    """Tell how a picture matches: its strength, its distance and the threshold."""
    value = f"{match.strength}, {match.relation}"
    if match.is_hidden:
        value += " of an embedded picture"
    if match.decision is not None:
        value += f"; {of_decision(match.decision)}"
    if match.method == BY_ASKING:
        value += "; only a search engine says so"
    elif match.strength is not Strength.EXACT and match.method != BY_DECISION:
        value += f"; {_nearness(match)}"
    return Evidence("match", value, f"sha256 {match.media.sha256}")


def _nearness(match: Match) -> str:
    if match.method == BY_KEYPOINTS:
        agree = count(match.distance, "keypoint agrees", "keypoints agree")
        return f"{agree}, {match.threshold} needed"
    if match.method == BY_EMBEDDING:
        found, needed = (1 - each / UNITS for each in (match.distance, match.threshold))
        return f"a network thinks them alike (SSCD): cosine {found:.2f}, {needed:.2f} needed"
    bits = f"{match.method}: {match.distance} bits differ, at most {match.threshold} may"
    if match.alignment is None:
        return bits
    agree = count(match.alignment.inliers, "keypoint agrees", "keypoints agree")
    return f"{bits}; {agree}"


def of_decision(decision: Decision) -> str:
    """Tell what a reviewer decided, who it was, when and why."""
    stated = f"decided by {decision.by} on {instant(decision.decided_at)}"
    return f'{stated} to be {decision.verdict}: "{decision.why}"'


def of_set_aside(matches: Collection[Match]) -> Iterator[Evidence]:
    """Tell of the first few matches that were decided to be different, and count the rest."""
    for match in islice(matches, SHOWN):
        yield Evidence("set aside", of_match(match).value, f"sha256 {match.media.sha256}")
    yield from of_the_rest("set aside", len(matches))


def of_rejected(rejected: Collection[Rejected]) -> Iterator[Evidence]:
    """Tell of the first few sightings that were set aside, and count the rest."""
    for one in islice(rejected, SHOWN):
        value = f"{name_of(one.sighting)}: {one.reason}"
        yield Evidence("set aside", value, collected(one.sighting))
    yield from of_the_rest("set aside", len(rejected))


def of_ties(earliest: Earliest) -> Iterator[Evidence]:
    """Tell why each of the first few others may have been as early, and count the rest."""
    for other in islice(earliest.ambiguous, SHOWN):
        value = f"{name_of(other.sighting)}: {why_tied(earliest.first, other)}"
        yield Evidence("may be as early", value, collected(other.sighting))
    yield from of_the_rest("may be as early", len(earliest.ambiguous))


def of_the_rest(what: str, number: int) -> Iterator[Evidence]:
    """Count what of a list of so many was not shown."""
    if number > SHOWN:
        yield Evidence(what, f"{number - SHOWN:,} more", "the matches of this report")


def of_capture(metadata: Metadata, captured: Moment) -> Iterator[Evidence]:
    """Tell the capture time that a file states and what is known of its zone."""
    zone = {
        ZoneState.OFFSET_STATED: "its offset from UTC is stated",
        ZoneState.UNKNOWN: "no zone is stated, so 14 hours either way",
    }[metadata.zone]
    yield Evidence("capture time as stated", captured.stated, metadata.captured_from)
    yield Evidence("capture time", bounds(captured), zone)


def of_claimed_time(claimed: Moment) -> Evidence:
    """Tell the claimed time and the interval that it may mean."""
    return Evidence("claimed time", when(claimed), "the claim")


def of_remarks(metadata: Metadata) -> tuple[Evidence, ...]:
    """Tell what the file states that could not be used."""
    return tuple(Evidence("remark", remark, "the file's metadata") for remark in metadata.remarks)


def why_missing(metadata: Metadata, fact: str) -> str:
    """Say why a file gives no such fact: no EXIF, broken EXIF, unusable value or none."""
    exif = metadata.block("exif")
    if exif.state is State.UNREADABLE:
        return f"the file's EXIF could not be read ({exif.reason})"
    if exif.state is State.ABSENT:
        return "the file carries no EXIF"
    if metadata.remarks:
        return f"the file states no {fact} that can be used"
    return f"the file states no {fact}"


def edits(posting: Posting) -> tuple[Moment, ...]:
    """Give the times at which a posting was edited."""
    return tuple(moment for moment in posting.moments if moment.clock is Clock.EDITED)


def name_of(sighting: Sighting) -> str:
    """Name a sighting by what is stated of its posting, or by its file where nothing is."""
    posting = sighting.posting
    parts = (posting.platform, posting.account, posting.url or posting.native_id)
    stated = ", ".join(part for part in parts if part)
    return stated or f"the file {next(iter(sighting.files), 'without a name')}"


def collected(sighting: Sighting) -> str:
    """Name where our knowledge of a posting comes from."""
    sources = dict.fromkeys(f"{c.source}: {c.path}" for c in sighting.collections)
    first = next(iter(sources), "the index")
    return first if len(sources) <= 1 else f"{first} and {count(len(sources) - 1, 'more source')}"
