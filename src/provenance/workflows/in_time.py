"""Adds to matches what can be told of videos only: the stretch in common, or the moment of a still.

Apart from the search, so that whoever checks stills against stills need not import it.
"""

from __future__ import annotations

from collections.abc import Sequence

from provenance.index.interface import Engine
from provenance.model.case import Examination
from provenance.model.match import Match
from provenance.settings import Settings
from provenance.workflows.aligned import Laid
from provenance.workflows.clips import with_clips
from provenance.workflows.pinpointed import pinpointed
from provenance.workflows.recurring import recurring_only


def in_time(
    engine: Engine,
    examination: Examination,
    matches: Sequence[Match],
    settings: Settings,
    laid: Sequence[Laid],
) -> list[Match]:
    """Add stretches and moments, and leave out what of two videos agrees by chance.

    `laid` are visible frames that keypoints lay on each other.
    """
    clipped = with_clips(engine, examination, matches, settings, laid)
    lasting = list(recurring_only(engine, examination, clipped, settings, laid))
    return pinpointed(engine, examination, lasting, settings, laid)
