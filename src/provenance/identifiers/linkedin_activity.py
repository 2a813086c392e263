"""Ids of LinkedIn's activities, shares and posts: milliseconds in the upper 42 bits.

Source: Unfurl (github.com/RyanDFIR/unfurl), parser of LinkedIn ids; we have no pairs to hold it
against.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime

from provenance.identifiers.answers import milliseconds, of_id
from provenance.identifiers.interface import Example
from provenance.identifiers.subject import Subject
from provenance.model.reading import Reading, Unread

_ID = "(?P<id>[0-9]{19})"
_URN = rf"urn:li:(?:activity|share|ugcPost):{_ID}"
_LINKS = (
    re.compile(_URN),
    re.compile(rf"(?:\w+\.)?linkedin\.com/(?:embed/)?feed/update/{_URN}(?:/.*)?"),
    re.compile(
        rf"(?:\w+\.)?linkedin\.com/posts/[^/]*(?:activity|share|ugcPost)-{_ID}(?:-[^/]*)?(?:/.*)?"
    ),
)
_BARE = re.compile(_ID)


class LinkedinActivity:
    """Reads the number, the URN or the link of an activity on LinkedIn."""

    name = "linkedin-activity"
    platforms = ("linkedin",)
    since = datetime(2003, 5, 5, tzinfo=UTC)
    formula = "id >> 22 ms since 1970"
    meaning = (
        "LinkedIn made the id at this time, so the post is not older; how soon it follows was "
        "not measured."
    )
    examples = (
        Example("urn:li:activity:7000000000000000000", "2022-11-20T07:40:53.710Z"),
        Example(
            "https://www.linkedin.com/posts/account_words-activity-7000000000000000000-aBcD",
            "2022-11-20T07:40:53.710Z",
        ),
    )

    def read(self, subject: Subject, platform: str) -> Reading | Unread | None:
        """Read it."""
        found = subject.find(_LINKS, _BARE, platform)
        if found is None:
            return None
        return of_id(self, subject, found, milliseconds(int(found.ident) >> 22))
