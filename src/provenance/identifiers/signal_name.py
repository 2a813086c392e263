"""Names that Signal gives to what it saves.

Source: design note on file names (metadata.md, 4.6).
"""

from __future__ import annotations

from datetime import UTC, datetime

from provenance.identifiers.interface import Example
from provenance.identifiers.names import DAY, TIME, named, read_name
from provenance.identifiers.subject import Subject
from provenance.model.moment import Clock
from provenance.model.reading import Reading, Unread


class SignalName:
    """Reads the name of a file that Signal saved."""

    name = "signal-name"
    platforms = ("signal",)
    since = datetime(2014, 7, 29, tzinfo=UTC)
    formula = "`signal-YYYY-MM-DD-HHMMSS`, `signal-YYYY-MM-DD-HH-MM-SS-mmm`; no zone"
    meaning = (
        "The Signal message with the file was sent or received at this time, by the clock of the "
        "device that saved it."
    )
    examples = (
        Example("signal-2023-11-14-130506.jpg", "2023-11-13T23:05:06Z", "2023-11-15T03:05:06Z"),
        Example(
            "signal-2023-11-14-13-05-06-789.jpg",
            "2023-11-13T23:05:06.789Z",
            "2023-11-15T03:05:06.789Z",
        ),
    )

    def read(self, subject: Subject, platform: str) -> Reading | Unread | None:
        """Read it."""
        return read_name(self, subject, platform, (_SAVED,))


_SAVED = named(
    rf"signal-(?:attachment-)?(?P<stated>{DAY}-{TIME}(?:-(?P<thousandth>[0-9]{{3}}))?)",
    "signal",
    Clock.COLLECTED,
    SignalName.meaning,
)
