"""Drops what of two videos agrees at one moment only, and by no more than chance can do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from provenance.index.interface import Engine
from provenance.matching import clips, recurring
from provenance.model.case import Examination
from provenance.model.fingerprint import ExaminedFrame
from provenance.model.match import BY_EMBEDDING, BY_KEYPOINTS, Match, Strength
from provenance.settings import Settings
from provenance.workflows.aligned import Laid
from provenance.workflows.clips import hashes_recur


def recurring_only(
    engine: Engine,
    examination: Examination,
    matches: Sequence[Match],
    settings: Settings,
    laid: Sequence[Laid],
) -> Iterator[Match]:
    """Give the matches of a video without possible ones of which no second moment tells.

    Whatever is sure needs no second moment; of a query of fewer moments than a clip needs, or of
    a still in the index, there may be none. `laid` are frames that keypoints lay on each other.
    """
    looked = [each.frame.timestamp_s for each in examination.frames if _is_looked_at(each)]
    for match in matches:
        both = min(len(examination.frames), match.media.frame_count) >= clips.LEAST
        if not both or match.strength is not Strength.POSSIBLE or match.method == BY_EMBEDDING:
            yield match
        elif match.method == BY_KEYPOINTS:
            own = [each for each in laid if each.media.sha256 == match.media.sha256]
            if len(looked) < clips.LEAST or recurring.recurs(_pairs(own), looked):
                yield match
        elif match.clip or hashes_recur(
            examination, engine.frames(match.media.sha256), match, settings.min_quality
        ):
            yield match


def _is_looked_at(examined: ExaminedFrame) -> bool:
    return any(len(each) for each in examined.keypoints)


def _pairs(laid: Sequence[Laid]) -> list[recurring.Laid]:
    return [
        recurring.Laid(each.query.timestamp_s, each.frame.timestamp_s, each.alignment)
        for each in laid
    ]
