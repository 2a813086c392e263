"""Confirms by pixels the alignments that rest on few keypoints; drops those that do not hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from provenance.errors import InputError
from provenance.matching import alignment, warp
from provenance.matching.confirmation import confirmation
from provenance.media import thumbnail
from provenance.settings import Settings
from provenance.workflows.aligned import Laid, is_spread, is_strong
from provenance.workflows.examine import limits_of
from provenance.workflows.workers import limited


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
    found: Mapping[str, Laid], pictures: Mapping[str, tuple[bytes, bytes]], settings: Settings
) -> dict[str, Laid]:
    """Give the alignments that hold: by themselves, by pixels, or as possible ones.

    `pictures` are the query's and the match's for each key of `found`. One that rests on fewer
    keypoints than a possible match needs, and is not confirmed, is dropped.
    """
    weak = [key for key, one in found.items() if not is_strong(one)]
    asked = tuple(_asked(found[key], pictures[key]) for key in weak)
    # An index may come from somebody else, so its thumbnails are decoded like any other picture.
    try:
        said = limited(_confirmed, asked, limits_of(settings)) if asked else ()
    except InputError:
        said = (False,) * len(asked)
    by_pixels = {key for key, yes in zip(weak, said, strict=True) if yes}
    return {
        key: replace(one, confirmed=key in by_pixels)
        for key, one in found.items()
        if key in by_pixels or one.alignment.inliers >= alignment.POSSIBLE
    }


def _asked(one: Laid, pictures: tuple[bytes, bytes]) -> _Weak:
    laid = one.alignment
    return _Weak(*pictures, laid.matrix, laid.inliers, is_spread(one))


def _confirmed(asked: tuple[_Weak, ...]) -> tuple[bool, ...]:
    return tuple(map(_holds, asked))


def _holds(weak: _Weak) -> bool:
    import numpy as np

    try:
        query = np.asarray(thumbnail.read(weak.query))
        match = np.asarray(thumbnail.read(weak.match))
        found = confirmation(*warp.laid(query, match, weak.matrix))
    except (OSError, ValueError):  # no thumbnail, or a map that leaves nothing to compare
        return False
    if weak.inliers >= alignment.STRONG and weak.spread and found.supports():
        return True
    return found.holds(possible=weak.inliers >= alignment.POSSIBLE)
