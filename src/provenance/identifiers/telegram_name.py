"""Names that Telegram Desktop gives to the files of an export, or to what it downloads.

Source: the exports in ../shared/data, and tdesktop issues 1586 and 7963 for downloads.
"""

from __future__ import annotations

from datetime import UTC, datetime

from provenance.identifiers.interface import Example
from provenance.identifiers.names import DAY, TIME, named, read_name
from provenance.identifiers.subject import Subject
from provenance.model.moment import Clock
from provenance.model.reading import Reading, Unread

_EXPORTED = (
    "The Telegram message with the file was sent at this time, in the zone of the computer that "
    "exported the chat; a forwarded message is younger than what it forwards."
)
_DOWNLOADED = (
    "Somebody downloaded the file from Telegram at this time, in the zone of their computer; the "
    "message is older."
)
_KIND = "(?:photo|video|file|audio|voice|animation|sticker|round_video)"
_PATTERNS = (
    named(
        rf"{_KIND}_[0-9]+@(?P<stated>(?P<day>[0-9]{{2}})-(?P<month>[0-9]{{2}})-"
        rf"(?P<year>[0-9]{{4}})_{TIME})",
        "telegram",
        Clock.POSTED,
        _EXPORTED,
    ),
    named(rf"{_KIND}_(?P<stated>{DAY}_{TIME})", "telegram", Clock.COLLECTED, _DOWNLOADED),
)


class TelegramName:
    """Reads the name of a file that Telegram Desktop exported or downloaded."""

    name = "telegram-name"
    platforms = ("telegram",)
    since = datetime(2013, 8, 14, tzinfo=UTC)
    formula = "`photo_n@DD-MM-YYYY_HH-MM-SS`, `photo_YYYY-MM-DD_HH-MM-SS`; no zone"
    meaning = _EXPORTED
    examples = (
        Example(
            "photos/photo_1@19-01-2026_05-32-56.jpg",
            "2026-01-18T15:32:56Z",
            "2026-01-19T19:32:56Z",
        ),
        Example(
            "photo_2023-11-14_13-05-06 (2).jpg", "2023-11-13T23:05:06Z", "2023-11-15T03:05:06Z"
        ),
    )

    def read(self, subject: Subject, platform: str) -> Reading | Unread | None:
        """Read it."""
        return read_name(self, subject, platform, _PATTERNS)
