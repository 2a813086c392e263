"""Ids of Discord: snowflakes since 2015.

Source: docs.discord.com, reference, "Snowflakes"; exact in all pairs that we have.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime

from provenance.identifiers.answers import milliseconds, of_id
from provenance.identifiers.interface import Example
from provenance.identifiers.subject import Subject
from provenance.model.reading import Reading, Unread

_EPOCH = datetime(2015, 1, 1, tzinfo=UTC)
_LINKS = (
    re.compile(
        r"(?:\w+\.)?discord(?:app)?\.com/channels/(?:@me|[0-9]+)/[0-9]+/(?P<id>[0-9]{15,20})"
    ),
    re.compile(
        r"(?:cdn|media)\.discord(?:app)?\.(?:com|net)/attachments/[0-9]+/(?P<id>[0-9]{15,20})/.*"
    ),
)
_BARE = re.compile(r"(?P<id>[0-9]{15,20})")


class DiscordMessage:
    """Reads the id or the link of a message on Discord, or the link of its attachment."""

    name = "discord-message"
    platforms = ("discord",)
    since = datetime(2015, 5, 13, tzinfo=UTC)
    formula = "(id >> 22) + 1420070400000 ms"
    meaning = "The message was sent, or the thing of this id made, at exactly this time."
    examples = (
        Example("175928847299117063", "2016-04-30T11:18:25.796Z", "2016-04-30T11:18:25.796Z"),
        Example(
            "https://discord.com/channels/1/2/1405614357781545021",
            "2025-08-14T18:09:37.947Z",
            "2025-08-14T18:09:37.947Z",
        ),
    )

    def read(self, subject: Subject, platform: str) -> Reading | Unread | None:
        """Read it."""
        found = subject.find(_LINKS, _BARE, platform)
        if found is None:
            return None
        instant = milliseconds(int(found.ident) >> 22, _EPOCH)
        return of_id(self, subject, found, instant, latest=instant)
