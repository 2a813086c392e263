"""The sentences that every report for people shares, so that text and HTML say the same."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from provenance.model.case import Case, Coverage
from provenance.model.decision import Decision, Verdict, in_force
from provenance.model.finding import Bearing
from provenance.model.match import (
    Match,
)
from provenance.model.media import Media
from provenance.model.metadata import Block, Disagreement, State
from provenance.model.moment import Basis, Moment, Trust, iso
from provenance.model.posting import JoinKey
from provenance.model.report import Report
from provenance.reports.hidden_words import found_beside

BEARINGS = (
    (Bearing.CONTRADICTS, "contradicts"),
    (Bearing.ASKS, "asks"),
    (Bearing.SUPPORTS, "supports"),
    (Bearing.INFORMS, "informs"),
    (Bearing.NOT_CHECKED, "not checked"),
)
"""Every bearing with its heading, in the order in which a reader should meet them."""

_TRUST = {
    Trust.SERVER_MADE: "by the clock of the server that made the id",
    Trust.PLATFORM_RECORD: "by the platform's record",
    Trust.ARCHIVE: "by an archive's record",
    Trust.SELF_ASSERTED: "by somebody's own statement",
    Trust.FROM_NAME: "by the name of the file",
}
_BASIS = {
    Basis.PLATFORM: "the platform's export",
    Basis.EXIF: "EXIF",
    Basis.CONTAINER: "the boxes of the video",
    Basis.XMP: "XMP",
    Basis.IPTC: "IPTC",
    Basis.ARCHIVE: "an archive",
    Basis.LIST: "a list",
    Basis.OPERATOR: "what the operator entered",
    Basis.OWN_CLOCK: "our own clock",
    Basis.IDENTIFIER: "an identifier",
    Basis.FILE_NAME: "the name of a file",
}
_KEYS = {
    "sha256": "the SHA-256 of the file",
    "md5": "the MD5 of the file",
    "sha1": "the SHA-1 of the file",
    "x-media": "the number of the media on X",
    "instagram-media": "the number of the media on Instagram",
    "tiktok-video": "the number of the video on TikTok",
    "media-url": "the link to the file",
    "asked-sha256": "the SHA-256 of the picture that a search engine was asked about",
    "asked-url": "the link to the picture that a search engine was asked about",
}
_WITHIN_A_MINUTE = timedelta(seconds=59)


@dataclass(frozen=True, slots=True)
class Headline:
    """The answer in a line: `words`, and the moment that they end in, if there is one."""

    words: str
    moment: Moment | None = None

    def __str__(self) -> str:
        return f"{self.words} {when(self.moment)}" if self.moment else self.words


def headline(report: Report) -> Headline:
    """Say whether the picture was seen before, and when first; never more than was searched."""
    case = report.case
    if not case.matches:
        gap = ", but not everything was searched" if case.not_searched else ""
        apart = f", {set_aside(case.set_aside)}" if case.set_aside else ""
        return Headline(f"not found in this index{found_beside(case)}{apart}{gap}")
    seen = "possibly seen before" if _only_possible(case) else "seen before"
    if case.earliest is None:
        return Headline(f"{seen}: no appearance with a known time")
    return Headline(f"{seen}: earliest known appearance", case.earliest.first.public)


def not_found(coverage: Coverage) -> str:
    """Say that nothing matched, and how little that shows."""
    held = ", ".join(part for part in (_postings(coverage), span(coverage)) if part)
    return f"Not found in this index ({held}). This does not show that the picture is new."


def holdings(coverage: Coverage) -> str:
    """Say what the index holds: "41,208 pictures, 96,550 postings, 2012-01-04 to 2026-11-20"."""
    pictures = counted(coverage.media, "picture", "pictures")
    held = (pictures, _postings(coverage), span(coverage))
    return ", ".join(part for part in held if part)


def _postings(coverage: Coverage) -> str:
    postings = counted(coverage.postings, "posting", "postings")
    if coverage.without_picture:
        postings += f" ({coverage.without_picture:,} without their picture)"
    return postings


def by_key(key: JoinKey) -> str:
    """Say by what a posting without its file was linked to a picture."""
    return f"without its file, linked by {_KEYS.get(key.kind, key.kind)}: {key.value}"


def set_aside(matches: Collection[Match]) -> str:
    """Count what was decided to be different: "1 match set aside by decision"."""
    return f"{counted(len(matches), 'match', 'matches')} set aside by decision"


def decided(decision: Decision) -> str:
    """Say what somebody decided: `decided different by Awa on 2026-11-22 12:00 UTC: "a crop"`."""
    made = f"{verdict(decision)} by {decision.by} on {minute(decision.decided_at)}"
    return f'{made}: "{decision.why}"'


def verdict(decision: Decision) -> str:
    """Say what was decided about the pair."""
    return "decided the same" if decision.verdict is Verdict.SAME else "decided different"


def outweighed(decision: Decision, decisions: Collection[Decision]) -> str:
    """Say of one of many decisions whether a later one took its place; empty where it stands."""
    return "" if decision in in_force(decisions) else " (outweighed by a later decision)"


def counted(count: int, one: str, many: str) -> str:
    """Write a number with its noun: "1 match", "1,200 matches"."""
    return f"{count:,} {one if count == 1 else many}"


def extent(media: Media, by: str = "x") -> str:
    """Say how large a picture is in pixels; of a list of hashes, how many there are."""
    if media.is_hash_list:
        return f"no pixels, only hashes of {counted(media.frame_count, 'frame', 'frames')}"
    return f"{media.width}{by}{media.height} pixels"


def span(coverage: Coverage) -> str:
    """Say which days the postings of the index span; empty where no time is known."""
    if coverage.earliest is None or coverage.latest is None:
        return ""
    return f"{_day(coverage.earliest)} to {_day(coverage.latest)}"


def minute(instant: datetime) -> str:
    """Write an instant for people: `2019-08-11 14:02 UTC`."""
    return instant.astimezone(UTC).isoformat(" ", "minutes").replace("+00:00", " UTC")


def is_instant(moment: Moment) -> bool:
    """Tell whether a moment is known to the minute."""
    if moment.earliest is None or moment.latest is None:
        return False
    return moment.latest - moment.earliest <= _WITHIN_A_MINUTE


def when(moment: Moment) -> str:
    """Write a moment for people: the minute in UTC, a bound, or the text as it was stated."""
    if moment.earliest is not None and is_instant(moment):
        return minute(moment.earliest)
    if moment.earliest is None and moment.latest is not None:
        return f"by {minute(moment.latest)}"
    if moment.latest is None and moment.earliest is not None:
        return f"from {minute(moment.earliest)}"
    return f"{moment.stated} (stated)" if moment.stated else "time unknown"


def bounds(moment: Moment) -> str:
    """Write both ends of a moment as they are kept, so that nothing of its width is hidden."""
    start = "no earliest time" if moment.earliest is None else iso(moment.earliest)
    end = "no latest time" if moment.latest is None else iso(moment.latest)
    return start if start == end else f"{start} to {end}"


def vouched(moment: Moment) -> str:
    """Say what happened, who vouches for its time and where that was read."""
    happened = moment.clock.value.replace("-", " ")
    return f"{happened}, {_TRUST[moment.trust]}, read from {_BASIS[moment.basis]}"


def state(block: Block) -> str:
    """Say in which of the three states a block of metadata is, and why where it is unreadable."""
    if block.state is State.PRESENT:
        return f"present, {counted(len(block.tags), 'tag', 'tags')}"
    return f"{block.state}: {block.reason}" if block.reason else block.state.value


def _only_possible(case: Case) -> bool:
    first = case.earliest.first.media_sha256 if case.earliest else None
    behind = [match for match in case.matches if first in {None, match.media.sha256}]
    return not any(match.dates for match in behind or case.matches)


def _day(instant: datetime) -> str:
    return instant.astimezone(UTC).date().isoformat()


def disagreement(value: Disagreement) -> str:
    """Say what is stated differently, and by whom."""
    said = "; ".join(f'{each.by} says "{each.value}"' for each in value.statements)
    return f"Not the same everywhere: {value.what}. {said}."
