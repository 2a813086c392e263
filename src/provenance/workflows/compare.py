"""Compares two files without any index: one picture, how one lies on the other, what differs."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from provenance.errors import InputError
from provenance.index.interface import Hit
from provenance.matching import alignment
from provenance.model.alignment import Alignment
from provenance.model.case import Examination
from provenance.model.comparison import Comparison, Side, Tried
from provenance.model.fingerprint import ExaminedFrame
from provenance.model.match import BY_KEYPOINTS, Match, Relation, Strength, Transform
from provenance.model.posting import Skipped
from provenance.settings import Settings, load
from provenance.workflows.aligned import Laid, ranked, with_alignments
from provenance.workflows.drawn import drawn
from provenance.workflows.match import of_hit, rank
from provenance.workflows.opening import radii_of, tool
from provenance.workflows.queries import Queries
from provenance.workflows.relate import related

_PAIRS = 24
"""Pairs of frames that are laid on each other, those with the nearest hashes first."""

_FEW_KEYPOINTS = 50

_METADATA = Skipped(
    "metadata",
    "only the pictures were compared; `provenance check` says what a file says of itself",
)

Near = tuple[ExaminedFrame, Hit]


def compare(
    first: str | Path,
    second: str | Path,
    *,
    draw: bool = True,
    settings: Settings | None = None,
) -> Comparison:
    """Compare two files; neither needs to be in any index.

    Both are decoded in limited processes. With `draw` the answer holds pictures of both, in colour,
    of the first laid on the second, and of what differs. Raises `InputError` in its kinds for a
    file that cannot be read.
    """
    settings = settings or load()
    one, other = _examined(first, second, settings)
    near = list(_near(one, other, settings))
    laid, most = _laid(one, other, near)
    match = _match(one, other, near, laid, settings)
    lying = _lying(match)
    sides = Side(one.location, one.media), Side(other.location, other.media)
    pictures = None
    if draw:
        numbers = (match.query_frame.index, match.match_frame.index) if match else (0, 0)
        pictures = drawn(*sides, numbers, lying.matrix if lying else None, settings)
    tried = (*_by_hashes(near, settings), Tried(BY_KEYPOINTS, most, alignment.STRONG))
    left_out = () if match and match.method == "sha256" else _not_compared(one, other, settings)
    return Comparison(tool(), *sides, match, lying, tried, (*left_out, _METADATA), pictures)


def _examined(
    first: str | Path, second: str | Path, settings: Settings
) -> tuple[Examination, Examination]:
    found = []
    with Queries([os.fspath(first), os.fspath(second)], settings) as queries:
        for _, result in queries:
            if isinstance(result, InputError):
                raise result
            found.append(result)
    return found[0], found[1]


def _near(one: Examination, other: Examination, settings: Settings) -> Iterator[Near]:
    """Give how near each hash of A, in every turn and region, comes to the upright hashes of B."""
    good = settings.min_quality
    for queried in one.frames:
        for stored in other.frames:
            for variant in queried.variants:
                for own, its in zip(variant.fingerprints, stored.fingerprints, strict=True):
                    if min(own.quality, its.quality) >= good:
                        yield (
                            queried,
                            Hit(
                                other.media,
                                stored.frame,
                                own.signal,
                                variant.orientation,
                                own.distance(its),
                                variant.crop,
                            ),
                        )


def _by_hashes(near: list[Near], settings: Settings) -> Iterator[Tried]:
    for radius in radii_of(settings):
        bits = [hit.distance for _, hit in near if hit.signal == radius.signal]
        yield Tried(radius.signal, min(bits, default=None), radius.bits)


def _laid(one: Examination, other: Examination, near: list[Near]) -> tuple[Laid | None, int | None]:
    """Lay A on B, both ways round, and give what holds, with the keypoints that agree at most."""
    best: Laid | None = None
    most: int | None = None
    for queried, stored in _pairs(one, other, near):
        for mirrored, keypoints in enumerate(queried.keypoints):
            if min(len(keypoints), len(stored.keypoints[0])) == 0:
                continue
            found = alignment.align(keypoints, stored.keypoints[0], mirrored=bool(mirrored))
            most = max(most or 0, found.inliers if found else 0)
            if found is None or found.inliers < alignment.POSSIBLE:
                continue
            laid = Laid(queried.frame, other.media, stored.frame, found)
            if best is None or ranked(laid) < ranked(best):
                best = laid
    return best, most


def _pairs(
    one: Examination, other: Examination, near: list[Near]
) -> list[tuple[ExaminedFrame, ExaminedFrame]]:
    """Give the frames to lay on each other, those with the nearest hashes first."""
    nearest: dict[tuple[int, int], int] = {}
    for queried, hit in near:
        at = (queried.frame.index, hit.frame.index)
        nearest[at] = min(nearest.get(at, hit.distance), hit.distance)
    pairs = [(queried, stored) for queried in one.frames for stored in other.frames]
    farthest = max(nearest.values(), default=0) + 1
    pairs.sort(key=lambda pair: nearest.get((pair[0].frame.index, pair[1].frame.index), farthest))
    return pairs[:_PAIRS]


def _match(
    one: Examination,
    other: Examination,
    near: list[Near],
    laid: Laid | None,
    settings: Settings,
) -> Match | None:
    """Put the evidence together, as a check does for a picture of the index."""
    if one.media.sha256 == other.media.sha256:
        return _same_bytes(one, other)
    limits = {radius.signal: radius.bits for radius in radii_of(settings)}
    hashed = [
        of_hit(one.media, queried.frame, hit, settings)
        for queried, hit in near
        if hit.distance <= limits[hit.signal]
    ]
    sha256 = other.media.sha256
    best = {sha256: min(hashed, key=rank)} if hashed else {}
    found = with_alignments(one, best, {sha256: laid} if laid else {}).get(sha256)
    if found is None:
        return None
    (stored,) = (each for each in other.frames if each.frame == found.match_frame)
    (match,) = related(one, [replace(found, thumbnail=_pictured(found, stored))], settings)
    return match


def _pictured(found: Match, stored: ExaminedFrame) -> bytes:
    """Give the picture of B to compare block by block: hashes say only roughly how A lies on it."""
    return stored.detail if found.alignment else stored.thumbnail


def _same_bytes(one: Examination, other: Examination) -> Match:
    return Match(
        other.media,
        Strength.EXACT,
        Relation.SAME_BYTES,
        method="sha256",
        distance=0,
        threshold=0,
        transform=Transform(scale=1.0),
        query_frame=one.frames[0].frame,
        match_frame=other.frames[0].frame,
        sightings=(),
    )


def _lying(match: Match | None) -> Alignment | None:
    """Give how A lies on B, as exactly as is known."""
    if match is None or match.alignment:
        return match.alignment if match else None
    turn = match.transform.orientation
    return None if turn.rotated % 90 else Alignment.of_turn(turn, match.transform.crop_query)


def _not_compared(one: Examination, other: Examination, settings: Settings) -> Iterator[Skipped]:
    """Say what of the two could not be compared, and why."""
    for name, examination in (("A", one), ("B", other)):
        for each in examination.frames:
            where = f" of {name}"
            if examination.media.frame_count > 1:
                where += f", frame {each.frame.index}"
            quality = max(fingerprint.quality for fingerprint in each.fingerprints)
            if quality < settings.min_quality:
                yield Skipped(
                    f"perceptual hashes{where}",
                    f"the picture is too flat to tell from others (quality {quality} of 100, "
                    f"{settings.min_quality} needed)",
                )
            count = len(each.keypoints[0])
            if count < _FEW_KEYPOINTS:
                yield Skipped(
                    f"keypoints{where}",
                    f"the picture has {count or 'none'}; so few rarely show how it lies on another",
                )
        yield from (Skipped(f"frames of {name}", remark) for remark in examination.remarks)
    if len(one.frames) * len(other.frames) > _PAIRS:
        yield Skipped(
            "keypoints of some frames",
            f"the {_PAIRS} pairs of frames with the nearest hashes were laid on each other",
        )
