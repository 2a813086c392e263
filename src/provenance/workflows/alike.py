"""Makes possible matches of what a network thinks alike; nothing else is known of them."""

from __future__ import annotations

from dataclasses import replace

from provenance.index.interface import Alike
from provenance.model.case import Examination
from provenance.model.match import BY_EMBEDDING, Match, Relation, Strength, Transform
from provenance.model.media import Frame

ALIKE_WITHIN = 400
"""A cosine of 0.60 or more. In 4.4 million pairs of unrelated photographs, that of the nearest was
0.49, and 0.57 with the small network that was taught by SSCD."""

ALIKE = 10
"""Media that are looked at for each queried frame; the right one was always among them."""


def nearest(one: Examination, other: Examination) -> tuple[Frame, Alike] | None:
    """Give the frame of A that a network thinks most like one of B; `None` without a network."""
    pairs = [
        (own.distance(its), queried.frame, Alike(other.media, stored.frame, 0, own.crop))
        for queried in one.frames
        for own in queried.embeddings
        for stored in other.frames
        for its in stored.embeddings[:1]
    ]
    if not pairs:
        return None
    distance, frame, alike = min(pairs, key=lambda each: each[0])
    return frame, replace(alike, distance=distance)


def of_alike(queried: Frame, alike: Alike) -> Match:
    """Make a match of an embedding that is near."""
    return Match(
        alike.media,
        Strength.POSSIBLE,
        Relation.UNKNOWN,
        BY_EMBEDDING,
        alike.distance,
        ALIKE_WITHIN,
        Transform(crop_query=alike.crop),
        queried,
        alike.frame,
        sightings=(),
    )
