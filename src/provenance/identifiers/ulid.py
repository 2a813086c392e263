"""ULIDs: the first ten of 26 characters are milliseconds.

Source: github.com/ulid/spec.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime

from provenance.identifiers.answers import milliseconds, of_id
from provenance.identifiers.digits import CROCKFORD, number
from provenance.identifiers.interface import Example
from provenance.identifiers.subject import Found, Subject
from provenance.model.moment import Trust
from provenance.model.reading import Reading, Unread

_ULID = re.compile(r"[0-7][0-9A-HJKMNP-TV-Z]{25}", re.IGNORECASE | re.ASCII)


class Ulid:
    """Reads a ULID, bare or as the last part of a link or name."""

    name = "ulid"
    platforms = ("ulid",)
    since = datetime(2010, 1, 1, tzinfo=UTC)
    formula = "first 10 characters in Crockford's base32, ms since 1970"
    meaning = (
        "Some computer made the id at this time, by its own clock; what it names can be older or "
        "younger."
    )
    examples = (
        Example(
            "01ARZ3NDEKTSV4RRFFQ69G5FAV", "2016-07-30T23:54:10.259Z", "2016-07-30T23:54:10.259Z"
        ),
    )

    def read(self, subject: Subject, platform: str) -> Reading | Unread | None:
        """Read it, in letters of any case."""
        if _ULID.fullmatch(subject.token) is None:
            return None
        instant = milliseconds(number(subject.token[:10].upper(), CROCKFORD))
        found = Found(subject.token, certain=bool(platform))
        return of_id(self, subject, found, instant, latest=instant, trust=Trust.SELF_ASSERTED)
