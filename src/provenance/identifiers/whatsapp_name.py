"""Names that WhatsApp gives to the files that it saves.

Source: design note on file names (metadata.md, 4.6): the phone names by the day, the desktop by
the second, an export of an iPhone by the message.
"""

from __future__ import annotations

from datetime import UTC, datetime

from provenance.identifiers.interface import Example
from provenance.identifiers.names import DAY, TIME, named, read_name
from provenance.identifiers.subject import Subject
from provenance.model.moment import Clock
from provenance.model.reading import Reading, Unread

_PHONE = (
    "On this day some phone received or sent the file in WhatsApp, by that phone's clock; it does "
    "not say when the picture was taken."
)
_DESKTOP = (
    "At this time, by the clock of some computer, the file was received or saved in WhatsApp; it "
    "does not say when the picture was taken."
)
_MESSAGE = (
    "The WhatsApp message with the file was sent at this time, by the clock of the phone that "
    "exported the chat."
)
_PATTERNS = (
    named(
        rf"(?:IMG|VID|AUD|PTT|STK|DOC)-(?P<stated>{DAY})-WA[0-9]+",
        "whatsapp",
        Clock.COLLECTED,
        _PHONE,
    ),
    named(
        rf"WhatsApp (?:Image|Video|Audio|Ptt) (?P<stated>{DAY} at (?P<hour>[0-9]{{1,2}})\."
        r"(?P<minute>[0-9]{2})\.(?P<second>[0-9]{2})(?:[ \u00a0\u202f]?(?P<half>[AP])M)?)",
        "whatsapp",
        Clock.COLLECTED,
        _DESKTOP,
    ),
    named(
        rf"[0-9]{{8}}-(?:PHOTO|VIDEO|AUDIO|GIF|STICKER)-(?P<stated>{DAY}-{TIME})",
        "whatsapp",
        Clock.POSTED,
        _MESSAGE,
    ),
)


class WhatsappName:
    """Reads the name of a file that WhatsApp saved or exported."""

    name = "whatsapp-name"
    platforms = ("whatsapp",)
    since = datetime(2009, 5, 3, tzinfo=UTC)
    formula = "`IMG-YYYYMMDD-WAnnnn`, `WhatsApp Image … at …`, `nnnnnnnn-PHOTO-…`; no zone"
    meaning = _PHONE
    examples = (
        Example("IMG-20231114-WA0007.jpg", "2023-11-13T10:00:00Z", "2023-11-15T14:00:00Z"),
        Example(
            "WhatsApp Image 2023-11-14 at 1.05.06 PM (2).jpeg",
            "2023-11-13T23:05:06Z",
            "2023-11-15T03:05:06Z",
        ),
        Example(
            "00000042-PHOTO-2023-11-14-13-05-06.jpg",
            "2023-11-13T23:05:06Z",
            "2023-11-15T03:05:06Z",
        ),
    )

    def read(self, subject: Subject, platform: str) -> Reading | Unread | None:
        """Read it."""
        return read_name(self, subject, platform, _PATTERNS)
