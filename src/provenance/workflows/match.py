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
from provenance.model.match import BY_EMBEDDING, BY_KEYPOINTS, Match, Relation, Strength, Transform
from provenance.model.media import Frame, Location, Media, Role
from provenance.model.metadata import Metadata
from provenance.settings import Settings
from provenance.workflows.aligned import Key, Laid, best_of, laid, otherwise, with_alignments
from provenance.workflows.alike import ALIKE, ALIKE_WITHIN, of_alike
from provenance.workflows.clips import with_clips
from provenance.workflows.confirm import held
from provenance.workflows.decided import Decided, Found, decided, honoured
from provenance.workflows.opening import radii_of
from provenance.workflows.pieces import picture_of
from provenance.workflows.pinpointed import pinpointed
from provenance.workflows.recurring import recurring_only
from provenance.workflows.relate import related
from provenance.workflows.searched import searched
from provenance.workflows.second_look import looked_again
from provenance.workflows.strips import with_strips

_ORDER = {Strength.EXACT: 0, Strength.STRONG: 1, Strength.POSSIBLE: 2}
# A bit of pHash-64 is worth four of PDQ-256 when the two must be put in one order.
_WEIGHTS = {"phash-64": 4, BY_KEYPOINTS: -1}
# What a network alone thinks alike comes after all that can be shown.
_LAST = {BY_KEYPOINTS: 1, BY_EMBEDDING: 2}


def matches(engine: Engine, examinations: Sequence[Examination], settings: Settings) -> list[Found]:
    """Find the matches of each examination, strongest and nearest first.

    What reviewers decided is honoured: it may make a match strong, add one or set one aside.
    """
    queries = [(each, frame) for each in examinations for frame in each.all_frames]
    asked = [variants for each in examinations for variants in searched(each)]
    answers = engine.search(asked, radii_of(settings))
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
        each, more = looked_again(engine, one, every, settings)
        looked.append(each)
        every += more
        pairs[each.media.sha256] = every
        kept = _held(engine, each, best_of(every), settings)
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
    pictures = {
        key: (picture_of(frames[one.query], one.part), engine.thumbnail(one.frame))
        for key, one in found.items()
    }

    def again(one: Laid) -> Iterable[Laid]:
        stored = engine.keypoints(one.frame)
        query = frames[one.query].keypoints[one.alignment.mirrored]
        return otherwise(one, query, stored) if stored else ()

    return held(found, pictures, again, settings)


def matches_of_stored(engine: Engine, sha256s: Sequence[str], settings: Settings) -> Found:
    """Find the matches of media of the index itself, by what is stored of them.

    By hashes only upright copies can be found: turning a hash needs the pixels. Keypoints, where
    there are any, find parts and turned copies, too.
    """
    best: dict[Key, Match] = {}
    set_aside: list[Match] = []
    pointed = engine.has_keypoints()
    embedded = any(each.frames for each in engine.coverage().embeddings)
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
                embeddings=engine.embeddings(frame) if embedded else (),
            )
            for frame, prints in engine.frames(sha256)
        ]
        examination = Examination(
            Location(""),
            media,
            tuple(each for each in stored if not each.frame.role.is_embedded),
            Metadata(()),
            hidden_frames=tuple(each for each in stored if each.frame.role.is_embedded),
        )
        (found,) = matches(engine, [examination], settings)
        set_aside += found.set_aside
        for match in (*found.matches, *found.hidden):
            key = (match.media.sha256, match.is_hidden)
            if key not in best or rank(match) < rank(best[key]):
                best[key] = match
    return _apart(best.values(), set_aside)


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
    return _apart(found)


def _apart(matches: Iterable[Match], set_aside: Iterable[Match] = ()) -> Found:
    """Keep apart what speaks of embedded pictures."""
    both = _ranked(matches)
    seen = tuple(match for match in both if not match.is_hidden)
    return Found(seen, _ranked(set_aside), tuple(match for match in both if match.is_hidden))


def _both_sides(stored: Keypoints | None) -> tuple[Keypoints, ...]:
    """Make a query of stored keypoints, which may be found as they are or mirrored."""
    sides = (stored, keypoints.mirrored(stored)) if stored else ()
    return tuple(vocabulary.prepared(each, as_query=True) for each in sides)


def _as_stored(frame: Frame, prints: tuple[Fingerprint, ...]) -> Variant:
    return Variant(Orientation(mirrored=False, rotated=frame.rotated), prints)


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
    apart = _apart(with_pictures)
    visible = [each for each in pairs if not each.is_hidden]
    clipped = with_clips(engine, examination, apart.matches, settings, visible)
    lasting = list(recurring_only(engine, examination, clipped, settings, visible))
    told = pinpointed(engine, examination, lasting, settings)
    tested = related(examination, told, settings)
    kept = honoured(engine, examination, tested, decided)
    hidden = related(examination, apart.hidden, settings)
    seen = with_strips(engine, examination, _ranked(kept.matches))
    return replace(kept, matches=seen, hidden=hidden)


def _ranked(matches: Iterable[Match]) -> tuple[Match, ...]:
    return tuple(sorted(matches, key=rank))
