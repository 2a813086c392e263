"""ObjectIds of MongoDB: 24 hexadecimal digits, of which the first eight are seconds.

Source: mongodb.com/docs, BSON types, "ObjectId".
"""

from __future__ import annotations

import re
from datetime import UTC, datetime

from provenance.identifiers.answers import milliseconds, of_id
from provenance.identifiers.interface import Example
from provenance.identifiers.subject import Found, Subject
from provenance.model.moment import Trust
from provenance.model.reading import Reading, Unread

_OBJECT_ID = re.compile(r"[0-9a-f]{24}", re.IGNORECASE | re.ASCII)


class ObjectId:
    """Reads an ObjectId, bare or as the last part of a link or name."""

    name = "object-id"
    platforms = ("mongodb",)
    since = datetime(2009, 2, 11, tzinfo=UTC)
    formula = "first 4 bytes, s since 1970"
    meaning = (
        "Some computer made the id in this second, by its own clock; what it names can be older "
        "or younger."
    )
    examples = (
        Example("507f1f77bcf86cd799439011", "2012-10-17T21:13:27Z", "2012-10-17T21:13:27Z"),
    )

    def read(self, subject: Subject, platform: str) -> Reading | Unread | None:
        """Read it."""
        if _OBJECT_ID.fullmatch(subject.token) is None:
            return None
        instant = milliseconds(int(subject.token[:8], 16) * 1000)
        found = Found(subject.token, certain=bool(platform))
        return of_id(self, subject, found, instant, latest=instant, trust=Trust.SELF_ASSERTED)
