"""Ids of posts on X: snowflakes since 4 November 2010.

Source: Twitter's snowflake (github.com/twitter-archive/snowflake); held against 100 posts of
archives and captures, whose `created_at` is the id's time with its fraction cut off.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime

from provenance.identifiers.answers import milliseconds, no_time, of_id
from provenance.identifiers.interface import Example
from provenance.identifiers.subject import Found, Subject
from provenance.model.reading import Reading, Unread

EPOCH = datetime(2010, 11, 4, 1, 42, 54, 657000, tzinfo=UTC)
FIRST = 29_700_859_247
"""The first snowflake of X; smaller ids were handed out one by one."""

HOST = r"(?:\w+\.)?(?:x|twitter|fxtwitter|vxtwitter)\.com"

_LINKS = (
    re.compile(
        rf"{HOST}/(?:(?:[^/]+|i/web)/status(?:es)?|i/videos/tweet)/(?P<id>[0-9]{{1,20}})(?:/.*)?"
    ),
)
IN_ARCHIVE = re.compile(r"(?P<id>[0-9]{11,20})-(?P<key>[A-Za-z0-9_-]{15})")
"""Name of a media file in an archive of X: the id of the post and the key of the media."""

_BARE = re.compile(r"(?P<id>[0-9]{1,20})(?:_[0-9]{1,2})?")


def decode(ident: int) -> datetime | None:
    """Give the instant in a snowflake of X."""
    return milliseconds(ident >> 22, EPOCH)


class XPost:
    """Reads the id of a post on X, its link, or the name of its file in an archive or download."""

    name = "x-post"
    platforms = ("x",)
    since = EPOCH
    formula = "(id >> 22) + 1288834974657 ms, ids from 29700859247 on"
    meaning = (
        "The post was published at this time: X makes the id as it publishes, and its own records "
        "state the same second."
    )
    examples = (
        Example(
            "https://x.com/account/status/1703197127906644088",
            "2023-09-17T00:00:13.822Z",
            "2023-09-17T00:00:13.822Z",
        ),
        Example("1724396760069046272", "2023-11-14T12:00:00Z", "2023-11-14T12:00:00Z"),
    )

    def read(self, subject: Subject, platform: str) -> Reading | Unread | None:
        """Read it; an id from before the snowflakes carries no time."""
        archived = IN_ARCHIVE.fullmatch(subject.stem)
        if archived:
            found: Found | None = Found(archived["id"], certain=True)
        else:
            found = subject.find(_LINKS, _BARE, platform)
        if found is None:
            return None
        ident = int(found.ident)
        if ident < FIRST:
            counted = "X numbered its posts one by one until 4 November 2010"
            return no_time(subject, "x", counted, certain=found.certain)
        instant = decode(ident)
        return of_id(self, subject, found, instant, latest=instant)
