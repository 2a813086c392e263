"""A text of vPDQ in place of a video: its hashes are compared, and nothing else of it can be.

Of a list with a hash for every frame as many are kept as would be of the video itself.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence

from provenance.errors import UnreadableMedia
from provenance.media import formats
from provenance.media.video import FRAMES, STEP_S
from provenance.model.case import Examination
from provenance.model.embedding import Embedding
from provenance.model.fingerprint import UPRIGHT, ExaminedFrame, Orientation, Variant
from provenance.model.keypoints import Keypoints
from provenance.model.media import HASH_LIST, Frame, Location, Media, Role
from provenance.model.metadata import Metadata
from provenance.model.posting import JoinKey
from provenance.signals import vpdq
from provenance.signals.sscd import Weights
from provenance.signals.vpdq import HashedFrame
from provenance.workflows.moments import FLAT, LONGEST_GAP_S, NEAR

ONLY_HASHES = (
    "only hashes were compared, upright and about mirrored: no pixels, keypoints or metadata are "
    "in this file, so crops, overlays and turned copies may be missed; check the video itself, if "
    "you can get it"
)

_NEW_SCENE = 90
"""Bits by which the hash of a frame differs from the one before where a scene begins."""

_MIRRORED = Orientation(mirrored=True, rotated=0)


def is_one(location: Location, data: bytes) -> bool:
    """Tell by the first bytes; the name is asked only of what no format begins like."""
    if vpdq.begins(data):
        return True
    name = (location.path, *location.inside)[-1]
    return vpdq.is_named(name) and not formats.is_known(location, data)


def examined(
    location: Location, data: bytes, *, as_query: bool, weights: Weights | None
) -> Examination:
    """Examine a list of hashes; raises `UnreadableMedia`, with the line, for one that is broken."""
    frames = vpdq.read(location.display, _text(location, data))
    kept = list(_kept(_offered(sorted(frames, key=lambda each: each.timestamp_s))))
    kept = kept or [max(frames, key=lambda each: each.fingerprint.quality)]
    sha256 = hashlib.sha256(data).hexdigest()
    # Stored with no keypoints and no embedding, which says that nothing is left to look for.
    points = () if as_query else (Keypoints(1, 1, b"", b""),)
    empty = () if as_query or weights is None else (Embedding(weights.sha256, b""),)
    return Examination(
        location,
        Media(sha256, len(data), HASH_LIST, 0, 0, len(frames)),
        tuple(
            ExaminedFrame(
                Frame(sha256, each.number, each.timestamp_s, Role.FRAME),
                (each.fingerprint,),
                _variants(each) if as_query else (),
                b"",
                points,
                embeddings=empty,
            )
            for each in kept
        ),
        Metadata(()),
        tuple(_remarks(frames, kept)),
        (JoinKey("sha256", sha256),),
    )


def _text(location: Location, data: bytes) -> str:
    try:
        return data.decode()
    except UnicodeError as error:
        raise UnreadableMedia(
            f"{location.display}: is no text of vPDQ, for it is not UTF-8; write the file again"
        ) from error


def _offered(frames: Sequence[HashedFrame]) -> Iterator[HashedFrame]:
    """Give a frame for each step, and those that begin a scene, as of a video."""
    step = max(STEP_S, (frames[-1].timestamp_s - frames[0].timestamp_s) / FRAMES)
    given: HashedFrame | None = None
    before = frames[0]
    count = 0
    for each in frames:
        due = given is None or each.timestamp_s - given.timestamp_s >= step - 0.005
        if due or each.fingerprint.distance(before.fingerprint) > _NEW_SCENE:
            given, count = each, count + 1
            yield each
        before = each
        if count >= 2 * FRAMES:
            return


def _kept(frames: Iterable[HashedFrame]) -> Iterator[HashedFrame]:
    """Give those that are not flat and not as the one before."""
    last: HashedFrame | None = None
    for each in frames:
        if each.fingerprint.quality < FLAT:
            continue
        if (
            last is None
            or each.timestamp_s - last.timestamp_s >= LONGEST_GAP_S
            or each.fingerprint.distance(last.fingerprint) > NEAR
        ):
            last = each
            yield each


def _variants(frame: HashedFrame) -> tuple[Variant, ...]:
    turned = vpdq.mirrored(frame.fingerprint)
    return (Variant(UPRIGHT, (frame.fingerprint,)), Variant(_MIRRORED, (turned,)))


def _remarks(frames: Sequence[HashedFrame], kept: Sequence[HashedFrame]) -> Iterator[str]:
    yield ONLY_HASHES
    if len(kept) < len(frames):
        end = kept[-1].timestamp_s
        yield (
            f"{len(kept):,} of its {len(frames):,} hashes were compared, up to {end:.1f} s: "
            "the others are flat, or as the one before"
        )
