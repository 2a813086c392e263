"""Ids of Truth Social, which runs a descendant of Mastodon; within a second in the pairs we have.

Source: as `mastodon_status`.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime

from provenance.identifiers.answers import of_id
from provenance.identifiers.interface import Example
from provenance.identifiers.mastodon_status import decode
from provenance.identifiers.subject import Subject
from provenance.model.reading import Reading, Unread

_LINKS = (
    re.compile(
        r"truthsocial\.com/(?:@[^/]+(?:/posts)?|users/[^/]+/statuses)/(?P<id>[0-9]{17,18})(?:/.*)?"
    ),
)
_BARE = re.compile("(?P<id>[0-9]{17,18})")


class TruthSocialStatus:
    """Reads the id or the link of a post on Truth Social."""

    name = "truth-social-status"
    platforms = ("truthsocial",)
    since = datetime(2021, 10, 20, tzinfo=UTC)
    formula = "as Mastodon"
    meaning = (
        "The post was published at this time; the site's own records state it cut off to the "
        "second. An imported post states what it was given."
    )
    examples = (
        Example(
            "https://truthsocial.com/@account/posts/108779000807761862",
            "2022-08-07T01:30:27.755Z",
            "2022-08-07T01:30:27.755Z",
        ),
    )

    def read(self, subject: Subject, platform: str) -> Reading | Unread | None:
        """Read it."""
        found = subject.find(_LINKS, _BARE, platform)
        if found is None:
            return None
        instant = decode(int(found.ident))
        return of_id(self, subject, found, instant, latest=instant)
