"""Asks the pixels about alignments: few keypoints may mean nothing, and many be of words only."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from provenance.errors import InputError
from provenance.matching import alignment, framing, lettering, nudged, page, repeating, warp
from provenance.matching.confirmation import MOST, Confirmation, confirmation, is_faintly_alike
from provenance.media import thumbnail
from provenance.model.alignment import Alignment
from provenance.model.keypoints import Keypoints
from provenance.model.match import Strength
from provenance.settings import Settings
from provenance.workflows.aligned import Laid, is_spread, is_strong, is_sure
from provenance.workflows.examine import limits_of
from provenance.workflows.workers import limited

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Bytes = npt.NDArray[np.uint8]
    Floats = npt.NDArray[np.float32]
    Mask = npt.NDArray[np.bool_]

_SHOWN = 0.4
"""Share of the keypoints around which no grey fills much: of pages of words hardly a fifth."""

_ROUGHLY = 3
"""Levels by which a grey may differ from itself on a page of which a bad JPEG was made."""

_HELD = 0.08
"""Share of the keypoints in view that agree at least where the same words lie over two pictures."""

K = TypeVar("K")


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two grey JPEGs, and how the first lies on the second.

    `spread` tells that the keypoints lie over a part of at least one of the pictures, `alone` that
    they need no pixels, `framed` that it is a guess. `stored` are the keypoints of the second, if
    they are known.
    """

    query: bytes
    match: bytes
    alignment: Alignment
    spread: bool
    alone: bool
    framed: bool
    stored: Keypoints | None = None


Pictures = tuple[bytes, bytes]
"""Those of the query and of the match, or of the parts of them that were laid."""

_Said = tuple[Strength | None, bool, int]
"""How strong a match is by keypoints and pixels, whether it is of drawn things only, and how many
blocks agree."""


def held(
    found: Mapping[K, Laid],
    pictures: Callable[[Laid], Pictures],
    again: Callable[[Laid], Iterable[Laid]],
    settings: Settings,
) -> dict[K, Laid]:
    """Give the alignments that hold; `again` gives others of the same two frames or media.

    It is asked where nothing is sure, as both agree in drawn things only or in few: the picture
    between words may still be the same one, in another place or under other words; and another
    frame of a video may show more of it. `pictures` gives those of the two frames.
    """
    kept = confirmed(found, {key: pictures(one) for key, one in found.items()}, settings)
    others = {
        (key, number): each
        for key, one in kept.items()
        if not is_sure(one)
        for number, each in enumerate(again(one))
    }
    second = confirmed(others, {key: pictures(one) for key, one in others.items()}, settings)
    for (key, _), one in second.items():
        if _is_better(one, kept[key]):
            kept[key] = one
    return kept


def _is_better(one: Laid, before: Laid) -> bool:
    if is_sure(before):
        return False
    if one.framed:
        return before.drawn_only or one.agreeing > before.agreeing
    return is_sure(one)


def confirmed(
    found: Mapping[K, Laid], pictures: Mapping[K, Pictures], settings: Settings
) -> dict[K, Laid]:
    """Give the alignments that hold: by themselves, by pixels, or as possible ones.

    `pictures` are the query's and the match's, or of the parts of them that were laid, for each key
    of `found`. One that rests on few keypoints, and of which the pixels say nothing, is dropped.
    """
    asked = tuple(_asked(one, pictures[key]) for key, one in found.items())
    # An index may come from somebody else, so its thumbnails are decoded like any other picture.
    try:
        said = limited(_judged, asked, limits_of(settings)) if asked else ()
    except InputError:
        said = tuple((_without_pixels(each), False, 0) for each in asked)
    return {
        key: replace(
            one,
            confirmed=strength is Strength.STRONG and not is_strong(one),
            drawn_only=drawn,
            denied=strength is Strength.POSSIBLE and is_strong(one) and not drawn,
            agreeing=agreeing,
        )
        for (key, one), (strength, drawn, agreeing) in zip(found.items(), said, strict=True)
        if strength
    }


def _asked(one: Laid, pictures: Pictures) -> _Pair:
    seen = one.alignment.seen_in(one.part, one.part_of_match)
    return _Pair(*pictures, seen, is_spread(one), is_strong(one), one.framed, one.stored)


def _judged(asked: tuple[_Pair, ...]) -> tuple[_Said, ...]:
    return tuple(map(_said, asked))


def _said(pair: _Pair) -> _Said:
    import numpy as np

    try:
        query = np.asarray(thumbnail.read(pair.query))
        match = np.asarray(thumbnail.read(pair.match))
        laid = warp.laid(query, match, pair.alignment.matrix)
        found = confirmation(*laid)
    except (OSError, ValueError):  # no thumbnail, or a map that leaves nothing to compare
        return _without_pixels(pair), False, 0
    if pair.framed:
        agrees = found.hints() or is_faintly_alike(*laid)
        holds = agrees and not lettering.is_all_around(query, pair.alignment.matrix, laid)
        return (Strength.POSSIBLE if holds else None), False, found.agreeing
    strength = _strength(pair, found)
    # Of so small a query it cannot be told whether all that agrees are words.
    if pair.alone and max(query.shape) < lettering.SMALLEST and found.denies():
        return Strength.POSSIBLE, False, found.agreeing
    if strength and lettering.is_all(query, pair.alignment, laid):
        differ = _is_one_frame(pair, found) and pair.alignment.held < _HELD
        return Strength.POSSIBLE, not differ, found.agreeing
    if (
        strength
        and not found.is_exact()
        and (_repeats(pair) or _is_of_letters(query, pair))
        and not _is_put_right(pair, (query, match), laid)
    ):
        differ = _is_one_frame(pair, found) or found.supports()
        return Strength.POSSIBLE, not differ, found.agreeing
    return strength, False, found.agreeing


def _repeats(pair: _Pair) -> bool:
    return pair.stored is not None and repeating.repeats(pair.stored, pair.alignment)


def _is_of_letters(query: Bytes, pair: _Pair) -> bool:
    """Tell whether what agrees are letters on a page, not a photograph between large words."""
    on_page = page.is_page(query, pair.alignment)
    return on_page and lettering.photographed(query, pair.alignment, _ROUGHLY) < _SHOWN


def _is_put_right(
    pair: _Pair, pictures: tuple[Bytes, Bytes], laid: tuple[Floats, Floats, Mask]
) -> bool:
    """Tell whether nearly all agrees perfectly once the map of few keypoints is put right."""
    if pair.alignment.inliers >= nudged.FEW:
        return False
    better = nudged.nudged(laid, pair.alignment.matrix)
    if better is None:
        return False
    # Lines can be moved onto other lines, which with the edge of a sheet is a third of it.
    righted = confirmation(*warp.laid(*pictures, better))
    return righted.is_exact() and righted.share >= MOST


def _is_one_frame(pair: _Pair, found: Confirmation) -> bool:
    """Tell whether all of one lies on all of the other, and more agrees than does by chance.

    Then it may be that the words differ, and that the rest is the same.
    """
    return found.hints() and framing.whole_frame(pair.alignment.matrix) is not None


def _strength(pair: _Pair, found: Confirmation) -> Strength | None:
    """Say how strong a match is by both; `None` for none at all."""
    if pair.alone:
        return Strength.STRONG
    possible = pair.alignment.inliers >= alignment.POSSIBLE
    if found.holds(possible=possible):
        return Strength.STRONG
    if possible and found.supports():
        return Strength.STRONG if _without_pixels(pair) and pair.spread else Strength.POSSIBLE
    return _without_pixels(pair)


def _without_pixels(pair: _Pair) -> Strength | None:
    if pair.framed:
        return None
    if pair.alone:
        return Strength.STRONG
    return Strength.POSSIBLE if pair.alignment.inliers >= alignment.STRONG else None
