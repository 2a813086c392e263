"""Whether a matching picture was public before the claimed time."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from provenance.checks.facts import (
    SHOWN,
    edits,
    of_appearance,
    of_claimed_time,
    of_match,
    of_other,
    of_rejected,
    of_the_rest,
    of_ties,
)
from provenance.checks.interface import About
from provenance.checks.wording import count, instant, span, when
from provenance.model.case import Appearance, Case, Earliest
from provenance.model.finding import Bearing, Evidence, Finding
from provenance.model.match import Match, Relation
from provenance.model.moment import Moment


class EarlierAppearance:
    """Holds the earliest known appearance against the claimed time; later never speaks for it."""

    name = "earlier-appearance"
    about = About(
        code="M01",
        says="The earliest known appearance of the picture, against the claimed time.",
        bearings=(
            Bearing.CONTRADICTS,
            Bearing.INFORMS,
        ),
        otherwise="the posting was edited and its picture swapped; a wrong date in a list",
        cannot_tell="whether the picture was public earlier still, where this index does not reach",
        source="First Draft, Verifying Online Information (provenance)",
    )

    def run(self, case: Case) -> Iterator[Finding]:
        """Contradict the claim where the earliest appearance is certainly before it."""
        sure = [match for match in case.matches if match.dates]
        if case.earliest is not None:
            yield self._dated(case, case.earliest)
        elif sure:
            evidence = (*_of_matches(sure), *of_rejected(case.undated))
            yield Finding(self.name, Bearing.INFORMS, _undated(sure), evidence)
        elif case.matches:
            evidence = tuple(_of_matches(case.matches))
            yield Finding(self.name, Bearing.INFORMS, _only_possible(case.matches), evidence)

    def _dated(self, case: Case, earliest: Earliest) -> Finding:
        claimed = case.claim.time
        bearing, summary = _against(earliest.first, claimed)
        evidence = [*of_appearance(earliest.first, case.matches)]
        if claimed is not None:
            evidence.append(of_claimed_time(claimed))
        if earliest.runner_up is not None:
            evidence.append(of_other("runner-up", earliest.runner_up))
        evidence.extend(of_ties(earliest))
        evidence.extend(of_rejected(earliest.rejected))
        return Finding(self.name, bearing, summary, tuple(evidence))


def _against(first: Appearance, claimed: Moment | None) -> tuple[Bearing, str]:
    public = first.public
    if claimed is None:
        return Bearing.INFORMS, f"Earliest known appearance in this index: {when(public)}."
    if public.certainly_before(claimed):
        return Bearing.CONTRADICTS, _before(public, claimed) + _edited(first, claimed)
    place = "is after" if claimed.certainly_before(public) else "may be before or after"
    return Bearing.INFORMS, (
        f"The earliest known appearance in this index ({when(public)}) {place} the claimed time "
        f"({claimed.stated}); that does not show that the picture was made then."
    )


def _before(public: Moment, claimed: Moment) -> str:
    assert public.latest is not None
    assert claimed.earliest is not None
    return (
        f"A matching picture was public at the latest on {instant(public.latest)}, at least "
        f"{span(public.latest, claimed.earliest)} before the claimed time ({claimed.stated})."
    )


def _edited(first: Appearance, claimed: Moment) -> str:
    """Warn where an edit may have put the picture into an old posting after the claimed time."""
    if all(edit.certainly_before(claimed) for edit in edits(first.sighting.posting)):
        return ""
    return " The posting was edited since: make sure that the picture was in it before."


def _undated(sure: list[Match]) -> str:
    seen = (each for match in sure for each in match.sightings if not each.is_hearsay)
    sightings = {each.posting_key for each in seen}
    stated = "its one sighting states no posting time"
    if len(sightings) != 1:
        stated = f"none of its {len(sightings):,} sightings states a posting time"
    return f"A matching picture was posted before, but {stated}, so it cannot be dated."


def _only_possible(matches: tuple[Match, ...]) -> str:
    scenes = sum(match.relation is Relation.SAME_SCENE for match in matches)
    possible = len(matches) - scenes
    found = [count(possible, "possible match", "possible matches")] if possible else []
    found += [count(scenes, "picture") + " of probably the same scene"] if scenes else []
    return (
        f"No match is sure enough to date this picture: {' and '.join(found)} to compare by eye "
        "first."
    )


def _of_matches(matches: list[Match] | tuple[Match, ...]) -> Iterator[Evidence]:
    yield from map(of_match, islice(matches, SHOWN))
    yield from of_the_rest("match", len(matches))
