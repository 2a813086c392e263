"""What ids, links and file names say about time; needs no index."""

from __future__ import annotations

from datetime import UTC, datetime

from provenance.identifiers import platform_named, read
from provenance.model.reading import Reading, Unread, WhenReport


def when(*texts: str, platform: str = "", now: datetime | None = None) -> WhenReport:
    """Read each text as an id, a link or a file name; nothing is opened and nothing is asked.

    `platform` names whose ids the texts are; without it every plausible reading is given, the
    likeliest first. A time after `now` (a day is granted) is no reading. Raises `UsageError` for a
    platform whose ids are not known.
    """
    named = platform_named(platform)
    answers = [read(text, named, now or datetime.now(UTC)) for text in texts]
    readings: list[Reading] = []
    unread: list[Unread] = []
    for answer in answers:
        if isinstance(answer, Unread):
            unread.append(answer)
        else:
            readings += answer
    return WhenReport(tuple(readings), tuple(unread))
