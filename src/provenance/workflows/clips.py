"""Says of matches between two videos which stretch of the one is which of the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from provenance.index.interface import Engine
from provenance.matching import alignment, clip_pairs, clips
from provenance.model.case import Examination
from provenance.model.fingerprint import UPRIGHT, Fingerprint, Orientation
from provenance.model.geometry import Box
from provenance.model.match import BY_KEYPOINTS, Match, Relation, Strength
from provenance.model.media import Frame
from provenance.settings import Settings
from provenance.workflows.aligned import Laid
from provenance.workflows.clip_moments import Exact, Told, exactly
from provenance.workflows.stretches import MOST, InCommon, every

_MIRRORED = Orientation(mirrored=True, rotated=0)
_SIGNAL = "pdq-256"
# Of a viral video there may be thousands of copies; of the nearest the stretch is worked out.
_COMPARED = 100
_MOST_CROPS = 8
_STEPS = 20
# Hashes tell the time better than keypoints do, unless they are of far fewer frames.
TELLS_LESS = 3

_CUT_UP = 10
"""Matches, the nearest, of which all stretches are worked out, not only the longest."""

_EXACTLY = 3
"""Stretches of which pixels are asked when the clip was cut out, where only keypoints told it."""

Place = tuple[int, int, int, int] | None


def with_clips(
    engine: Engine,
    examination: Examination,
    matches: Sequence[Match],
    settings: Settings,
    laid: Sequence[Laid],
) -> list[Match]:
    """Add to matches of a video with videos the stretches that both have in common.

    `laid` are frames that keypoints hold to show the same.
    """
    if len(examination.frames) < clips.LEAST:
        return list(matches)
    told: dict[int, list[Told]] = {}
    for number, match in enumerate(matches[:_COMPARED]):
        if match.strength is Strength.EXACT or match.media.frame_count <= 1:
            continue
        stored = engine.frames(match.media.sha256)
        own = [each for each in laid if each.media.sha256 == match.media.sha256]
        most = MOST if number < _CUT_UP else 1
        found = every(examination, own, _longest(stored, settings), most)
        told[number] = [_told(each, stored, own, engine.thumbnail) for each in found]
    return _with_all(examination, matches, told, settings)


def between(
    match: Match, one: Examination, other: Examination, settings: Settings, laid: Sequence[Laid]
) -> Match:
    """Add to a match of two examined videos the stretches that both have in common."""
    stored = [(each.frame, each.fingerprints) for each in other.frames]
    pictures = {each.frame: each.thumbnail for each in other.frames}
    found = every(one, laid, _longest(stored, settings), MOST)
    told = [_told(each, stored, laid, pictures.__getitem__) for each in found]
    return _with_all(one, [match], {0: told}, settings)[0]


def _longest(
    stored: Sequence[tuple[Frame, tuple[Fingerprint, ...]]], settings: Settings
) -> Callable[[Examination, Sequence[Laid]], InCommon | None]:
    return lambda examination, laid: in_common(examination, stored, settings, laid)


def _with_all(
    examination: Examination,
    matches: Sequence[Match],
    told: Mapping[int, Sequence[Told]],
    settings: Settings,
) -> list[Match]:
    """Add the stretches to the matches of these numbers, as exactly as pixels tell them.

    The longest of each match is asked of first.
    """
    rough = [
        (place, number)
        for number in told
        for place, each in enumerate(told[number])
        if each.by_keypoints
    ]
    asked = sorted(rough)[:_EXACTLY]
    exact = exactly(examination, [told[number][place] for place, number in asked], settings)
    known = dict(zip(asked, exact, strict=True))
    found = list(matches)
    for number, own in told.items():
        said = [
            known.get((place, number), Exact(each.clip, apart=False))
            for place, each in enumerate(own)
        ]
        found[number] = _told_of(matches[number], said)
    return found


def _told_of(match: Match, said: Sequence[Exact]) -> Match:
    """Add the stretches, and that it is of one scene only where nothing but keypoints found it."""
    if not said:
        return replace(match, clip=None)
    apart = said[0].apart and match.method == BY_KEYPOINTS
    return replace(
        match,
        clip=said[0].clip,
        more_clips=tuple(each.clip for each in said[1:]),
        relation=Relation.SAME_SCENE if apart else match.relation,
    )


def _told(
    common: InCommon,
    stored: Sequence[tuple[Frame, tuple[Fingerprint, ...]]],
    laid: Sequence[Laid],
    picture: Callable[[Frame], bytes],
) -> Told:
    upright = (frame for frame, _ in stored if not frame.rotated)
    ordered = tuple(sorted(upright, key=lambda each: each.timestamp_s))
    return Told(common.clip, ordered, tuple(laid), picture, common.by_keypoints)


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
