"""Asks an index again where what many pictures share has taken the places among the candidates.

An index may hold thousands of screenshots of one app. One more votes for all of them with the
keypoints of its buttons and names, and the picture in it may not come among the candidates.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from provenance.index.interface import Engine
from provenance.index.vocabulary import both_sides
from provenance.matching import lettering
from provenance.model.case import Examination
from provenance.workflows.aligned import CANDIDATES, Key, Laid, laid_on
from provenance.workflows.voted import votes

CROWD = 8
"""Candidates that share nothing but drawn things with a query, from which it is asked again."""


def behind(
    engine: Engine, examination: Examination, kept: Iterable[Laid], known: Collection[Key]
) -> list[Laid]:
    """Lay a still on what the rest of its keypoints votes for, where drawn things have a crowd.

    `kept` is what held of the first candidates; of `known` media nothing more is asked.
    """
    drawn = [one.alignment for one in kept if one.drawn_only and not one.is_hidden]
    if len(examination.frames) > 1 or len(drawn) < CROWD:
        return []
    (examined,) = examination.frames
    sides = [
        lettering.without(side, drawn, mirrored=bool(number))
        for number, side in enumerate(examined.keypoints)
    ]
    if not all(map(len, sides)):
        return []
    upright, mirrored = sides
    rest = replace(examined, keypoints=both_sides(upright, mirrored))
    (voted,) = votes(engine, [rest], CANDIDATES)
    new = [each for each in voted if (each.candidate.media.sha256, False) not in known]
    return list(laid_on(examined, new))
