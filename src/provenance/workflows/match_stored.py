"""From what is stored to matches: of media of the index, and of a hash without its picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from provenance.index import vocabulary
from provenance.index.interface import Engine
from provenance.matching import keypoints
from provenance.model.case import Examination
from provenance.model.fingerprint import UPRIGHT, ExaminedFrame, Fingerprint, Orientation, Variant
from provenance.model.keypoints import Keypoints
from provenance.model.match import Match
from provenance.model.media import Frame, Location, Role
from provenance.model.metadata import Metadata
from provenance.settings import Settings
from provenance.workflows.aligned import Key
from provenance.workflows.decided import Found
from provenance.workflows.match import apart, matches, of_hit, rank
from provenance.workflows.opening import radii_of


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
    return apart(best.values(), set_aside)


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
    return apart(found)


def _both_sides(stored: Keypoints | None) -> tuple[Keypoints, ...]:
    """Make a query of stored keypoints, which may be found as they are or mirrored."""
    return vocabulary.both_sides(stored, keypoints.mirrored(stored)) if stored else ()


def _as_stored(frame: Frame, prints: tuple[Fingerprint, ...]) -> Variant:
    return Variant(Orientation(mirrored=False, rotated=frame.rotated), prints)
