"""Names what matched pictures are to each other, by comparing their thumbnails block by block."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from provenance.errors import InputError
from provenance.matching import agreement, framing, lettering, nudged, outlines, visible, warp
from provenance.matching.agreement import Agreement
from provenance.matching.confirmation import confirmation
from provenance.media import thumbnail
from provenance.model.alignment import Alignment
from provenance.model.case import Examination
from provenance.model.fingerprint import ExaminedFrame, Orientation
from provenance.model.geometry import WHOLE, Box
from provenance.model.match import BY_EMBEDDING, Match, Relation, Strength
from provenance.settings import Settings
from provenance.workflows.examine import limits_of
from provenance.workflows.pieces import picture_of
from provenance.workflows.workers import limited

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Bytes = npt.NDArray[np.uint8]
    Floats = npt.NDArray[np.float32]

# A viral picture may have thousands of copies; the nearest ones are compared.
_COMPARED = 200

_FINER = 2
"""How much finer differing parts are outlined where a picture of more than a thumbnail is there."""


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two thumbnails; `orientation` is how the second one was turned to become the first.

    `crop` is the part of the first one that is compared. Where keypoints gave a `matrix`, it says
    more than both. `detail` is a larger picture of the query, if there is one.
    """

    query: bytes
    match: bytes
    orientation: Orientation
    crop: Box | None = None
    matrix: tuple[float, ...] | None = None
    held: float = 1.0
    is_rough: bool = False
    detail: bytes = b""


_ALL_ON_ALL = (1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0)

_NOTHING_CUT = 0.98
"""Share of what the query covers that agrees where nothing of it can have been cut off."""

_Sides = tuple[float, ...]
_Tested = tuple[str, float, tuple[_Sides, ...], tuple[_Sides, ...], _Sides]
"""The relation, the share and the differing boxes of the query; plain values for a message.

Then, where the query shows less than it covers: the boxes in both pictures of what it shows. At
last a map that is better than that of the keypoints, if one was found.
"""


def related(
    examination: Examination, matches: Sequence[Match], settings: Settings, pictured: Box = WHOLE
) -> tuple[Match, ...]:
    """Give the matches with their relation and agreement; same bytes need no test.

    `pictured` is the part of a matched picture that its thumbnail shows.
    """
    frames = {frame.frame: frame for frame in examination.all_frames}
    near = [match for match in matches if _is_testable(match)][:_COMPARED]
    asked = [_pair(frames[match.query_frame], match, pictured) for match in near]
    pairs = tuple(pair for pair, _ in asked)
    # An index may come from somebody else, so its thumbnails are decoded like any other picture.
    try:
        tested = limited(_agreements, pairs, limits_of(settings)) if pairs else ()
    except InputError:
        tested = (None,) * len(pairs)
    named = {
        match.media.sha256: _named(match, one, part, pictured)
        for match, one, (_, part) in zip(near, tested, asked, strict=True)
        if one is not None
    }
    return tuple(named.get(match.media.sha256, match) for match in matches)


def _is_testable(match: Match) -> bool:
    """Tell whether something says how the two lie on each other; a network does not."""
    return match.strength is not Strength.EXACT and match.method != BY_EMBEDDING


def _pair(query: ExaminedFrame, match: Match, pictured: Box) -> tuple[_Pair, Box]:
    """Give what is compared, and the part of the query that it shows."""
    turn = match.transform.orientation
    if match.alignment:
        piece = query.piece_around(match.alignment.box_query)
        part = piece.box if piece else WHOLE
        picture = picture_of(query, part)
        seen = match.alignment.seen_in(part, pictured)
        rough = match.alignment.inliers < nudged.FEW and part == pictured == WHOLE
        return _Pair(picture, match.thumbnail, turn, None, seen.matrix, seen.held, rough), part
    crop = match.transform.crop_query
    return _Pair(query.thumbnail, match.thumbnail, turn, crop, detail=query.detail), WHOLE


def _named(match: Match, tested: _Tested, part: Box, pictured: Box) -> Match:
    relation, share, boxes, shown, matrix = tested
    differing = tuple(Box(*box) for box in _within(boxes, part))
    # What was found of the keypoints says more than how much of a screen agrees.
    drawn = match.relation is Relation.SAME_LETTERING
    # All frames of two videos say more than one of each, which may lie well by chance.
    apart = match.relation is Relation.SAME_SCENE and relation == Relation.EDITED_COPY
    named = match.relation if drawn or apart else Relation(relation)
    transform, alignment = match.transform, match.alignment
    if matrix and alignment:
        alignment = replace(alignment, matrix=matrix)
        crops = alignment.box_query, alignment.box_match
        transform = replace(transform, crop_query=crops[0], crop_match=crops[1])
    if shown:
        (query,), (other,) = _within(shown[:1], part), _within(shown[1:], pictured)
        transform = replace(transform, crop_query=Box(*query), crop_match=Box(*other))
    strong = match.strength is Strength.STRONG and named is not Relation.SAME_LETTERING
    return replace(
        match,
        strength=Strength.STRONG if strong else Strength.POSSIBLE,
        relation=named,
        agreement=share,
        differing=differing,
        transform=transform,
        alignment=alignment,
    )


def _agreements(pairs: tuple[_Pair, ...]) -> tuple[_Tested | None, ...]:
    return tuple(_agreement(pair) for pair in pairs)


def _agreement(pair: _Pair) -> _Tested | None:
    """Compare the two pictures block by block, laid on each other as well as is known."""
    import numpy as np

    if pair.matrix:
        return _agreement_as_laid(pair, pair.matrix)
    try:
        query = thumbnail.read(pair.query)
        match = thumbnail.turned(thumbnail.read(pair.match), pair.orientation)
        aligned = query.resize(match.size)
        if pair.crop:
            aligned, match = thumbnail.alike(query, pair.crop, match)
        one, other = (np.asarray(each, np.float32) for each in (aligned, match))
        found = agreement.agreement(one, other)
        drawn = found.torn and _is_drawn_only(pair, one, other)
    except (OSError, ValueError):  # no thumbnail, or one too small to compare
        return None
    relation = Relation.SAME_LETTERING if drawn else found.relation
    boxes = tuple(map(_sides, found.differing))
    return relation.value, round(found.share, 3), _within(boxes, pair.crop or WHOLE), (), ()


def _is_drawn_only(pair: _Pair, one: Floats, other: Floats) -> bool:
    """Tell whether two pictures whose hashes are near share no more than the screen of an app."""
    import numpy as np

    if not pair.detail:
        return False
    lying = Alignment(_ALL_ON_ALL, 0, (), mirrored=False).seen_from(pair.crop or WHOLE)
    laid = one, other, np.ones(one.shape, bool)
    return lettering.is_all_around(np.asarray(thumbnail.read(pair.detail)), lying.matrix, laid)


def _sides(box: Box) -> _Sides:
    return box.left, box.top, box.right, box.bottom


def _within(boxes: tuple[_Sides, ...], part: Box) -> tuple[_Sides, ...]:
    """Give boxes of a part as such of the whole picture."""
    wide, high = part.right - part.left, part.bottom - part.top
    return tuple(
        (
            part.left + left * wide,
            part.top + top * high,
            part.left + right * wide,
            part.top + bottom * high,
        )
        for left, top, right, bottom in boxes
    )


def _agreement_as_laid(pair: _Pair, matrix: tuple[float, ...]) -> _Tested | None:
    """Compare them as keypoints lay them, or frame on frame where that is nearly the same."""
    import numpy as np

    try:
        query, match = (np.asarray(thumbnail.read(each)) for each in (pair.query, pair.match))
        better = nudged.nudged(warp.laid(query, match, matrix), matrix) if pair.is_rough else None
        maps = [each for each in (matrix, framing.whole_frame(matrix), better) if each]
        found = [(_compared(query, match, each), each) for each in maps]
    except (OSError, ValueError):  # no thumbnail, or too little of it to compare
        return None
    best, laid = max(found, key=lambda each: each[0].share)
    alignment = Alignment(laid, 0, (), mirrored=False)
    boxes = tuple(alignment.box_in_query(box) for box in best.differing)
    relation = best.relation_as_laid(pair.held)
    if relation is Relation.SAME_SCENE and _written_over(query, match, laid):
        relation = Relation.EDITED_COPY
    better = better if laid == better else None
    shown = _shown(query, match, better or matrix) if best.share < _NOTHING_CUT else ()
    boxes = tuple(each for each in boxes if not shown or _mostly_in(each, shown[0]))
    return relation.value, round(best.share, 3), boxes, shown, better or ()


def _mostly_in(box: _Sides, part: _Sides) -> bool:
    """Tell whether a box lies in a part: what stands beside a picture is no change of it."""
    common = [max(a, b) for a, b in zip(box[:2], part[:2], strict=True)]
    common += [min(a, b) for a, b in zip(box[2:], part[2:], strict=True)]
    wide, high = max(0.0, common[2] - common[0]), max(0.0, common[3] - common[1])
    return 2 * wide * high >= (box[2] - box[0]) * (box[3] - box[1])


def _shown(query: Bytes, match: Bytes, matrix: tuple[float, ...]) -> tuple[_Sides, ...]:
    """Give where, in both, what the query shows lies; nothing where that is all that it covers.

    Of two pictures that lie frame on frame nothing was cut off, whatever was put over one.
    """
    lying = Alignment(matrix, 0, (), mirrored=False)
    if framing.whole_frame(matrix) or not lying.is_parallel:
        return ()
    laid = warp.shrunk(warp.laid(query, match, matrix), _FINER * thumbnail.SIDE)
    part = visible.part(*laid)
    if part is None:
        return ()
    return tuple(map(_sides, lying.boxes_of(part)))


def _written_over(query: Bytes, match: Bytes, matrix: tuple[float, ...]) -> bool:
    """Tell whether words hide so much of a copy that it seems to be another picture."""
    if not framing.whole_frame(matrix):
        return False
    laid = warp.laid(query, match, matrix)
    return confirmation(*laid).hints() and lettering.is_written_over(query, matrix, laid)


def _compared(query: Bytes, match: Bytes, matrix: tuple[float, ...]) -> Agreement:
    """Compare two pictures as a map lays them, and outline finely what differs."""
    large = warp.laid(query, match, matrix)
    found = agreement.agreement(*warp.shrunk(large, thumbnail.SIDE))
    if max(match.shape) < _FINER * thumbnail.SIDE:
        return found
    one, other, _ = warp.shrunk(large, _FINER * thumbnail.SIDE)
    return replace(found, differing=outlines.tightened(found.differing, one, other))
