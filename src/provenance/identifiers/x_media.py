"""Keys of media on X: a snowflake in base64, or after a number for the type of the media.

Source: the first 8 of 11 bytes are the id of the upload; held against 23 posts whose media keys
are known, where the upload is 2 ms after to 8 days before the post (2014: the same instant).
"""

from __future__ import annotations

import re
from datetime import UTC, datetime

from provenance.identifiers.answers import of_id
from provenance.identifiers.digits import BASE64_URL, number
from provenance.identifiers.interface import Example
from provenance.identifiers.subject import Found, Subject
from provenance.identifiers.x_post import FIRST, IN_ARCHIVE, decode
from provenance.model.reading import Reading, Unread

_KEY = r"[A-Za-z0-9_-]{15}"
_NUMBER = "[0-9]{11,20}"
_LINKS = (
    re.compile(rf"pbs\.twimg\.com/(?:media|tweet_video_thumb)/(?P<id>{_KEY})(?:[.:].*)?"),
    re.compile(rf"video\.twimg\.com/tweet_video/(?P<id>{_KEY})(?:\..*)?"),
    re.compile(
        r"pbs\.twimg\.com/(?:ext_tw_video_thumb|amplify_video_thumb|profile_images"
        rf"|profile_banners/[0-9]+)/(?P<id>{_NUMBER})(?:/.*)?"
    ),
    re.compile(rf"video\.twimg\.com/(?:ext_tw_video|amplify_video)/(?P<id>{_NUMBER})(?:/.*)?"),
)
_BARE = re.compile(rf"(?P<id>{_KEY}|(?:3|7|13|16)_{_NUMBER})")
_COUNTER = 0xFFF
_SELDOM = 64
"""The last 12 bits count the uploads of one millisecond on one machine; in none of 31 keys is the
count above 16, so a bare text with a high one is more likely a word."""
_TYPED = re.compile(r"[0-9]{1,2}_([0-9]+)")


class XMedia:
    """Reads the key of a picture or video on X, its link, or the name of its file."""

    name = "x-media"
    platforms = ("x",)
    since = datetime(2010, 11, 4, 1, 42, 54, 657000, tzinfo=UTC)
    formula = "first 8 bytes of the base64url key as a snowflake of X, or the number after `3_`"
    meaning = (
        "The media was uploaded to X at this time, so no post with it is older; the post can "
        "follow days later, and later posts can reuse the media."
    )
    examples = (
        Example("https://pbs.twimg.com/media/ErD8xv0VkAIBJe7.jpg", "2021-01-06T16:20:44.085Z"),
        Example("GijwnGYbYAEzJhi", "2025-01-30T17:43:22.713Z"),
    )

    def read(self, subject: Subject, platform: str) -> Reading | Unread | None:
        """Read it; a key whose number is no snowflake is not of this kind."""
        archived = IN_ARCHIVE.fullmatch(subject.stem)
        if archived:
            found: Found | None = Found(archived["key"], certain=True)
        else:
            found = subject.find(_LINKS, _BARE, platform, mixed=True)
        if found is None or (ident := _number(found.ident)) < FIRST:
            return None
        if not found.certain and ident & _COUNTER >= _SELDOM:
            return None
        return of_id(self, subject, found, decode(ident))


def _number(key: str) -> int:
    """Read the upload's number from a key of any form."""
    typed = _TYPED.fullmatch(key)
    if typed:
        return int(typed[1])
    # 11 digits of base64 are 66 bits, of which the first 64 are the 8 bytes.
    return int(key) if key.isdecimal() else number(key[:11], BASE64_URL) >> 2
