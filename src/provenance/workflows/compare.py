"""Compares two files without any index: one picture, how one lies on the other, what differs."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product
from pathlib import Path

from provenance.index.interface import Hit
from provenance.matching import alignment, clips
from provenance.model.alignment import Alignment
from provenance.model.case import Examination
from provenance.model.comparison import Comparison, Side, Tried
from provenance.model.fingerprint import ExaminedFrame
from provenance.model.geometry import WHOLE, Box
from provenance.model.keypoints import Keypoints
from provenance.model.match import (
    BY_CLIP,
    BY_EMBEDDING,
    BY_KEYPOINTS,
    Match,
    Relation,
    Strength,
    Transform,
)
from provenance.model.media import Location
from provenance.model.posting import Skipped
from provenance.settings import Settings, load
from provenance.workflows.aligned import Laid, otherwise, ranked, with_alignments
from provenance.workflows.alike import ALIKE_WITHIN, nearest, of_alike
from provenance.workflows.clips import between
from provenance.workflows.confirm import held
from provenance.workflows.drawn import drawn
from provenance.workflows.frame_pairs import best_pairs, strips_of
from provenance.workflows.match import of_hit, rank
from provenance.workflows.opening import radii_of, tool
from provenance.workflows.pieces import picture_of
from provenance.workflows.pinpointed import pinpointed_in
from provenance.workflows.relate import related
from provenance.workflows.two_files import Files, examined, not_compared

_PAIRS = 24
"""Pairs of frames that are laid on each other, those with the nearest hashes first."""

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
    files = examined(Location(os.fspath(first)), Location(os.fspath(second)), settings)
    one, other = files.query, files.other
    near = list(_near(one, other, settings))
    tested = list(_laid(files, near))
    laid = [each for each in tested if each]
    most = max((each.alignment.inliers if each else 0 for each in tested), default=None)
    match = _match(files, near, laid, settings)
    lying = _lying(match)
    sides = (
        Side(one.location, one.media, one.embedded),
        Side(other.location, other.media, other.embedded),
    )
    pictures = None
    if draw:
        numbers = (match.query_frame.index, match.match_frame.index) if match else (0, 0)
        pictures = drawn(*sides, numbers, lying.matrix if lying else None, settings)
    tried = (*_by_hashes(near, settings), Tried(BY_KEYPOINTS, most, alignment.STRONG))
    if alike := nearest(one, other):
        tried = (*tried, Tried(BY_EMBEDDING, alike[1].distance, ALIKE_WITHIN))
    if min(len(one.frames), len(other.frames)) > 1 and one.media.sha256 != other.media.sha256:
        agreeing = match.clip.frames if match and match.clip else 0
        tried = (*tried, Tried(BY_CLIP, agreeing, clips.LEAST))
    left_out = (
        () if one.media.sha256 == other.media.sha256 else not_compared(files, settings, _PAIRS)
    )
    return Comparison(
        tool(),
        *sides,
        match,
        lying,
        tried,
        (*left_out, _METADATA),
        pictures,
        strips_of(files, match),
        best_pairs(files, _within(near, settings), laid, match) if match else (),
    )


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


def _within(near: list[Near], settings: Settings) -> Iterator[Near]:
    """Give those that are near enough for a match."""
    limits = {radius.signal: radius.bits for radius in radii_of(settings)}
    return (each for each in near if each[1].distance <= limits[each[1].signal])


def _laid(files: Files, near: list[Near]) -> Iterator[Laid | None]:
    """Lay frames of A on such of B; `None` stands for a pair of which too few keypoints agree."""
    for queried, other in _pairs(files, near):
        if not other.keypoints:  # a moment of a video that only its hashes stand for
            continue
        for (part, own), (of, its) in product(_parts(queried), _parts(other)):
            for found in _both_ways(own, its[0]):
                frames = queried.frame, files.other.media, other.frame
                one = Laid(*frames, found, stored=its[0]) if found else None
                yield one and one.of_parts(part, of)


def _parts(examined: ExaminedFrame) -> list[tuple[Box, tuple[Keypoints, ...]]]:
    """Give the keypoints of a frame, and of its pieces where it is very long."""
    pieces = [(each.box, each.keypoints) for each in examined.pieces]
    return [(WHOLE, examined.keypoints), *pieces]


def _both_ways(queried: Sequence[Keypoints], on: Keypoints) -> Iterator[Alignment | None]:
    """Lay keypoints as they are and mirrored; nothing comes where there is none to compare."""
    for mirrored, keypoints in enumerate(queried):
        if len(keypoints) and len(on):
            yield alignment.align(keypoints, on, mirrored=bool(mirrored))


def _pairs(files: Files, near: list[Near]) -> list[tuple[ExaminedFrame, ExaminedFrame]]:
    """Give the frames to lay on each other, those with the nearest hashes first."""
    nearest: dict[tuple[int, int], int] = {}
    for queried, hit in near:
        at = (queried.frame.index, hit.frame.index)
        nearest[at] = min(nearest.get(at, hit.distance), hit.distance)
    every = product(files.query.frames, files.other.frames)
    farthest = max(nearest.values(), default=0) + 1
    pairs = sorted(
        every, key=lambda pair: nearest.get((pair[0].frame.index, pair[1].frame.index), farthest)
    )
    return pairs[:_PAIRS]


def _match(files: Files, near: list[Near], every: list[Laid], settings: Settings) -> Match | None:
    """Put the evidence together, as a check does for a picture of the index."""
    one, other = files.query, files.other
    if one.media.sha256 == other.media.sha256:
        return _same_bytes(one, other)
    hashed = [
        of_hit(one.media, queried.frame, hit, settings) for queried, hit in _within(near, settings)
    ]
    sha256 = other.media.sha256
    alike = nearest(one, other)
    if alike and alike[1].distance <= ALIKE_WITHIN:
        hashed.append(of_alike(*alike))
    best = {sha256: min(hashed, key=rank)} if hashed else {}
    laid = min(every, key=ranked, default=None)
    kept = _held(files, laid, settings) if laid else {}
    found = with_alignments(one, best, kept).get(sha256)
    if found is None:
        return None
    if min(len(one.frames), len(other.frames)) > 1:
        found = between(found, one, other, settings, every)
    found = pinpointed_in(other, one, found, settings, every)
    picture, part = _pictured(files, found)
    (match,) = related(one, [replace(found, thumbnail=picture)], settings, part)
    return match


def _held(files: Files, laid: Laid, settings: Settings) -> dict[str, Laid]:
    """Keep the alignment if it holds, or another one where both agree in drawn things only."""

    def again(one: Laid) -> Iterator[Laid]:
        points = {each.frame: each.keypoints for each in (*files.query.frames, *files.other.frames)}
        return otherwise(one, points[one.query][one.alignment.mirrored], points[one.frame][0])

    sha256 = files.other.media.sha256
    return held({sha256: laid}, lambda one: _details(files, one), again, settings)


def _details(files: Files, laid: Laid) -> tuple[bytes, bytes]:
    """Give the pictures of both frames, in which a small part can still be compared."""
    frames = {each.frame: each for each in (*files.query.frames, *files.other.frames)}
    return (
        picture_of(frames[laid.query], laid.part),
        picture_of(frames[laid.frame], laid.part_of_match),
    )


def _pictured(files: Files, found: Match) -> tuple[bytes, Box]:
    """Give the picture of B to compare block by block, and the part of B that it shows.

    Hashes say only roughly how A lies on it.
    """
    (frame,) = (each for each in files.other.frames if each.frame == found.match_frame)
    if not found.alignment:
        return frame.thumbnail, WHOLE
    piece = frame.piece_around(found.alignment.box_match)
    part = piece.box if piece else WHOLE
    return picture_of(frame, part), part


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
    if match is None or match.alignment or match.method == BY_EMBEDDING:
        return match.alignment if match else None
    turn = match.transform.orientation
    return None if turn.rotated % 90 else Alignment.of_turn(turn, match.transform.crop_query)
