"""Holds what a search found against what reviewers decided: their word outweighs our opinion."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from provenance.index.interface import Engine
from provenance.model.case import Examination
from provenance.model.decision import Decision, Verdict, in_force
from provenance.model.match import BY_DECISION, Match, Relation, Strength, Transform
from provenance.model.media import Frame, Media, Role

Decided = Mapping[str, Decision]
"""The decisions in force on one media, each by the SHA-256 of the other one of its pair."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found: what counts, and what somebody decided to be different.

    `hidden` are matches of embedded pictures, which count for nothing that is visible.
    """

    matches: tuple[Match, ...] = ()
    set_aside: tuple[Match, ...] = ()
    hidden: tuple[Match, ...] = ()


def decided(engine: Engine, sha256s: Sequence[str]) -> dict[str, Decided]:
    """Give what is in force on each media; asks the engine once for all of them."""
    found: dict[str, dict[str, Decision]] = {sha256: {} for sha256 in sha256s}
    for decision in in_force(engine.decisions(sha256s)):
        for sha256 in decision.pair:
            if sha256 in found:
                found[sha256][decision.other(sha256)] = decision
    return dict(found)


def honoured(
    engine: Engine, examination: Examination, matches: Sequence[Match], decided: Decided
) -> Found:
    """Set aside what was decided to be different; make strong, or add, what is the same.

    The same bytes are no pair, so nothing is ever decided about an exact match.
    """
    known = [replace(each, decision=decided.get(each.media.sha256)) for each in matches]
    kept = [_confirmed(each) for each in known if not _is_different(each)]
    unseen = decided.keys() - {each.media.sha256 for each in known}
    kept += _added(engine, examination, [decided[sha256] for sha256 in sorted(unseen)])
    return Found(tuple(kept), tuple(each for each in known if _is_different(each)))


def _is_different(match: Match) -> bool:
    return match.decision is not None and match.decision.verdict is Verdict.DIFFERENT


def _confirmed(match: Match) -> Match:
    return match if match.decision is None else replace(match, strength=Strength.STRONG)


def _added(engine: Engine, examination: Examination, decisions: Sequence[Decision]) -> list[Match]:
    """Make matches of what is decided to be the same, as far as the index holds it."""
    added = []
    for decision in decisions:
        other = decision.other(examination.media.sha256)
        media = engine.find(other) if decision.verdict is Verdict.SAME else None
        if media is not None:
            added.append(_by_decision(engine, examination, media, decision))
    return added


def _by_decision(
    engine: Engine, examination: Examination, media: Media, decision: Decision
) -> Match:
    frames = engine.frames(media.sha256)
    frame = frames[0][0] if frames else Frame(media.sha256, 0, 0.0, Role.IMAGE)
    return Match(
        media,
        Strength.STRONG,
        Relation.UNKNOWN,
        BY_DECISION,
        distance=0,
        threshold=0,
        transform=Transform(),
        query_frame=examination.frames[0].frame,
        match_frame=frame,
        sightings=engine.sightings([media.sha256])[media.sha256],
        thumbnail=engine.thumbnail(frame),
        decision=decision,
    )
