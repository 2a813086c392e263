"""Adds to a posting the time that its own id or link holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from provenance.identifiers import ALIASES, certain, platforms
from provenance.model.moment import Clock, Moment
from provenance.model.posting import Posting

_KNOWN = frozenset(platforms()) | ALIASES.keys()


def identified(posting: Posting) -> Posting:
    """Give the posting with the moment at which its id was made, where that can be read.

    It is one more moment, of a clock of its own; what the platform or a list states stays as it is.
    """
    platform = posting.platform.lower()
    if platform not in _KNOWN or any(m.clock is Clock.ID_CREATED for m in posting.moments):
        return posting
    platform = ALIASES.get(platform, platform)
    made = _made(posting.native_id, platform) or _made(posting.url, "")
    if made is None:
        return posting
    return replace(posting, moments=(*posting.moments, made))


def _made(text: str, platform: str) -> Moment | None:
    if text:
        for each in certain(text, platform, datetime.now(UTC)):
            if each.moment.clock is Clock.ID_CREATED:
                return each.moment
    return None
