"""Ids, links and file names that hold no time, which is an answer.

Source: none of the pairs of id and time that we hold shows one; Reddit's ids and the names that
cameras give are counters, YouTube's are random.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime

from provenance.identifiers.answers import no_time
from provenance.identifiers.interface import Example
from provenance.identifiers.subject import Subject
from provenance.model.reading import Unread


@dataclass(frozen=True, slots=True)
class _Without:
    """Links of a platform (host and path) and why they hold no time."""

    platform: str
    links: re.Pattern[str]
    reason: str


OF_TELEGRAM = re.compile(r"https://t\.me/(?:c/)?\w{1,32}/[0-9]{1,10}", re.ASCII)
"""Links to messages, which exports state by the million: no kind reads a time from one."""

_SUB = r"(?:[\w-]+\.)*"
_LINKS = tuple(
    _Without(platform, re.compile(links), reason)
    for platform, links, reason in (
        (
            "youtube",
            rf"(?:{_SUB}(?:youtube(?:-nocookie)?\.com|ytimg\.com)|youtu\.be)(?:/.*)?",
            "an id of YouTube is random",
        ),
        (
            "telegram",
            r"(?:t|telegram)\.(?:me|dog)(?:/.*)?",
            "a message on Telegram has a number within its chat; look at the message itself",
        ),
        (
            "facebook",
            rf"(?:{_SUB}facebook\.com|fb\.watch|fb\.com|{_SUB}fbcdn\.net)(?:/.*)?",
            "an id of Facebook is a number without a date",
        ),
        ("vk", rf"{_SUB}vk\.(?:com|ru)(?:/.*)?", "an id of VK is a counter"),
        (
            "reddit",
            rf"(?:{_SUB}reddit\.com|redd\.it|\w+\.redd\.it)(?:/.*)?",
            "a counter in base 36",
        ),
        ("flickr", rf"(?:{_SUB}flickr\.com|flic\.kr|{_SUB}staticflickr\.com)(?:/.*)?", "a counter"),
        ("imgur", rf"{_SUB}imgur\.com(?:/.*)?", "an id of Imgur is random"),
        (
            "tiktok",
            r"(?:v[mt]\.tiktok\.com/\w+|(?:\w+\.)?tiktok\.com/t/\w+)(?:/.*)?",
            "a short link of TikTok only leads to one with the id; open it and ask about that",
        ),
    )
)
_NAMES = (
    (
        "facebook",
        re.compile(r"[0-9]+_[0-9]{8,}_[0-9]+_[a-z]"),
        "a name that Facebook or Instagram gives to a picture",
    ),
    ("facebook", re.compile(r"received_[0-9]+"), "a name that Messenger gives to what it saves"),
    (
        "camera",
        re.compile(r"(?:IMG_|_?DSC[_NF]?|_MG_|MVI_|DJI_|GOPR|GX|P[0-9])[0-9]{3,8}", re.IGNORECASE),
        "the counter of a camera",
    ),
)


class WithoutTime:
    """Recognises what is known to hold no time."""

    name = "without-time"
    platforms = (
        *("youtube", "telegram", "facebook", "vk", "reddit", "flickr", "imgur", "tiktok"),
        "camera",
    )
    since = datetime(1826, 1, 1, tzinfo=UTC)
    formula = "none"
    meaning = "There is no time in it: a counter, a random number or a short link."
    examples = (
        Example("https://www.youtube.com/watch?v=dQw4w9WgXcQ"),
        Example("https://t.me/account/4711"),
        Example("IMG_0042.JPG"),
    )

    def read(self, subject: Subject, platform: str) -> Unread | None:
        """Say why there is no time in it; whatever is asked about for such a platform has none."""
        for each in _LINKS:
            if each.links.fullmatch(subject.link):
                return no_time(subject, each.platform, each.reason)
        for named, pattern, reason in _NAMES:
            if pattern.fullmatch(subject.stem) and platform in {"", named}:
                return no_time(subject, named, reason)
        reasons = {each.platform: each.reason for each in _LINKS if each.platform != "tiktok"}
        return no_time(subject, platform, reasons[platform]) if platform in reasons else None
