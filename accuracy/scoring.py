"""From answers to figures: recall, false matches, confusion within a set, boxes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from accuracy.attacks.interface import WHOLE, Truth
from accuracy.pictures import Picture, kin
from provenance.model.geometry import Box
from provenance.model.match import Relation, Strength, Transform

_NEAR_DEGREES = 3
GOOD_OVERLAP = 0.9
UNMOVED = Truth()
AS_IT_WAS = Transform()


@dataclass(frozen=True, slots=True)
class Question:
    """An edited picture that is checked; `attack` is empty where it was left as it is."""

    picture: Picture
    attack: str = ""
    truth: Truth = UNMOVED


@dataclass(frozen=True, slots=True)
class Hit:
    """A match of the report, as far as it is scored."""

    sha256: str
    strength: Strength
    relation: Relation
    transform: Transform = AS_IT_WAS

    @property
    def strong(self) -> bool:
        """Tell whether the report is sure of it."""
        return self.strength is not Strength.POSSIBLE


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a question; `failure` says why there is no report."""

    question: Question
    hits: tuple[Hit, ...] = ()
    failure: str = ""

    def own(self) -> Hit | None:
        """Give the match with the picture that was edited."""
        return next((hit for hit in self.hits if hit.sha256 == self.question.picture.sha256), None)


@dataclass(frozen=True, slots=True)
class Recall:
    """How often the right picture was found; `scene` counts strong ones called a mere scene."""

    asked: int
    strong: int
    possible: int
    scene: int

    @property
    def share(self) -> float:
        """Give the share of strong matches in percent."""
        return 100 * self.strong / self.asked if self.asked else 0.0


@dataclass(frozen=True, slots=True)
class FalseMatch:
    """A match with a picture that has nothing to do with the question."""

    question: Question
    picture: Picture
    strength: Strength
    relation: Relation


@dataclass(frozen=True, slots=True)
class Confusion:
    """What was said of other pictures of the same marked set."""

    pairs: int
    strong: int
    possible: int
    same: int

    @property
    def share(self) -> float:
        """Give in percent how many of the matches were called the same picture."""
        matched = self.strong + self.possible
        return 100 * self.same / matched if matched else 0.0


@dataclass(frozen=True, slots=True)
class Overlaps:
    """How well boxes were drawn: IoU with the truth in the query and in the indexed picture.

    `boxed` counts the matches that say where they lie; one without a box speaks of the whole.
    `turned` counts those whose mirroring and rotation are right.
    """

    matched: int
    boxed: int
    turned: int
    in_query: tuple[float, ...]
    in_match: tuple[float, ...]

    @property
    def good(self) -> float:
        """Give in percent how many of the matches have both boxes at an IoU of 0.9 or more."""
        both = [min(pair) for pair in zip(self.in_query, self.in_match, strict=True)]
        return 100 * fmean(each >= GOOD_OVERLAP for each in both) if both else 0.0


def recall(answers: Sequence[Answer]) -> Recall:
    """Count in how many answers the picture that was edited is found."""
    own = [hit for hit in (answer.own() for answer in answers) if hit is not None]
    strong = [hit for hit in own if hit.strong]
    scene = sum(hit.relation is Relation.SAME_SCENE for hit in strong)
    return Recall(len(answers), len(strong), len(own) - len(strong), scene)


def false_matches(
    answers: Iterable[Answer], indexed: Mapping[str, Picture]
) -> tuple[FalseMatch, ...]:
    """List the matches with strangers: neither the picture itself nor one of its marked set."""
    return tuple(
        FalseMatch(answer.question, picture, hit.strength, hit.relation)
        for answer in answers
        for hit in answer.hits
        for picture in (indexed[hit.sha256],)
        if _strangers(answer.question.picture, picture)
    )


def stranger_pairs(answers: Iterable[Answer], indexed: Mapping[str, Picture]) -> int:
    """Count the pairs of a question that was answered and an indexed stranger."""
    counted: dict[str, int] = {}
    total = 0
    for answer in answers:
        asked = answer.question.picture
        if asked.sha256 not in counted:
            counted[asked.sha256] = sum(_strangers(asked, each) for each in indexed.values())
        total += 0 if answer.failure else counted[asked.sha256]
    return total


def confusion(answers: Iterable[Answer], indexed: Mapping[str, Picture]) -> dict[str, Confusion]:
    """Count for each marked set what was said of its other pictures."""
    members: dict[str, list[Picture]] = {}
    for picture in indexed.values():
        members.setdefault(picture.group, []).append(picture)
    found: dict[str, list[Hit]] = {}
    pairs: dict[str, int] = {}
    for answer in answers:
        asked = answer.question.picture
        others = {each.sha256 for each in members.get(asked.group, ()) if _of_one_set(asked, each)}
        if others and not answer.failure:
            pairs[asked.group] = pairs.get(asked.group, 0) + len(others)
            hits = found.setdefault(asked.group, [])
            hits += (hit for hit in answer.hits if hit.sha256 in others)
    return {group: _confusion(count, found[group]) for group, count in sorted(pairs.items())}


def added(parts: Iterable[Confusion]) -> Confusion:
    """Add up what was said of several sets."""
    rows = [(each.pairs, each.strong, each.possible, each.same) for each in parts]
    return Confusion(*(sum(column) for column in zip(*rows, strict=True))) if rows else NOBODY


NOBODY = Confusion(0, 0, 0, 0)


def overlaps(answers: Iterable[Answer]) -> Overlaps:
    """Compare the boxes of the right matches, strong ones only, with the truth."""
    pairs = [
        (answer.question.truth, own.transform)
        for answer in answers
        for own in (answer.own(),)
        if own is not None and own.strong
    ]
    return Overlaps(
        len(pairs),
        sum(None not in (said.crop_query, said.crop_match) for _, said in pairs),
        sum(_turned_right(truth, said) for truth, said in pairs),
        tuple(overlap(truth.where, said.crop_query) for truth, said in pairs),
        tuple(overlap(truth.seen, said.crop_match) for truth, said in pairs),
    )


def overlap(one: Box, other: Box | None) -> float:
    """Give the area that two boxes share by the area that they cover together.

    A match that gives no box compared whole pictures, and so speaks of the whole.
    """
    other = other or WHOLE
    width = min(one.right, other.right) - max(one.left, other.left)
    height = min(one.bottom, other.bottom) - max(one.top, other.top)
    shared = max(0.0, width) * max(0.0, height)
    together = _area(one) + _area(other) - shared
    return shared / together if together > 0 else 0.0


def moved(truth: Truth) -> bool:
    """Tell whether an edit cut, moved or turned the picture, so that a place can be wrong."""
    return truth != UNMOVED


def _area(box: Box) -> float:
    return max(0.0, box.right - box.left) * max(0.0, box.bottom - box.top)


def _turned_right(truth: Truth, said: Transform) -> bool:
    apart = abs(truth.rotated - said.orientation.rotated) % 360
    near = min(apart, 360 - apart) <= _NEAR_DEGREES
    return near and truth.mirrored == said.orientation.mirrored


def _confusion(pairs: int, hits: Sequence[Hit]) -> Confusion:
    strong = sum(hit.strong for hit in hits)
    same = sum(hit.relation in {Relation.SAME_PICTURE, Relation.SAME_BYTES} for hit in hits)
    return Confusion(pairs, strong, len(hits) - strong, same)


def _of_one_set(one: Picture, other: Picture) -> bool:
    return kin(one, other) and not _one_photograph(one, other)


def _strangers(one: Picture, other: Picture) -> bool:
    return not kin(one, other) and not _one_photograph(one, other)


def _one_photograph(one: Picture, other: Picture) -> bool:
    return one.sha256 == other.sha256 or other.sha256 in one.copies
