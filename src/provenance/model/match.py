"""Match: our opinion that two frames show the same picture, with its evidence."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from provenance.model.alignment import Alignment
from provenance.model.clip import Clip
from provenance.model.decision import Decision, Verdict
from provenance.model.fingerprint import UPRIGHT, Orientation
from provenance.model.geometry import Box
from provenance.model.media import Frame, Media
from provenance.model.posting import Sighting
from provenance.model.span import Span
from provenance.model.strip import Strip

BY_DECISION = "decision"
"""The method of a match that no search found, but somebody decided to be the same."""


BY_KEYPOINTS = "keypoints"
"""The method of a match that was found by keypoints that lie alike in both pictures."""


BY_EMBEDDING = "sscd"
"""The method of a match that a neural network alone thinks alike; it never dates a picture."""


BY_CLIP = "clip"
"""The method that looks for a stretch which two videos have in common; it makes no match alone."""


BY_ASKING = "search-engine"
"""The method of a match that only a search engine asserts; nobody here has seen the copy."""


class Strength(StrEnum):
    """EXACT: the same bytes. STRONG: within a strong threshold. POSSIBLE: look at it yourself."""

    EXACT = "exact"
    STRONG = "strong"
    POSSIBLE = "possible"


SURE = (Strength.EXACT, Strength.STRONG)
"""Strengths that may date a picture without somebody looking first."""


class Relation(StrEnum):
    """What the two pictures are to each other, as far as was tested.

    `SAME_LETTERING` are pictures that differ under the same words, frame, logo or screen of an app.
    """

    SAME_BYTES = "same-bytes"
    SAME_PICTURE = "same-picture"
    EDITED_COPY = "edited-copy"
    SAME_SCENE = "same-scene"
    SAME_LETTERING = "same-lettering"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Transform:
    """How the indexed picture becomes the query: mirrored, then rotated clockwise, then scaled.

    `scale` is query pixels per indexed pixel along the query's width. A box is `None` where the
    method compared whole pictures and so knows no crop.
    """

    orientation: Orientation = UPRIGHT
    crop_query: Box | None = None
    crop_match: Box | None = None
    scale: float | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """Two frames held to show the same picture.

    `method` is `sha256` or the name of a signal; `distance` and `threshold` are in its unit (bits).
    It is `BY_DECISION` where no search found the pair.
    For `BY_KEYPOINTS` they count the keypoints that agree and those needed: more is nearer.
    For `BY_EMBEDDING` they are 1000 times one minus the cosine of the two embeddings.
    `agreement` is the share of aligned blocks that correlate, or `None` where it was not tested.
    `alignment` says how one picture lies on the other, where keypoints showed it. `differing` are
    parts of the query that show something else than the indexed picture does there.
    `clip` is the longest stretch that two videos have in common, as far as one was found;
    `more_clips` are others of them, in order, as where one was cut up and joined anew. `strips` are
    frames of the videos among the two, that of the query first; only the nearest matches have any.
    `shown` is when the indexed video shows a queried still, as far as it can be told.
    `decision` is what is in force on this pair, or `None` where nobody decided.
    """

    media: Media
    strength: Strength
    relation: Relation
    method: str
    distance: int
    threshold: int
    transform: Transform
    query_frame: Frame
    match_frame: Frame
    sightings: tuple[Sighting, ...]
    agreement: float | None = None
    alignment: Alignment | None = None
    differing: tuple[Box, ...] = ()
    thumbnail: bytes = b""
    decision: Decision | None = None
    clip: Clip | None = None
    more_clips: tuple[Clip, ...] = ()
    strips: tuple[Strip, ...] = ()
    shown: Span | None = None

    def as_asserted(self) -> Match:
        """Give the match as it stands for what only a search engine says to be the picture."""
        possible, unknown = Strength.POSSIBLE, Relation.UNKNOWN
        return replace(self, strength=possible, relation=unknown, method=BY_ASKING, decision=None)

    @property
    def of_a_scene(self) -> bool:
        """Tell whether it is probably of the same scene only, and nobody decided otherwise."""
        return self.relation is Relation.SAME_SCENE and self.decision is None

    @property
    def dates(self) -> bool:
        """Tell whether it may date a picture: somebody has looked, or nobody needs to first."""
        parted = self.decision is not None and self.decision.verdict is Verdict.DIFFERENT
        return self.strength in SURE and not self.of_a_scene and not parted

    @property
    def is_hidden(self) -> bool:
        """Tell whether it speaks of an embedded picture, and so not of what is seen."""
        return self.query_frame.role.is_embedded or self.match_frame.role.is_embedded
