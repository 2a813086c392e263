"""Ids of Instagram, as a number or as a shortcode in base64.

Source: "Sharding & IDs at Instagram" (instagram-engineering.com, 2012) and 45 pairs: the post is
21 s before to 45 h after the id, 40 of them within ten minutes. The shortcode of a private post
has 28 characters more, which are no part of the number.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime

from provenance.identifiers.answers import milliseconds, of_id
from provenance.identifiers.digits import BASE64_URL, number
from provenance.identifiers.interface import Example
from provenance.identifiers.subject import Subject
from provenance.model.reading import Reading, Unread

_EPOCH = datetime(2011, 8, 24, 21, 7, 1, 721000, tzinfo=UTC)
_PRIVATE = 28
_CODE = r"[A-Za-z0-9_-]{9,11}(?:[A-Za-z0-9_-]{28})?"
_NUMBER = r"[0-9]{15,19}(?:_[0-9]+)?"
_HOST = r"(?:\w+\.)?(?:instagram\.com|instagr\.am)"
_LINKS = (
    re.compile(rf"{_HOST}/(?:[^/]+/)?(?:p|reels?|tv)/(?P<id>{_CODE})(?:/.*)?"),
    re.compile(rf"{_HOST}/stories/[^/]+/(?P<id>{_NUMBER})(?:/.*)?"),
    re.compile(rf"instagram://media\?id=(?P<id>{_NUMBER})"),
)
_BARE = re.compile(rf"(?P<id>{_NUMBER}|{_CODE})")
_FEWEST = 10
"""A bare code of fewer characters would be of the first weeks of these ids, and is a word."""


class InstagramMedia:
    """Reads the shortcode, the number or the link of a post on Instagram."""

    name = "instagram-media"
    platforms = ("instagram",)
    since = _EPOCH
    formula = "(id >> 23) + 1314220021721 ms; a shortcode is the id in base64url"
    meaning = (
        "The upload to Instagram began at about this time (once measured 21 seconds late), so the "
        "post is not older; it can follow hours later, measured up to 45."
    )
    examples = (
        Example("https://www.instagram.com/reel/C-xuZTmtNQR/", "2024-08-17T16:00:06.566Z"),
        Example("482584233761418119_1234567", "2013-06-20T17:15:45.376Z"),
        Example("BkfuX9UB-eK", "2018-06-26T17:08:07.425Z"),
    )

    def read(self, subject: Subject, platform: str) -> Reading | Unread | None:
        """Read it."""
        found = subject.find(_LINKS, _BARE, platform, mixed=True)
        if found is None or not (found.certain or _is_likely(subject, found.ident)):
            return None
        return of_id(self, subject, found, milliseconds(_number(found.ident) >> 23, _EPOCH))


def _is_likely(subject: Subject, ident: str) -> bool:
    """Tell whether a bare id is more than the name of a file: nobody names files by the code."""
    if re.fullmatch(_NUMBER, ident):
        return True
    alone = subject.text.strip() == ident or subject.token != subject.stem
    return alone and len(ident) >= _FEWEST


def _number(ident: str) -> int:
    """Read the number of a post; behind it can stand that of the account."""
    if re.fullmatch(_NUMBER, ident):
        return int(ident.partition("_")[0])
    return number(ident[:-_PRIVATE] if len(ident) > _PRIVATE else ident, BASE64_URL)
