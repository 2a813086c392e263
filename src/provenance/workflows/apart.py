"""Compares the embedded pictures of one file with one another; runs inside a decoding process."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from provenance.matching.embedded import SAME, likened
from provenance.media.decoder import DecodedFrame
from provenance.model.embedded import (
    TELLING,
    Apart,
    HiddenPicture,
    Likened,
    Likeness,
    PlaceInFile,
)
from provenance.model.fingerprint import UPRIGHT

Lying = tuple[HiddenPicture, DecodedFrame]
"""An embedded picture and its pixels as they lie in the file."""


def apart(lying: Sequence[Lying]) -> Iterator[Apart]:
    """Give each pair that does not show the same; the first picture of each place counts.

    Two that both show what the visible picture does show the same. What the picture was made from
    (an ingredient) may be anything, and the thumbnail of a HEIF is turned already.
    """
    firsts: dict[PlaceInFile, Lying] = {}
    for each in lying:
        firsts.setdefault(each[0].origin, each)
    firsts.pop(PlaceInFile.C2PA_INGREDIENT, None)
    firsts.pop(PlaceInFile.HEIF, None)
    for (one, here), (other, there) in combinations(firsts.values(), 2):
        if {one.likened.likeness, other.likened.likeness}.isdisjoint(TELLING):
            continue
        said = _between(here, there)
        if said is not None:
            yield Apart(one.origin, other.origin, said)


def _between(first: DecodedFrame, second: DecodedFrame) -> Likened | None:
    """Compare in both directions: only the smaller can be found in the larger.

    `None` where they show the same, and where either direction leaves it open.
    """
    one, other = first.luma, second.luma
    both = [likened(one, other, (UPRIGHT,)), likened(other, one, (UPRIGHT,))]
    alike = any(each.likeness is Likeness.SAME and each.score >= SAME for each in both)
    if alike or any(each.likeness is Likeness.UNCLEAR for each in both):
        return None
    telling = [each for each in both if each.likeness in TELLING]
    related = [each for each in telling if each.likeness is not Likeness.DIFFERENT]
    if related:
        return max(related, key=lambda each: each.score)
    return telling[0] if len(telling) == len(both) else None
