"""Chooses which frames of two compared files are shown side by side: the nearest, spread in time.

Frames that only one of the two has are told by the strips of both.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from provenance.index.interface import Hit
from provenance.matching import alignment
from provenance.model.clip import Clip
from provenance.model.comparison import FramePair
from provenance.model.fingerprint import ExaminedFrame
from provenance.model.match import BY_KEYPOINTS, Match
from provenance.model.media import Frame, Role
from provenance.model.strip import Strip
from provenance.workflows.aligned import Laid
from provenance.workflows.strips import also_marked, is_timed, marks, strip
from provenance.workflows.two_files import Files

_PAIRS = 6
_OFF_LINE_S = 1.0
"""Seconds off the line of a clip from which two frames are alike by chance: a still scene."""

_ORDER = {"pdq-256": 0, BY_KEYPOINTS: 1}


def best_pairs(
    files: Files, hits: Iterable[tuple[ExaminedFrame, Hit]], laid: Iterable[Laid], match: Match
) -> tuple[FramePair, ...]:
    """Give the pairs of frames that agree best, in order of time; none of two stills.

    `hits` are those within the limits of a match. Of two videos with a stretch in common, each
    part of it gives one pair.
    """
    if not is_timed(match):
        return ()
    pictures = _pictures(files)
    best: dict[float, FramePair] = {}
    every = [*_of_hits(hits, pictures), *_of_laid(laid, pictures)]
    # Hashes that tell little count only where there is nothing else.
    telling = [pair for pair in every if pair.method in _ORDER] or every
    for pair in sorted(telling, key=_rank):
        if not match.clip or _on_line(pair, match.clip):
            best.setdefault(_slot(pair, match.clip), pair)
    return tuple(sorted(list(best.values())[:_PAIRS], key=_times))


def strips_of(files: Files, match: Match | None) -> tuple[Strip, ...]:
    """Give the strip of each of the two that is a video, with what matches marked."""
    marked: Sequence[tuple[float, float] | None] = (None, None)
    also = also_marked(match) if match else ((), ())
    if match and is_timed(match):
        marked = marks(match.query_frame, match.match_frame, match.clip)
    pictures = _pictures(files)
    sides = zip((files.query, files.other), marked, also, (True, False), strict=True)
    return tuple(
        strip(
            [each.frame for each in side.frames], pictures.__getitem__, on, more, of_query=of_query
        )
        for side, on, more, of_query in sides
        if side.frames[0].frame.role is Role.FRAME
    )


def _pictures(files: Files) -> dict[Frame, bytes]:
    return {each.frame: each.thumbnail for each in (*files.query.frames, *files.other.frames)}


def _of_hits(
    hits: Iterable[tuple[ExaminedFrame, Hit]], pictures: dict[Frame, bytes]
) -> Iterator[FramePair]:
    for queried, hit in hits:
        both = pictures[queried.frame], pictures[hit.frame]
        yield FramePair(queried.frame, hit.frame, hit.signal, hit.distance, both)


def _of_laid(laid: Iterable[Laid], pictures: dict[Frame, bytes]) -> Iterator[FramePair]:
    for each in laid:
        inliers = each.alignment.inliers
        if inliers >= alignment.STRONG:
            both = pictures[each.query], pictures[each.frame]
            yield FramePair(each.query, each.frame, BY_KEYPOINTS, inliers, both)


def _rank(pair: FramePair) -> tuple[int, int, float, float]:
    away = -pair.distance if pair.method == BY_KEYPOINTS else pair.distance
    return _ORDER.get(pair.method, len(_ORDER)), away, *_times(pair)


def _times(pair: FramePair) -> tuple[float, float]:
    return pair.first.timestamp_s, pair.second.timestamp_s


def _on_line(pair: FramePair, clip: Clip) -> bool:
    one, other = _times(pair)
    off = abs(other - (clip.offset_s + clip.speed * one))
    return off <= _OFF_LINE_S and clip.query_start_s <= one <= clip.query_end_s


def _slot(pair: FramePair, clip: Clip | None) -> float:
    """Name what only one pair may stand for: a part of a stretch, or a frame of the video."""
    one, other = _times(pair)
    if not clip:
        return one if pair.first.role is Role.FRAME else other
    part = (one - clip.query_start_s) / (clip.query_end_s - clip.query_start_s)
    return min(_PAIRS - 1, int(part * _PAIRS))
