"""Ids of Mastodon: milliseconds and a counter.

Source: mastodon/lib/mastodon/snowflake.rb; within 18 ms of `created_at` in 234 pairs.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime

from provenance.identifiers.answers import milliseconds, of_id
from provenance.identifiers.interface import Example
from provenance.identifiers.subject import Subject
from provenance.model.moment import Trust
from provenance.model.reading import Reading, Unread

_ID = "(?P<id>[0-9]{17,18})"
_LINKS = (
    re.compile(rf"(?!truthsocial\.com/)[^/]+/(?:web/)?@[^/@]+(?P<remote>@[^/]+)?/{_ID}(?:/.*)?"),
    re.compile(rf"(?!truthsocial\.com/)[^/]+/users/[^/]+/statuses/{_ID}(?:/.*)?"),
)
_BARE = re.compile(_ID)
_REMOTE = (
    "A server noted this time for a post of another server: when it arrived, or what the other "
    "one states; the post's own server knows better."
)


def decode(ident: int) -> datetime | None:
    """Give the instant in an id of Mastodon or of what descends from it."""
    return milliseconds(ident >> 16)


class MastodonStatus:
    """Reads the id or the link of a post on Mastodon."""

    name = "mastodon-status"
    platforms = ("mastodon",)
    since = datetime(2016, 10, 6, tzinfo=UTC)
    formula = "id >> 16 ms since 1970"
    meaning = (
        "The post was published at this time if it was written on this server; for an imported "
        "post, or one that came from another server, it is what that one stated, or its arrival."
    )
    examples = (
        Example("117020580668356975", "2026-08-01T13:52:36.389Z", "2026-08-01T13:52:36.389Z"),
        Example(
            "https://mastodon.social/@account/109348684215520102",
            "2022-11-15T16:08:26.706Z",
            "2022-11-15T16:08:26.706Z",
        ),
    )

    def read(self, subject: Subject, platform: str) -> Reading | Unread | None:
        """Read it; a link to another server's post (`/@account@server/`) has a softer meaning."""
        found = subject.find(_LINKS, _BARE, platform)
        if found is None:
            return None
        instant = decode(int(found.ident))
        link = subject.named_by(_LINKS)
        if link and link.groupdict().get("remote"):
            trust, meaning = Trust.SELF_ASSERTED, _REMOTE
        else:
            trust, meaning = Trust.SERVER_MADE, self.meaning
        return of_id(self, subject, found, instant, latest=instant, trust=trust, meaning=meaning)
