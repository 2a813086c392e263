"""Names that Android, Samsung's phones and macOS give to pictures of the screen.

Source: design note on file names (metadata.md, 4.6).
"""

from __future__ import annotations

from datetime import UTC, datetime

from provenance.identifiers.interface import Example
from provenance.identifiers.names import DAY, TIME, named, read_name
from provenance.identifiers.subject import Subject
from provenance.model.moment import Clock
from provenance.model.reading import Reading, Unread


class ScreenshotName:
    """Reads the name of a picture of a screen."""

    name = "screenshot-name"
    platforms = ("screenshot",)
    since = datetime(2008, 9, 23, tzinfo=UTC)
    formula = "`Screenshot_YYYYMMDD-HHMMSS`, `Screenshot YYYY-MM-DD at HH.MM.SS`; no zone"
    meaning = (
        "The screen was pictured at this time, by the clock and in the zone of the device; what it "
        "shows is older."
    )
    examples = (
        Example(
            "Screenshot_20231114-130506_Telegram.jpg",
            "2023-11-13T23:05:06Z",
            "2023-11-15T03:05:06Z",
        ),
        Example(
            "Screenshot 2023-11-14 at 1.05.06 PM.png",
            "2023-11-13T23:05:06Z",
            "2023-11-15T03:05:06Z",
        ),
    )

    def read(self, subject: Subject, platform: str) -> Reading | Unread | None:
        """Read it."""
        return read_name(self, subject, platform, _PATTERNS)


_PATTERNS = (
    named(
        rf"Screenshot[_ -](?P<stated>{DAY}[-_ ]{TIME}(?:-(?P<thousandth>[0-9]{{3}}))?)",
        "screenshot",
        Clock.CAPTURED,
        ScreenshotName.meaning,
    ),
    named(
        rf"(?:Screenshot|Screen Shot) (?P<stated>{DAY} at (?P<hour>[0-9]{{1,2}})\."
        r"(?P<minute>[0-9]{2})\.(?P<second>[0-9]{2})(?:[ \u00a0\u202f]?(?P<half>[AP])M)?)",
        "screenshot",
        Clock.CAPTURED,
        ScreenshotName.meaning,
    ),
)
