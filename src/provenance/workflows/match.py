"""From fingerprints to matches: searches the index, names strength and relation, adds sightings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from provenance.index import vocabulary
from provenance.index.interface import Engine, Hit
from provenance.matching import keypoints
from provenance.model.case import Examination
from provenance.model.fingerprint import UPRIGHT, ExaminedFrame, Fingerprint, Orientation, Variant
from provenance.model.keypoints import Keypoints
from provenance.model.match import BY_KEYPOINTS, Match, Relation, Strength, Transform
from provenance.model.media import Frame, Location, Media, Role
from provenance.model.metadata import Metadata
from provenance.settings import Settings
from provenance.workflows.aligned import Laid, best_of, is_strong, laid, with_alignments
from provenance.workflows.clips import with_clips
from provenance.workflows.confirm import confirmed
from provenance.workflows.decided import Decided, Found, decided, honoured
from provenance.workflows.opening import radii_of
from provenance.workflows.relate import related

_ORDER = {Strength.EXACT: 0, Strength.STRONG: 1, Strength.POSSIBLE: 2}
# A bit of pHash-64 is worth four of PDQ-256 when the two must be put in one order.
_WEIGHTS = {"phash-64": 4, BY_KEYPOINTS: -1}


def matches(engine: Engine, examinations: Sequence[Examination], settings: Settings) -> list[Found]:
    """Find the matches of each examination, strongest and nearest first.

    What reviewers decided is honoured: it may make a match strong, add one or set one aside.
    """
    queries = [(each, frame) for each in examinations for frame in each.frames]
    answers = engine.search([frame.variants for _, frame in queries], radii_of(settings))
    found: dict[str, dict[str, Match]] = {
        each.media.sha256: _exact(engine, each) for each in examinations
    }
    for (examination, queried), hits in zip(queries, answers, strict=True):
        own = found[examination.media.sha256]
        for hit in hits:
            match = of_hit(examination.media, queried.frame, hit, settings)
            best = own.get(hit.media.sha256)
            if best is None or rank(match) < rank(best):
                own[hit.media.sha256] = match
    pairs: dict[str, list[Laid]] = {}
    for each in examinations:
        own = found[each.media.sha256]
        hashed = sorted(own.values(), key=rank)
        every = list(laid(engine, each, hashed))
        pairs[each.media.sha256] = every
        held = _held(engine, each, best_of(every), settings)
        found[each.media.sha256] = with_alignments(each, own, held)
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
        for each in examinations
    ]


def _held(
    engine: Engine, examination: Examination, found: Mapping[str, Laid], settings: Settings
) -> dict[str, Laid]:
    """Keep what holds, by keypoints or by the pixels of both pictures."""
    frames = {each.frame: each.detail or each.thumbnail for each in examination.frames}
    pictures = {
        sha256: (frames[one.query], engine.thumbnail(one.frame))
        for sha256, one in found.items()
        if not is_strong(one)
    }
    return confirmed(found, pictures, settings)


def matches_of_stored(engine: Engine, sha256s: Sequence[str], settings: Settings) -> Found:
    """Find the matches of media of the index itself, by what is stored of them.

    By hashes only upright copies can be found: turning a hash needs the pixels. Keypoints, where
    there are any, find parts and turned copies, too.
    """
    best: dict[str, Match] = {}
    set_aside: list[Match] = []
    pointed = engine.has_keypoints()
    for sha256 in sha256s:
        media = engine.find(sha256)
        if media is None:
            continue
        stored = [
            ExaminedFrame(
                frame,
                prints,
                (_as_stored(frame, prints),),
                engine.thumbnail(frame),
                _both_sides(engine.keypoints(frame)) if pointed else (),
            )
            for frame, prints in engine.frames(sha256)
        ]
        examination = Examination(Location(""), media, tuple(stored), Metadata(()))
        (found,) = matches(engine, [examination], settings)
        set_aside += found.set_aside
        for match in found.matches:
            known = best.get(match.media.sha256)
            if known is None or rank(match) < rank(known):
                best[match.media.sha256] = match
    return Found(_ranked(best.values()), _ranked(set_aside))


def matches_of_hash(engine: Engine, fingerprint: Fingerprint, settings: Settings) -> Found:
    """Find the matches of a hash without its picture: upright copies only, relation unknown.

    Nobody can have decided about a picture that was never there.
    """
    (hits,) = engine.search([(Variant(UPRIGHT, (fingerprint,)),)], radii_of(settings))
    sightings = engine.sightings([hit.media.sha256 for hit in hits])
    unseen = Frame("", 0, 0.0, Role.IMAGE)
    found = [
        replace(
            of_hit(None, unseen, hit, settings),
            sightings=sightings[hit.media.sha256],
            thumbnail=engine.thumbnail(hit.frame),
        )
        for hit in hits
    ]
    return Found(_ranked(found))


def _both_sides(stored: Keypoints | None) -> tuple[Keypoints, ...]:
    """Make a query of stored keypoints, which may be found as they are or mirrored."""
    sides = (stored, keypoints.mirrored(stored)) if stored else ()
    return tuple(vocabulary.prepared(each, as_query=True) for each in sides)


def _as_stored(frame: Frame, prints: tuple[Fingerprint, ...]) -> Variant:
    return Variant(Orientation(mirrored=False, rotated=frame.rotated), prints)


def rank(match: Match) -> tuple[int, bool, int, str]:
    """Order matches by strength, then distance, then SHA-256.

    Those by keypoints come after those by hashes, the one with the most keypoints first.
    """
    by_keypoints = match.method == BY_KEYPOINTS
    weight = _WEIGHTS.get(match.method, 1)
    return (_ORDER[match.strength], by_keypoints, match.distance * weight, match.media.sha256)


def _exact(engine: Engine, examination: Examination) -> dict[str, Match]:
    """Find the same bytes, be it only by a digest that a posting without its file states."""
    media, frame = examination.media, examination.frames[0].frame
    stored = engine.find(media.sha256)
    if stored is None and not engine.sightings_by_key(media.sha256, examination.keys):
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
    return {media.sha256: match}


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
        transform=Transform(hit.orientation, hit.crop, scale=_scale(media, hit)),
        query_frame=queried,
        match_frame=hit.frame,
        sightings=(),
    )


def _scale(media: Media | None, hit: Hit) -> float | None:
    """Compare the widths; a picture rotated by a few degrees was cut or framed as well."""
    if media is None or hit.orientation.rotated % 90:
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
    sightings = dict(engine.sightings([match.media.sha256 for match in found]))
    own = examination.media.sha256
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
    clipped = with_clips(engine, examination, with_pictures, settings, pairs)
    tested = related(examination, clipped, settings)
    kept = honoured(engine, examination, tested, decided)
    return replace(kept, matches=_ranked(kept.matches))


def _ranked(matches: Iterable[Match]) -> tuple[Match, ...]:
    return tuple(sorted(matches, key=rank))
