"""From fingerprints to matches: searches the index, names strength and relation, adds sightings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from provenance.index.interface import Engine, Hit
from provenance.model.case import Examination
from provenance.model.fingerprint import ExaminedFrame
from provenance.model.geometry import WHOLE
from provenance.model.match import BY_EMBEDDING, BY_KEYPOINTS, Match, Relation, Strength, Transform
from provenance.model.media import Frame, Media, Role
from provenance.settings import Settings
from provenance.workflows.aligned import Key, Laid, best_of, laid, otherwise, with_alignments
from provenance.workflows.alike import ALIKE, ALIKE_WITHIN, of_alike
from provenance.workflows.confirm import Pictures, held
from provenance.workflows.crowded import behind
from provenance.workflows.decided import Decided, Found, decided, honoured
from provenance.workflows.foreseen import Foreseen
from provenance.workflows.pieces import picture_of
from provenance.workflows.relate import related
from provenance.workflows.searched import searched

_ORDER = {Strength.EXACT: 0, Strength.STRONG: 1, Strength.POSSIBLE: 2}
# A bit of pHash-64 is worth four of PDQ-256 when the two must be put in one order.
_WEIGHTS = {"phash-64": 4, BY_KEYPOINTS: -1}
# What a network alone thinks alike comes after all that can be shown.
_LAST = {BY_KEYPOINTS: 1, BY_EMBEDDING: 2}


def matches(
    engine: Engine,
    examinations: Sequence[Examination],
    settings: Settings,
    foreseen: Foreseen | None = None,
) -> list[Found]:
    """Find the matches of each examination, strongest and nearest first.

    What reviewers decided is honoured: it may make a match strong, add one or set one aside.
    `foreseen` knows hits that were searched for before.
    """
    foreseen = foreseen or Foreseen(engine, settings)
    queries = [(each, frame) for each in examinations for frame in each.all_frames]
    asked = [variants for each in examinations for variants in searched(each)]
    answers = foreseen.hits(asked)
    found: dict[str, dict[Key, Match]] = {
        each.media.sha256: _exact(engine, each) for each in examinations
    }
    for (examination, queried), hits in zip(queries, answers, strict=True):
        own = found[examination.media.sha256]
        for hit in hits:
            match = of_hit(examination.media, queried.frame, hit, settings)
            key = (hit.media.sha256, match.is_hidden)
            if key not in own or rank(match) < rank(own[key]):
                own[key] = match
    _add_alike(engine, queries, found)
    pairs: dict[str, list[Laid]] = {}
    looked: list[Examination] = []
    for one in examinations:
        own = found[one.media.sha256]
        hashed = sorted(own.values(), key=rank)
        every = list(laid(engine, one, hashed))
        each = one
        if len(one.frames) > 1:
            from provenance.workflows.second_look import looked_again

            each, more = looked_again(engine, one, every, settings)
            every += more
        looked.append(each)
        kept = _held(engine, each, best_of(every), settings)
        if more := behind(engine, each, kept.values(), kept):
            every += more
            kept |= _held(engine, each, best_of(more), settings)
        pairs[each.media.sha256] = every
        found[each.media.sha256] = with_alignments(each, own, kept)
    said = decided(engine, list(found))
    return [
        _complete(
            engine,
            each,
            sorted(found[each.media.sha256].values(), key=rank),
            settings,
            said[each.media.sha256],
            pairs[each.media.sha256],
        )
        for each in looked
    ]


def _add_alike(
    engine: Engine,
    queries: Sequence[tuple[Examination, ExaminedFrame]],
    found: Mapping[str, dict[Key, Match]],
) -> None:
    """Add what a network thinks alike, where nothing else found it."""
    answers = engine.alike([frame.embeddings for _, frame in queries], ALIKE_WITHIN, ALIKE)
    for (examination, queried), alike in zip(queries, answers, strict=True):
        own = found[examination.media.sha256]
        for each in alike:
            match = of_alike(queried.frame, each)
            key = (each.media.sha256, match.is_hidden)
            if key not in own or rank(match) < rank(own[key]):
                own[key] = match


def _held(
    engine: Engine, examination: Examination, found: Mapping[Key, Laid], settings: Settings
) -> dict[Key, Laid]:
    """Keep what holds, by keypoints or by the pixels of both pictures."""
    frames = {each.frame: each for each in examination.all_frames}
    is_still = len(examination.frames) == 1
    in_video = is_still and any(one.frame.role is Role.FRAME for one in found.values())
    if in_video:
        from provenance.workflows.nearby import others, seen_nearby

    def pictures(one: Laid) -> Pictures:
        return picture_of(frames[one.query], one.part), engine.thumbnail(one.frame)

    def again(one: Laid) -> Iterable[Laid]:
        query, stored = frames[one.query], engine.keypoints(one.frame)
        if stored:
            yield from otherwise(one, query.keypoints[one.alignment.mirrored], stored)
        if in_video and one.part == WHOLE:
            yield from others(engine, query, one)

    kept = held(found, pictures, again, settings)
    return seen_nearby(engine, examination.frames[0], kept, settings) if in_video else kept


def apart(matches: Iterable[Match], set_aside: Iterable[Match] = ()) -> Found:
    """Keep apart what speaks of embedded pictures."""
    both = _ranked(matches)
    seen = tuple(match for match in both if not match.is_hidden)
    return Found(seen, _ranked(set_aside), tuple(match for match in both if match.is_hidden))


def rank(match: Match) -> tuple[int, int, int, str]:
    """Order matches by strength, then distance, then SHA-256.

    Those by keypoints come after those by hashes, the one with the most keypoints first, and those
    by embeddings after both.
    """
    late = _LAST.get(match.method, 0)
    weight = _WEIGHTS.get(match.method, 1)
    return (_ORDER[match.strength], late, match.distance * weight, match.media.sha256)


def _exact(engine: Engine, examination: Examination) -> dict[Key, Match]:
    """Find the same bytes, be it only by a digest that a posting without its file states."""
    media, frame = examination.media, examination.frames[0].frame
    stored = engine.find(media.sha256)
    named = () if stored else engine.sightings_by_key(media.sha256, examination.keys)
    if stored is None and not named:
        return {}
    match = Match(
        stored or media,
        Strength.EXACT,
        Relation.SAME_BYTES,
        method="sha256",
        distance=0,
        threshold=0,
        transform=Transform(scale=1.0),
        query_frame=frame,
        match_frame=frame,
        sightings=(),
    )
    asserted = bool(named) and all(each.is_hearsay for each in named)
    return {(media.sha256, False): match.as_asserted() if asserted else match}


def of_hit(media: Media | None, queried: Frame, hit: Hit, settings: Settings) -> Match:
    """Make a match of a hash that is near; `media` is the queried one, if its file is there."""
    if hit.signal == "phash-64":
        strength, threshold = Strength.POSSIBLE, settings.phash_possible
    elif hit.distance <= settings.pdq_strong:
        strength, threshold = Strength.STRONG, settings.pdq_strong
    else:
        strength, threshold = Strength.POSSIBLE, settings.pdq_possible
    return Match(
        hit.media,
        strength,
        Relation.UNKNOWN,
        method=hit.signal,
        distance=hit.distance,
        threshold=threshold,
        transform=Transform(hit.orientation, hit.crop, scale=_scale(media, queried, hit)),
        query_frame=queried,
        match_frame=hit.frame,
        sightings=(),
    )


def _scale(media: Media | None, queried: Frame, hit: Hit) -> float | None:
    """Compare the widths; a picture rotated by a few degrees was cut or framed as well."""
    embedded = queried.role.is_embedded or hit.frame.role.is_embedded
    pixels = bool(media and media.width and hit.media.width)
    if media is None or not pixels or embedded or hit.orientation.rotated % 90:
        return None
    upright = hit.orientation.rotated % 180 == 0
    seen = media.width * (hit.crop.right - hit.crop.left if hit.crop else 1)
    return round(seen / (hit.media.width if upright else hit.media.height), 4)


def _complete(
    engine: Engine,
    examination: Examination,
    found: list[Match],
    settings: Settings,
    decided: Decided,
    pairs: Sequence[Laid],
) -> Found:
    """Add to each match its sightings, its thumbnail and its relation, and honour decisions."""
    own = examination.media.sha256
    # What is embedded in a file is embedded in its copies, too, and says nothing about them.
    found = [match for match in found if not (match.is_hidden and match.media.sha256 == own)]
    sightings = dict(engine.sightings([match.media.sha256 for match in found]))
    if own in sightings:
        known = {each.posting_key for each in sightings[own]}
        by_key = engine.sightings_by_key(own, examination.keys)
        sightings[own] += tuple(each for each in by_key if each.posting_key not in known)
    with_pictures = [
        replace(
            match,
            sightings=sightings[match.media.sha256],
            thumbnail=engine.thumbnail(match.match_frame),
        )
        for match in found
    ]
    parted = apart(with_pictures)
    told: Sequence[Match] = parted.matches
    moving = _is_moving(examination, told)
    if moving:
        from provenance.workflows.in_time import in_time

        visible = [each for each in pairs if not each.is_hidden]
        told = in_time(engine, examination, told, settings, visible)
    tested = related(examination, told, settings)
    kept = honoured(engine, examination, tested, decided)
    hidden = related(examination, parted.hidden, settings)
    seen = _ranked(kept.matches)
    if moving:
        from provenance.workflows.strips import with_strips

        seen = with_strips(engine, examination, seen)
    return replace(kept, matches=seen, hidden=hidden)


def _is_moving(examination: Examination, matches: Iterable[Match]) -> bool:
    """Tell whether there is a video on either side; only then is there time to speak of."""
    return len(examination.frames) > 1 or any(each.media.frame_count > 1 for each in matches)


def _ranked(matches: Iterable[Match]) -> tuple[Match, ...]:
    return tuple(sorted(matches, key=rank))
