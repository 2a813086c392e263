"""Names that cameras of Android phones give to pictures.

Source: design note on file names (metadata.md, 4.6). That Pixel phones write UTC is known from
their users; others write the phone's local time.
"""

from __future__ import annotations

from datetime import UTC, datetime

from provenance.identifiers.interface import Example
from provenance.identifiers.names import DAY, TIME, named, read_name
from provenance.identifiers.subject import Subject
from provenance.model.moment import Clock
from provenance.model.reading import Reading, Unread

_LOCAL = (
    "The picture was taken at this time, by the clock and in the zone of the phone that named it; "
    "anybody can rename a file."
)
_PIXEL = (
    "The picture was taken at this time, in UTC, by the clock of the Pixel phone that named it; "
    "anybody can rename a file."
)
_THOUSANDTH = "(?P<thousandth>[0-9]{3})?"
_PATTERNS = (
    named(
        rf"PXL_(?P<stated>{DAY}_{TIME}{_THOUSANDTH})", "android", Clock.CAPTURED, _PIXEL, zone="Z"
    ),
    named(
        rf"(?:IMG|VID|MVIMG|PANO|BURST)_?(?P<stated>{DAY}_?{TIME}{_THOUSANDTH})",
        "android",
        Clock.CAPTURED,
        _LOCAL,
    ),
    named(rf"(?P<stated>{DAY}_{TIME}{_THOUSANDTH})", "android", Clock.CAPTURED, _LOCAL),
)


class AndroidName:
    """Reads the name that the camera of an Android phone gave to a picture or video."""

    name = "android-name"
    platforms = ("android",)
    since = datetime(2008, 9, 23, tzinfo=UTC)
    formula = "`IMG_YYYYMMDD_HHMMSS`, `YYYYMMDD_HHMMSS`; no zone. `PXL_…`; UTC"
    meaning = _LOCAL
    examples = (
        Example("IMG_20231114_130506.jpg", "2023-11-13T23:05:06Z", "2023-11-15T03:05:06Z"),
        Example("20231114_130506.mp4", "2023-11-13T23:05:06Z", "2023-11-15T03:05:06Z"),
        Example(
            "PXL_20231114_130506789.MP.jpg",
            "2023-11-14T13:05:06.789Z",
            "2023-11-14T13:05:06.789Z",
        ),
    )

    def read(self, subject: Subject, platform: str) -> Reading | Unread | None:
        """Read it."""
        return read_name(self, subject, platform, _PATTERNS)
