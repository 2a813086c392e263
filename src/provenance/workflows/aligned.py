"""Lays a query on the candidates for it, keypoint by keypoint, and keeps what holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from provenance.index.interface import Candidate, Engine
from provenance.matching import alignment, framing, lettering
from provenance.model.alignment import Alignment
from provenance.model.case import Examination
from provenance.model.fingerprint import ExaminedFrame
from provenance.model.geometry import WHOLE, Box
from provenance.model.keypoints import Keypoints
from provenance.model.match import BY_EMBEDDING, BY_KEYPOINTS, Match, Relation, Strength, Transform
from provenance.model.media import Frame, Media
from provenance.workflows import around
from provenance.workflows.voted import Voted, chosen, votes

CANDIDATES = 24
"""Frames on which a queried frame is laid; the right one is nearly always among the first ten."""

_OF_A_PIECE = 8
"""The same, of each piece of a long query."""

_AROUND = 8
"""Matches by hashes of which other frames are tried where the one that matched has no keypoints."""

SMALLEST_SHARE = 0.05
"""Of at least one of the pictures, over which the keypoints of a strong match are spread."""


@dataclass(frozen=True, slots=True)
class Laid:
    """A queried frame laid on a frame of the index.

    `confirmed` tells that the pixels of both agree, too, where few keypoints do. `drawn_only` tells
    that all that agrees was put over the pictures: words, a frame, the screen of an app. `denied`
    tells that the pixels say too little for a copy of a page of words, or that the query is too
    small to tell words from a picture and the pixels differ. `framed` is a guess that all of one
    lies on all of the other. `agreeing` counts the blocks that do.
    `part` is the piece of a long query, and `part_of_match` that of another file, that was laid.
    `stored` are the keypoints of the second frame, where they are at hand.
    """

    query: Frame
    media: Media
    frame: Frame
    alignment: Alignment
    confirmed: bool = False
    drawn_only: bool = False
    denied: bool = False
    framed: bool = False
    agreeing: int = 0
    part: Box = WHOLE
    part_of_match: Box = WHOLE
    stored: Keypoints | None = None

    def of_parts(self, part: Box, part_of_match: Box = WHOLE) -> Laid:
        """Give it as of the whole frames, where only these parts of them were laid."""
        laid = self.alignment.seen_from(part, part_of_match)
        return replace(self, alignment=laid, part=part, part_of_match=part_of_match)

    @property
    def is_hidden(self) -> bool:
        """Tell whether one of the two frames is embedded, so that nobody sees it."""
        return self.query.role.is_embedded or self.frame.role.is_embedded


K = TypeVar("K")

Key = tuple[str, bool]
"""The SHA-256 of a media, and whether an embedded picture is meant: that is a match apart."""


def laid(engine: Engine, examination: Examination, hashed: Sequence[Match]) -> Iterator[Laid]:
    """Give every alignment with a frame of the index, even if it rests on few keypoints.

    Tried are the candidates by keypoints, and the frames that were found by their hashes.
    """
    for frames in (examination.frames, *((each,) for each in examination.hidden_frames)):
        tried = chosen(votes(engine, frames, CANDIDATES), CANDIDATES)
        for number, examined in enumerate(frames):
            tried[number] += _of_hashes(engine, examined, tried[number], hashed)
            yield from laid_on(examined, tried[number])
    for examined in examination.frames:
        yield from _pieces_laid(engine, examined)


def _pieces_laid(engine: Engine, examined: ExaminedFrame) -> Iterator[Laid]:
    """Lay each piece of a long query on its own candidates."""
    pieces = [replace(examined, keypoints=each.keypoints) for each in examined.pieces]
    tried = votes(engine, pieces, _OF_A_PIECE) if pieces else ()
    for piece, queried, voted in zip(examined.pieces, pieces, tried, strict=True):
        for one in laid_on(queried, voted):
            yield one.of_parts(piece.box)


def laid_on(examined: ExaminedFrame, tried: Iterable[Voted]) -> Iterator[Laid]:
    """Lay a frame on others."""
    for each in tried:
        own, one = examined.keypoints[each.mirrored], each.candidate
        found = alignment.align(own, one.keypoints, mirrored=each.mirrored)
        if found is not None:
            yield Laid(examined.frame, one.media, one.frame, found, stored=one.keypoints)


def otherwise(one: Laid, query: Keypoints, match: Keypoints) -> Iterator[Laid]:
    """Lay two frames on each other in other ways than by the keypoints that agree already.

    `query` and `match` are those that `one` was made of.
    """
    mirrored = one.alignment.mirrored
    left = lettering.without(query, [one.alignment], mirrored=mirrored)
    found = alignment.align(left, match, mirrored=mirrored)
    if found:
        yield replace(one, alignment=found, drawn_only=False)
    # Where the words lie alike in both, all of one on all of the other says nothing new.
    if framing.whole_frame(one.alignment.matrix):
        return
    framed = alignment.align_frames(query, match, mirrored=mirrored)
    if framed:
        yield replace(one, alignment=framed, drawn_only=False, framed=True)


def best_of(found: Iterable[Laid]) -> dict[Key, Laid]:
    """Give the best alignment with each media."""
    best: dict[Key, Laid] = {}
    for one in found:
        key = (one.media.sha256, one.is_hidden)
        if key not in best or ranked(one) < ranked(best[key]):
            best[key] = one
    return best


def matched(examination: Examination, found: Laid) -> Match:
    """Make a match of an alignment."""
    return Match(
        found.media,
        Strength.STRONG if is_sure(found) else Strength.POSSIBLE,
        Relation.SAME_LETTERING if found.drawn_only else Relation.UNKNOWN,
        BY_KEYPOINTS,
        distance=found.alignment.inliers,
        threshold=_threshold(found),
        transform=transform(examination.media, found),
        query_frame=found.query,
        match_frame=found.frame,
        sightings=(),
        alignment=found.alignment,
    )


def is_sure(found: Laid) -> bool:
    """Tell whether keypoints and pixels together make a strong match."""
    proven = found.confirmed or is_strong(found)
    return proven and not (found.drawn_only or found.denied or found.framed)


def is_strong(found: Laid) -> bool:
    """Tell whether the keypoints alone make a strong match."""
    return found.alignment.inliers >= alignment.ALONE and is_spread(found)


def is_spread(found: Laid) -> bool:
    """Tell whether the keypoints lie over a part of a picture: a logo in its corner is none."""
    return found.alignment.share() >= SMALLEST_SHARE


def _threshold(found: Laid) -> int:
    if is_strong(found):
        return alignment.ALONE
    if not found.confirmed:
        return alignment.POSSIBLE
    enough = found.alignment.inliers >= alignment.STRONG
    return alignment.STRONG if enough else alignment.CONFIRMED


def transform(query: Media, found: Laid) -> Transform:
    """Say how the indexed picture became the query."""
    sizes = ((query.width, query.height), (found.media.width, found.media.height))
    return Transform(
        found.alignment.orientation(*sizes),
        found.alignment.box_query,
        found.alignment.box_match,
        # How large an embedded picture is says nothing about the visible one.
        None if found.is_hidden else found.alignment.scale(*sizes),
    )


def _of_hashes(
    engine: Engine, examined: ExaminedFrame, tried: Sequence[Voted], hashed: Sequence[Match]
) -> list[Voted]:
    """Give what hashes found of a frame and is not tried yet."""
    if not examined.keypoints:
        return []
    known = {(each.mirrored, each.candidate.frame) for each in tried}
    own = [match for match in hashed if match.query_frame == examined.frame][:CANDIDATES]
    found = []
    for number, match in enumerate(own):
        # Bars or a title that many videos have need not be laid on all of them.
        for frame, stored in around.found(engine, match, beside=number < _AROUND):
            sides = (each for each in _sides(match) if (each, frame) not in known)
            found += [Voted(each, Candidate(match.media, frame, 0, stored)) for each in sides]
    return found


def _sides(match: Match) -> tuple[bool, ...]:
    """Say which side of a query may lie on a match; a network does not tell."""
    known = match.method != BY_EMBEDDING
    return (match.transform.orientation.mirrored,) if known else (False, True)


def ranked(found: Laid) -> tuple[int, bool, int, int]:
    """Order alignments: the most keypoints first, then upright, then the earlier frames."""
    aligned = found.alignment
    return (-aligned.inliers, aligned.mirrored, found.query.index, found.frame.index)


def _is_shown_by(known: Match, aligned: Match) -> bool:
    """Tell whether keypoints say more of a possible match than what found it."""
    if known.method == BY_EMBEDDING:
        return True
    return known.strength is Strength.POSSIBLE and aligned.strength is Strength.STRONG


def _lies_as(known: Match, aligned: Match, found: Laid) -> bool:
    """Tell whether keypoints say how a match lies that hashes found."""
    if known.strength is Strength.POSSIBLE and found.denied:
        return True
    return known.strength is not Strength.EXACT and aligned.strength is Strength.STRONG


def with_alignments(
    examination: Examination, matches: Mapping[K, Match], found: Mapping[K, Laid]
) -> dict[K, Match]:
    """Put both kinds of evidence together: a hash and an alignment may speak of one media."""
    both = dict(matches)
    for key, one in found.items():
        match = matched(examination, one)
        known = both.get(key)
        if known is None or _is_shown_by(known, match):
            both[key] = match
        elif _lies_as(known, match, found=one):
            both[key] = replace(
                known,
                transform=match.transform,
                query_frame=match.query_frame,
                match_frame=match.match_frame,
                alignment=match.alignment,
            )
    return both
