"""Files of an index that carry the same ids as another, whatever their pixels."""

from __future__ import annotations

from dataclasses import replace

from provenance.index.interface import Engine
from provenance.metadata.ids import KINDS
from provenance.model.case import Examination, Relative
from provenance.model.posting import Attachment, JoinKey

_MOST = 50


def with_ids(attachment: Attachment, examination: Examination) -> Attachment:
    """Add the ids in a file to the keys by which its posting is kept."""
    own = _ids(examination)
    return replace(attachment, keys=(*attachment.keys, *own)) if own else attachment


def relatives(engine: Engine, examination: Examination) -> tuple[Relative, ...]:
    """Give the files of an index that share an id, those with the most first; 50 at most."""
    own = _ids(examination)
    if not own:
        return ()
    shared = engine.sharing(own)
    others = sorted(shared.keys() - {examination.media.sha256}, key=lambda s: (-len(shared[s]), s))
    known = engine.sightings(others[:_MOST])
    return tuple(Relative(sha256, shared[sha256], known[sha256]) for sha256 in others[:_MOST])


def _ids(examination: Examination) -> tuple[JoinKey, ...]:
    return tuple(key for key in examination.keys if key.kind in KINDS)
