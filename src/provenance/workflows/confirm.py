"""Confirms by pixels the alignments that rest on few keypoints; drops those that do not hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from provenance.errors import InputError
from provenance.matching import alignment, warp
from provenance.matching.confirmation import confirmation
from provenance.media import thumbnail
from provenance.model.match import Strength
from provenance.settings import Settings
from provenance.workflows.aligned import Laid, is_spread, is_strong
from provenance.workflows.examine import limits_of
from provenance.workflows.workers import limited

K = TypeVar("K")


@dataclass(frozen=True, slots=True)
class _Weak:
    """Two grey JPEGs, how the first lies on the second, and on how many keypoints that rests.

    `spread` tells that these lie over a part of at least one of the pictures.
    """

    query: bytes
    match: bytes
    matrix: tuple[float, ...]
    inliers: int
    spread: bool


def confirmed(
    found: Mapping[K, Laid], pictures: Mapping[K, tuple[bytes, bytes]], settings: Settings
) -> dict[K, Laid]:
    """Give the alignments that hold: by themselves, by pixels, or as possible ones.

    `pictures` are the query's and the match's for each key of `found`. One that rests on few
    keypoints, and of which the pixels say nothing, is dropped.
    """
    weak = [key for key, one in found.items() if not is_strong(one)]
    asked = tuple(_asked(found[key], pictures[key]) for key in weak)
    # An index may come from somebody else, so its thumbnails are decoded like any other picture.
    try:
        said = limited(_judged, asked, limits_of(settings)) if asked else ()
    except InputError:
        said = tuple(_without_pixels(each) for each in asked)
    by_pixels = dict(zip(weak, said, strict=True))
    return {
        key: replace(one, confirmed=by_pixels.get(key) is Strength.STRONG)
        for key, one in found.items()
        if by_pixels.get(key, Strength.STRONG)
    }


def _asked(one: Laid, pictures: tuple[bytes, bytes]) -> _Weak:
    laid = one.alignment
    return _Weak(*pictures, laid.matrix, laid.inliers, is_spread(one))


def _judged(asked: tuple[_Weak, ...]) -> tuple[Strength | None, ...]:
    return tuple(map(_strength, asked))


def _strength(weak: _Weak) -> Strength | None:
    """Say how strong a match is by both; `None` for none at all."""
    import numpy as np

    try:
        query = np.asarray(thumbnail.read(weak.query))
        match = np.asarray(thumbnail.read(weak.match))
        found = confirmation(*warp.laid(query, match, weak.matrix))
    except (OSError, ValueError):  # no thumbnail, or a map that leaves nothing to compare
        return _without_pixels(weak)
    possible = weak.inliers >= alignment.POSSIBLE
    if found.holds(possible=possible):
        return Strength.STRONG
    if possible and found.supports():
        return Strength.STRONG if _without_pixels(weak) and weak.spread else Strength.POSSIBLE
    return _without_pixels(weak)


def _without_pixels(weak: _Weak) -> Strength | None:
    return Strength.POSSIBLE if weak.inliers >= alignment.STRONG else None
