"""From the pixels of a frame to all that finds it; runs inside a decoding process."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from provenance import signals
from provenance.index.vocabulary import both_sides, prepared_together
from provenance.matching import keypoints
from provenance.media import thumbnail
from provenance.media.decoder import Decoded, DecodedFrame
from provenance.model.embedding import Embedding
from provenance.model.fingerprint import ExaminedFrame
from provenance.model.geometry import Box
from provenance.model.media import Frame, Role
from provenance.signals import sscd
from provenance.workflows.pieces import pieces_of
from provenance.workflows.wanted import Wanted

if TYPE_CHECKING:
    from PIL import Image


def as_query(
    sha256: str, decoded: Decoded, frame: DecodedFrame, wanted: Wanted
) -> Iterator[ExaminedFrame]:
    """Turn a query, and each of its regions, in all the ways in which a copy may be turned."""
    yield pointed(hashed(sha256, decoded, frame, wanted), frame.luma, wanted)


def hashed(sha256: str, decoded: Decoded, frame: DecodedFrame, wanted: Wanted) -> ExaminedFrame:
    """Give all of a query but its keypoints, which take longer."""
    variants = list(signals.variants(frame.luma))
    upright = variants[0].fingerprints
    for each in signals.straightened(frame.luma):
        variants += signals.turned_back(each)
    variants += signals.of_regions(frame.luma)
    return ExaminedFrame(
        _frame(sha256, decoded, frame, 0),
        upright,
        tuple(variants),
        thumbnail.make(frame.luma),
        (),
        thumbnail.detail(frame.luma),
        tuple(_embeddings(frame, wanted, [each.crop for each in variants])),
    )


def pointed(examined: ExaminedFrame, luma: Image.Image, wanted: Wanted) -> ExaminedFrame:
    """Add its keypoints to a query, and those of its pieces where it is very long."""
    if not wanted.keypoints:
        return examined
    alone = examined.frame.role is Role.IMAGE
    found = keypoints.queried(luma)
    both = (found, keypoints.mirrored(found))
    return replace(
        examined,
        keypoints=both if wanted.words_later else both_sides(*both),
        pieces=pieces_of(luma) if alone else (),
    )


def _embeddings(
    frame: DecodedFrame, wanted: Wanted, crops: Iterable[Box | None]
) -> Iterator[Embedding]:
    """Embed each of these parts of a frame once, in their order."""
    if wanted.weights is None or frame.colour is None:
        return
    picture = frame.colour()
    for crop in dict.fromkeys(crops):
        yield sscd.embedded(picture, wanted.weights, crop)


def as_stored(
    sha256: str, decoded: Decoded, frame: DecodedFrame, wanted: Wanted
) -> Iterator[ExaminedFrame]:
    """Take a picture as it lies, and turned back where empty corners show that it was rotated."""
    upright = signals.fingerprints(frame.luma)
    found = (keypoints.stored(frame.luma),) if wanted.keypoints else ()
    yield ExaminedFrame(
        _frame(sha256, decoded, frame, 0),
        upright,
        (),
        thumbnail.make(frame.luma),
        found if wanted.words_later else tuple(prepared_together(found)),
        embeddings=tuple(_embeddings(frame, wanted, [None])),
    )
    for each in signals.straightened(frame.luma):
        turned = signals.fingerprints(each.luma)
        yield ExaminedFrame(_frame(sha256, decoded, frame, each.rotated), turned, (), b"")


def _frame(sha256: str, decoded: Decoded, frame: DecodedFrame, rotated: int) -> Frame:
    role = Role.IMAGE if decoded.frame_count == 1 else Role.FRAME
    return Frame(sha256, frame.number, frame.timestamp_s, role, rotated)
