"""UUIDs: those of version 1, 6 and 7 hold a time, the others none.

Source: RFC 9562, sections 5.1, 5.6 and 5.7, with its examples in appendix A.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime

from provenance.identifiers.answers import microseconds, milliseconds, no_time, of_id
from provenance.identifiers.interface import Example
from provenance.identifiers.subject import Found, Subject
from provenance.model.moment import Trust
from provenance.model.reading import Reading, Unread

_GREGORIAN = datetime(1582, 10, 15, tzinfo=UTC)
_HEX = "[0-9a-f]"
_UUID = re.compile(
    rf"(?:urn:uuid:)?\{{?({_HEX}{{8}}(-?){_HEX}{{4}}\2{_HEX}{{4}}\2{_HEX}{{4}}\2{_HEX}{{12}})\}}?",
    re.IGNORECASE | re.ASCII,
)
_WITHOUT = {
    2: "its version 2 keeps too little of one",
    3: "its version 3 is the digest of a name",
    4: "its version 4 is random",
    5: "its version 5 is the digest of a name",
    8: "its version 8 is whatever its maker chose",
}
_VARIANT = 0b10


class TimeUuid:
    """Reads a UUID, bare, as a URN, or as the last part of a link or name."""

    name = "time-uuid"
    platforms = ("uuid",)
    since = datetime(1980, 1, 1, tzinfo=UTC)
    formula = "v1, v6: 100 ns since 1582-10-15; v7: first 48 bits, ms since 1970"
    meaning = (
        "Some computer made the id at this time, by its own clock; what it names can be older or "
        "younger."
    )
    examples = (
        Example(
            "C232AB00-9414-11EC-B3C8-9F6BDECED846", "2022-02-22T19:22:22Z", "2022-02-22T19:22:22Z"
        ),
        Example(
            "1EC9414C-232A-6B00-B3C8-9F6BDECED846", "2022-02-22T19:22:22Z", "2022-02-22T19:22:22Z"
        ),
        Example(
            "017F22E2-79B0-7CC3-98C4-DC0C0C07398F", "2022-02-22T19:22:22Z", "2022-02-22T19:22:22Z"
        ),
    )

    def read(self, subject: Subject, platform: str) -> Reading | Unread | None:
        """Read it; of 32 bare digits, which may be a digest, only what holds a time."""
        match = _UUID.fullmatch(subject.token)
        if match is None:
            return None
        certain = bool(platform or match[2])
        value = int(match[1].replace("-", ""), 16)
        version = value >> 76 & 0xF
        instant = _instant(value, version) if value >> 62 & 0b11 == _VARIANT else None
        if instant is not None:
            found = Found(match[1], certain)
            trust = Trust.SELF_ASSERTED
            return of_id(self, subject, found, instant, latest=instant, trust=trust)
        why = _WITHOUT.get(version, "its version is none that holds one")
        return no_time(subject, "uuid", f"a UUID, and {why}") if certain else None


def _instant(value: int, version: int) -> datetime | None:
    low, middle, high = value >> 96, value >> 80 & 0xFFFF, value >> 64 & 0xFFF
    match version:
        case 1:
            return microseconds((high << 48 | middle << 32 | low) // 10, _GREGORIAN)
        case 6:
            return microseconds((low << 28 | middle << 12 | high) // 10, _GREGORIAN)
        case 7:
            return milliseconds(value >> 80)
        case _:
            return None
