"""The hashes of a file, to hand to other tools."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from provenance.errors import InputError
from provenance.media.limits import Limits
from provenance.model.case import Examination
from provenance.model.media import Location
from provenance.settings import Settings
from provenance.signals.vpdq import HashedFrame
from provenance.workflows.examine import examine, limits_of, prepare
from provenance.workflows.wanted import HASHES_ONLY
from provenance.workflows.workers import limited


def hashes(path: str | Path, settings: Settings) -> Examination:
    """Examine a file for its hashes alone, in a limited process; raises `InputError`."""
    prepare(HASHES_ONLY)
    location = Location(os.fspath(path))
    limits = limits_of(settings)
    try:
        return limited(partial(_examined, limits), location, limits)
    except InputError as error:
        said = str(error)
        raise (
            error if location.display in said else type(error)(f"{location.display}: {said}")
        ) from error


def _examined(limits: Limits, location: Location) -> Examination:
    return examine(location, limits, HASHES_ONLY)


def as_vpdq(examination: Examination) -> Iterator[HashedFrame]:
    """Give the frames that are exchanged as vPDQ: as they lie, not turned back."""
    for each in examination.frames:
        if not each.frame.rotated:
            (pdq,) = (one for one in each.fingerprints if one.signal == "pdq-256")
            yield HashedFrame(each.frame.index, each.frame.timestamp_s, pdq)
