"""KSUIDs: 27 characters in base62, of which the first four bytes are seconds.

Source: github.com/segmentio/ksuid.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime

from provenance.identifiers.answers import milliseconds, of_id
from provenance.identifiers.digits import BASE62, number
from provenance.identifiers.interface import Example
from provenance.identifiers.subject import Found, Subject
from provenance.model.moment import Trust
from provenance.model.reading import Reading, Unread

_EPOCH = datetime(2014, 5, 13, 16, 53, 20, tzinfo=UTC)
_KSUID = re.compile(r"[0-9A-Za-z]{27}")
_BITS = 160


class Ksuid:
    """Reads a KSUID, bare or as the last part of a link or name."""

    name = "ksuid"
    platforms = ("ksuid",)
    since = _EPOCH
    formula = "first 4 of 20 bytes + 1400000000 s since 1970"
    meaning = (
        "Some computer made the id in this second, by its own clock; what it names can be older "
        "or younger."
    )
    examples = (
        Example("0ujtsYcgvSTl8PAuAdqWYSMnLOv", "2017-10-10T04:00:47Z", "2017-10-10T04:00:47Z"),
    )

    def read(self, subject: Subject, platform: str) -> Reading | Unread | None:
        """Read it; a number of more than 20 bytes is none."""
        if _KSUID.fullmatch(subject.token) is None:
            return None
        value = number(subject.token, BASE62)
        if value.bit_length() > _BITS:
            return None
        instant = milliseconds((value >> 128) * 1000, _EPOCH)
        found = Found(subject.token, certain=bool(platform))
        return of_id(self, subject, found, instant, latest=instant, trust=Trust.SELF_ASSERTED)
