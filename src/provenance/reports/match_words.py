"""How near two pictures are and what was done to one of them, in the words of every report."""

from __future__ import annotations

from provenance.model.embedding import UNITS
from provenance.model.fingerprint import Orientation
from provenance.model.geometry import Box, share
from provenance.model.match import (
    BY_ASKING,
    BY_DECISION,
    BY_EMBEDDING,
    BY_KEYPOINTS,
    Match,
    Strength,
    Transform,
)
from provenance.reports.hidden_words import sides
from provenance.reports.moments import moments
from provenance.reports.wording import counted

_MEASURED = 0.02
"""The share of a side by which a box that keypoints gave may be wrong."""


def closeness(match: Match) -> str:
    """Say how near two pictures are: "strong 4/256", or "exact" for the same bytes.

    Where keypoints found them, it counts those that agree: "strong 39 points". Where a network
    alone thinks them alike, it is "possible cos 0.71".

    A match that no search found has no distance: it is "strong, decided". What is probably of the
    same scene only is "scene 39 points", however many agree: it is no strong match.
    """
    if match.strength is Strength.EXACT:
        return match.strength.value
    if match.method == BY_DECISION:
        return f"{match.strength}, decided"
    if match.method == BY_ASKING:
        return f"{match.strength}, asserted"
    word = "scene" if match.of_a_scene else match.strength.value
    return f"{word} {distance(match)}"


def distance(match: Match) -> str:
    """Write the distance in bits out of those that the method compares: `4/256`."""
    if match.method == BY_KEYPOINTS:
        return counted(match.distance, "point", "points")
    if match.method == BY_EMBEDDING:
        return f"cos {cosine(match.distance)}"
    bits = match.method.rpartition("-")[2]
    return f"{match.distance}/{bits}" if bits.isdecimal() else str(match.distance)


def cosine(distance: int) -> str:
    """Write the cosine of two embeddings that lie so far apart: `0.71`."""
    return f"{max(-1.0, 1 - distance / UNITS):.2f}"


def likeness(match: Match) -> str:
    """Say what the pictures are to each other and what was done: "same picture, mirrored"."""
    relation = match.relation.value.replace("-", " ")
    first = "relation unknown" if relation == "unknown" else relation
    first = f"{sides(match)}: {first}" if match.is_hidden else first
    bare = ["known by its hashes only"] if match.media.is_hash_list else []
    return ", ".join([first, *moments(match), *changes(match.transform), *bare])


def differences(match: Match) -> str:
    """Say where two pictures differ: "differs in: bottom (12 %), top left (3 %)"; empty if nowhere.

    The shares are of the picture that was checked.
    """
    shares: dict[str, float] = {}
    for box in match.differing:
        shares[_side(box)] = shares.get(_side(box), 0.0) + share(box)
    named = [f"{side} ({_percent(each)})" for side, each in shares.items()]
    return f"differs in: {', '.join(named)}" if named else ""


def changes(transform: Transform) -> list[str]:
    """Name each thing that was done to the indexed picture to make the one that was checked."""
    done = [*_turns(transform.orientation)]
    if transform.crop_match and not is_whole(transform.crop_match):
        done.append(f"cropped (shows {_percent(share(transform.crop_match))} of it)")
    if not is_whole(transform.crop_query):
        done.append("with something around it")
    if transform.scale is not None and f"{transform.scale:.2f}" != "1.00":
        done.append(f"scaled by {transform.scale:.2f}")
    return done


def _turns(orientation: Orientation) -> list[str]:
    turns = ["mirrored"] if orientation.mirrored else []
    return turns + ([f"rotated {orientation.rotated}°"] if orientation.rotated else [])


def is_whole(box: Box | None) -> bool:
    """Tell whether a box is all of a picture, as far as can be measured."""
    return box is None or (
        max(box.left, box.top) <= _MEASURED and min(box.right, box.bottom) >= 1 - _MEASURED
    )


def _percent(part: float) -> str:
    return f"{max(1, round(part * 100))} %"


def _side(box: Box) -> str:
    """Name the third of a picture, downwards and across, in which the middle of a part lies."""
    middles = ((box.top + box.bottom) / 2, (box.left + box.right) / 2)
    names = (("top", "", "bottom"), ("left", "", "right"))
    words = [own[min(2, int(at * 3))] for own, at in zip(names, middles, strict=True)]
    return " ".join(word for word in words if word) or "middle"
