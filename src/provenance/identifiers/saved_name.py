"""Names that other apps give to what they save: Facebook, WeChat, KakaoTalk, DALL·E.

Source: design note on file names (metadata.md, 4.6).
"""

from __future__ import annotations

from datetime import UTC, datetime

from provenance.identifiers.interface import Example
from provenance.identifiers.names import DAY, EPOCH_MS, TIME, named, read_name
from provenance.identifiers.subject import Subject
from provenance.model.moment import Clock
from provenance.model.reading import Reading, Unread

_SAVED = (
    "Some device saved the file at this time, by its own clock; where it comes from can be older."
)
_TAKEN = "The picture was taken in the app at this time, by the clock of the phone."
_PATTERNS = (
    named(rf"FB_IMG_(?P<stated>{EPOCH_MS})", "facebook", Clock.COLLECTED, _SAVED),
    named(rf"mmexport(?P<stated>{EPOCH_MS})", "wechat", Clock.COLLECTED, _SAVED),
    named(rf"wx_camera_(?P<stated>{EPOCH_MS})", "wechat", Clock.CAPTURED, _TAKEN),
    named(
        rf"KakaoTalk_(?:Photo_)?(?P<stated>{DAY}[_-]{TIME}(?P<thousandth>[0-9]{{3}})?)",
        "kakaotalk",
        Clock.COLLECTED,
        _SAVED,
    ),
    named(rf"DALL[·-]E (?P<stated>{DAY} {TIME})", "dall-e", Clock.COLLECTED, _SAVED),
)


class SavedName:
    """Reads the name of a file that an app saved."""

    name = "saved-name"
    platforms = ("facebook", "wechat", "kakaotalk", "dall-e")
    since = datetime(2004, 2, 4, tzinfo=UTC)
    formula = "`FB_IMG_<ms>`, `mmexport<ms>`, `wx_camera_<ms>`; `KakaoTalk_…`, `DALL·E …`: no zone"
    meaning = _SAVED
    examples = (
        Example("FB_IMG_1699967106789.jpg", "2023-11-14T13:05:06.789Z", "2023-11-14T13:05:06.789Z"),
        Example(
            "KakaoTalk_20231114_130506789.jpg",
            "2023-11-13T23:05:06.789Z",
            "2023-11-15T03:05:06.789Z",
        ),
    )

    def read(self, subject: Subject, platform: str) -> Reading | Unread | None:
        """Read it."""
        return read_name(self, subject, platform, _PATTERNS)
