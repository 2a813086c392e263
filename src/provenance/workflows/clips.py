"""Says of matches between two videos which stretch of the one is which of the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from provenance.index.interface import Engine
from provenance.matching import alignment, clip_pairs, clips
from provenance.model.case import Examination
from provenance.model.clip import Clip
from provenance.model.fingerprint import UPRIGHT, Fingerprint, Orientation
from provenance.model.geometry import Box
from provenance.model.match import BY_KEYPOINTS, Match, Relation, Strength
from provenance.model.media import Frame
from provenance.settings import Settings
from provenance.workflows.aligned import Laid
from provenance.workflows.clip_moments import Exact, Told, exactly

_MIRRORED = Orientation(mirrored=True, rotated=0)
_SIGNAL = "pdq-256"
# Of a viral video there may be thousands of copies; of the nearest the stretch is worked out.
_COMPARED = 100
_MOST_CROPS = 8
_STEPS = 20
# Hashes tell the time better than keypoints do, unless they are of far fewer frames.
TELLS_LESS = 3

_EXACTLY = 3
"""Matches of which pixels are asked when the clip was cut out, where only keypoints told it."""

Place = tuple[int, int, int, int] | None


@dataclass(frozen=True, slots=True)
class InCommon:
    """A stretch in common, and whether keypoints alone told of it: they tell the time roughly."""

    clip: Clip
    by_keypoints: bool


def with_clips(
    engine: Engine,
    examination: Examination,
    matches: Sequence[Match],
    settings: Settings,
    laid: Sequence[Laid],
) -> list[Match]:
    """Add to matches of a video with videos the stretch that both have in common.

    `laid` are frames that keypoints hold to show the same.
    """
    if len(examination.frames) < clips.LEAST:
        return list(matches)
    found = list(matches)
    told: dict[int, Told] = {}
    for number, match in enumerate(matches[:_COMPARED]):
        if match.strength is Strength.EXACT or match.media.frame_count <= 1:
            continue
        stored = engine.frames(match.media.sha256)
        own = [each for each in laid if each.media.sha256 == match.media.sha256]
        common = in_common(examination, stored, settings, own)
        found[number] = replace(match, clip=common.clip if common else None)
        if common and common.by_keypoints and len(told) < _EXACTLY:
            told[number] = _told(common.clip, stored, own, engine.thumbnail)
    exact = exactly(examination, [*told.values()], settings)
    for number, each in zip(told, exact, strict=True):
        found[number] = _exactly_told(found[number], each)
    return found


def _exactly_told(match: Match, exact: Exact) -> Match:
    """Add the stretch, and that it is of one scene only where nothing but keypoints found it."""
    apart = exact.apart and match.method == BY_KEYPOINTS
    return replace(
        match, clip=exact.clip, relation=Relation.SAME_SCENE if apart else match.relation
    )


def between(
    match: Match, one: Examination, other: Examination, settings: Settings, laid: Sequence[Laid]
) -> Match:
    """Add to a match of two examined videos the stretch that both have in common."""
    stored = [(each.frame, each.fingerprints) for each in other.frames]
    common = in_common(one, stored, settings, laid)
    if common is None or not common.by_keypoints:
        return replace(match, clip=common.clip if common else None)
    pictures = {each.frame: each.thumbnail for each in other.frames}
    told = _told(common.clip, stored, laid, pictures.__getitem__)
    return _exactly_told(match, exactly(one, [told], settings)[0])


def _told(
    clip: Clip,
    stored: Sequence[tuple[Frame, tuple[Fingerprint, ...]]],
    laid: Sequence[Laid],
    picture: Callable[[Frame], bytes],
) -> Told:
    upright = (frame for frame, _ in stored if not frame.rotated)
    ordered = tuple(sorted(upright, key=lambda each: each.timestamp_s))
    return Told(clip, ordered, tuple(laid), picture)


def in_common(
    examination: Examination,
    stored: Sequence[tuple[Frame, tuple[Fingerprint, ...]]],
    settings: Settings,
    laid: Sequence[Laid] = (),
) -> InCommon | None:
    """Give the stretch that a queried video has in common with stored frames.

    Hashes of many frames tell it best; where a crop or a logo leaves none that are near, `laid`
    does: frames on which keypoints agree.
    """
    least = settings.min_quality
    theirs = _track([(f.timestamp_s, prints) for f, prints in stored if not f.rotated], least)
    if not theirs.times:
        return None
    found = [
        clips.clip(
            _queried(examination, UPRIGHT, crop, least),
            _queried(examination, _MIRRORED, crop, least),
            theirs,
            settings.pdq_possible,
        )
        for crop in _crops(examination)
    ]
    by_hash = max((each for each in found if each), key=lambda each: each.frames, default=None)
    by_keypoints = clip_pairs.of_pairs(_pairs(laid))
    if by_hash and not (by_keypoints and by_hash.frames * TELLS_LESS < by_keypoints.frames):
        return InCommon(by_hash, by_keypoints=False)
    return InCommon(by_keypoints, by_keypoints=True) if by_keypoints else None


def hashes_recur(
    examination: Examination,
    stored: Sequence[tuple[Frame, tuple[Fingerprint, ...]]],
    match: Match,
    least: int,
) -> bool:
    """Tell whether more frames than those of a match are as near, turned and cropped alike.

    Where too few frames are stored for that, nothing speaks against the match.
    """
    signal = match.method
    theirs = _track([(f.timestamp_s, prints) for f, prints in stored], least, signal)
    if len(theirs.times) < clips.LEAST:
        return True
    turn, place = match.transform.orientation, _place(match.transform.crop_query)
    ours = _queried(examination, turn, place, least, signal)
    return clips.clip(ours, clips.Track((), ()), theirs, match.threshold) is not None


def _pairs(laid: Sequence[Laid]) -> list[clip_pairs.Pair]:
    return [
        clip_pairs.Pair(
            each.query.timestamp_s,
            each.frame.timestamp_s,
            each.alignment.inliers,
            mirrored=each.alignment.mirrored,
            place=each.alignment.to_match((0.5, 0.5)),
        )
        for each in laid
        if each.alignment.inliers >= alignment.STRONG
    ]


def _crops(examination: Examination) -> list[Place]:
    """Give the parts in which enough frames were hashed; all of a frame comes first.

    Bars and the page round a screen recording lie alike in all frames of a video.
    """
    counts = Counter(
        place
        for each in examination.frames
        for place in {_place(variant.crop) for variant in each.variants}
    )
    often = [place for place, count in counts.most_common() if place and count >= clips.LEAST]
    return [None, *often[:_MOST_CROPS]]


def _place(crop: Box | None) -> Place:
    """Give a part to the nearest twentieth of the picture, so that those of two frames are one."""
    if crop is None:
        return None
    left, top, right, bottom = (
        round(each * _STEPS) for each in (crop.left, crop.top, crop.right, crop.bottom)
    )
    return left, top, right, bottom


def _queried(
    examination: Examination, turn: Orientation, crop: Place, least: int, signal: str = _SIGNAL
) -> clips.Track:
    return _track(
        [
            (each.frame.timestamp_s, variant.fingerprints)
            for each in examination.frames
            for variant in each.variants
            if variant.orientation == turn and _place(variant.crop) == crop
        ],
        least,
        signal,
    )


def _track(
    frames: Sequence[tuple[float, tuple[Fingerprint, ...]]], least: int, signal: str = _SIGNAL
) -> clips.Track:
    usable = [
        (at, each.value)
        for at, prints in frames
        for each in prints
        if each.signal == signal and each.quality >= least
    ]
    return clips.Track(tuple(at for at, _ in usable), tuple(value for _, value in usable))
