"""Timestamp identifiers (TID) of the AT Protocol, which the author's own program makes.

Source: atproto.com/specs/tid: 64 bits in base32-sortable, 53 of them microseconds, 10 of a clock's
number.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime

from provenance.identifiers.answers import microseconds, no_time, of_id
from provenance.identifiers.digits import BASE32_SORTABLE, number
from provenance.identifiers.interface import Example
from provenance.identifiers.subject import Subject
from provenance.model.moment import Trust
from provenance.model.reading import Reading, Unread

_TID = "[2-7a-j][2-7a-z]{12}"
_LINKS = (
    re.compile(rf"at://[^/]+/[^/]+/(?P<id>{_TID})"),
    re.compile(rf"[^/]+/profile/[^/]+/(?:post|feed|lists)/(?P<id>{_TID})(?:/.*)?"),
)
_RECORD = re.compile(r"(?:at://[^/]+/[^/]+|(?:[^/]+\.)?bsky\.app/profile/[^/]+/\w+)/[^/]+(?:/.*)?")
_PERSON = re.compile(r"(?:at://[^/]+(?:/[^/]+)?|(?:[^/]+\.)?bsky\.app/profile/[^/]+)")
_BARE = re.compile(rf"(?P<id>{_TID})")


class BlueskyTid:
    """Reads the record key or the link of a post on Bluesky."""

    name = "bluesky-tid"
    platforms = ("bluesky",)
    since = datetime(2022, 11, 1, tzinfo=UTC)
    formula = "base32-sortable number >> 10 µs since 1970"
    meaning = (
        "The author's own program wrote this time into the id; it mostly fits the publication "
        "within seconds, but nobody checks it, and it can be set to any other."
    )
    examples = (
        Example(
            "https://bsky.app/profile/bsky.app/post/3kh5rarr3gn2n",
            "2023-12-22T18:58:32.901011Z",
            "2023-12-22T18:58:32.901011Z",
        ),
        Example(
            "3kaheyt6vpc22",
            "2023-09-28T12:49:37.054376Z",
            "2023-09-28T12:49:37.054376Z",
        ),
    )

    def read(self, subject: Subject, platform: str) -> Reading | Unread | None:
        """Read it; a record may have a key that is no TID, and then holds no time."""
        found = subject.find(_LINKS, _BARE, platform)
        if found is not None:
            instant = microseconds(decode(found.ident))
            trust = Trust.SELF_ASSERTED
            return of_id(self, subject, found, instant, latest=instant, trust=trust)
        if _RECORD.fullmatch(subject.link):
            return no_time(subject, "bluesky", "the key of this record is no timestamp identifier")
        if _PERSON.fullmatch(subject.link):
            return no_time(subject, "bluesky", "it names an account, and no post")
        return None


def decode(tid: str) -> int:
    """Give the microseconds since 1970 in a TID; `ValueError` where it is none."""
    if re.fullmatch(_TID, tid) is None:
        raise ValueError(f"{tid!r} is no timestamp identifier")
    return number(tid, BASE32_SORTABLE) >> 10
