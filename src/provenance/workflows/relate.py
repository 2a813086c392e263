"""Names what matched pictures are to each other, by comparing their thumbnails block by block."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from provenance.errors import InputError
from provenance.matching import agreement
from provenance.media import thumbnail
from provenance.model.case import Examination
from provenance.model.fingerprint import Orientation
from provenance.model.geometry import Box
from provenance.model.match import Match, Relation, Strength
from provenance.settings import Settings
from provenance.workflows.examine import limits_of
from provenance.workflows.workers import limited

# A viral picture may have thousands of copies; the nearest ones are compared.
_COMPARED = 200


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two thumbnails; `orientation` is how the second one was turned to become the first.

    `crop` is the part of the first one that is compared.
    """

    query: bytes
    match: bytes
    orientation: Orientation
    crop: Box | None = None


def related(
    examination: Examination, matches: Sequence[Match], settings: Settings
) -> tuple[Match, ...]:
    """Give the matches with their relation and agreement; same bytes need no test."""
    thumbnails = {frame.frame: frame.thumbnail for frame in examination.frames}
    near = [match for match in matches if match.strength is not Strength.EXACT][:_COMPARED]
    pairs = tuple(
        _Pair(
            thumbnails[match.query_frame],
            match.thumbnail,
            match.transform.orientation,
            match.transform.crop_query,
        )
        for match in near
    )
    # An index may come from somebody else, so its thumbnails are decoded like any other picture.
    try:
        tested = limited(_agreements, pairs, limits_of(settings)) if pairs else ()
    except InputError:
        tested = (None,) * len(pairs)
    named = {
        match.media.sha256: replace(match, relation=Relation(one[0]), agreement=one[1])
        for match, one in zip(near, tested, strict=True)
        if one is not None
    }
    return tuple(named.get(match.media.sha256, match) for match in matches)


def _agreements(pairs: tuple[_Pair, ...]) -> tuple[tuple[str, float] | None, ...]:
    return tuple(_agreement(pair) for pair in pairs)


def _agreement(pair: _Pair) -> tuple[str, float] | None:
    """Give the relation and the share; plain values, which a message may hold."""
    import numpy as np

    try:
        query = thumbnail.read(pair.query)
        match = thumbnail.turned(thumbnail.read(pair.match), pair.orientation)
        aligned = query.resize(match.size)
        if pair.crop:
            aligned, match = thumbnail.alike(query, pair.crop, match)
        found = agreement.agreement(np.asarray(aligned, np.float32), np.asarray(match, np.float32))
    except (OSError, ValueError):  # no thumbnail, or one too small to compare
        return None
    return found.relation.value, round(found.share, 3)
