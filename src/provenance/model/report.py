"""Reports: what came of a case, what ran and with which thresholds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from provenance.model.case import Appearance, Case, Coverage, Earliest, Rejected
from provenance.model.decision import Decision
from provenance.model.finding import Finding
from provenance.model.link import NO_LINKS, Links
from provenance.model.match import Match
from provenance.model.media import Media
from provenance.model.posting import Failed, Posting, Skipped
from provenance.model.travel import NOWHERE, Travel


@dataclass(frozen=True, slots=True)
class Tool:
    """The program and the parts whose versions decide an answer."""

    name: str
    version: str
    parts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class IndexIdentity:
    """Which index answered: its path as given, and its schema's version."""

    path: str
    schema_version: int


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The limits in bits, and the quality (0-100), under which the answer was made."""

    pdq_strong: int
    pdq_possible: int
    phash_possible: int
    min_quality: int


@dataclass(frozen=True, slots=True)
class Report:
    """The answer for one file; `travel` is how the picture travelled, by its sure matches."""

    case: Case
    findings: tuple[Finding, ...]
    made_at: datetime
    thresholds: Thresholds
    travel: Travel = NOWHERE


@dataclass(frozen=True, slots=True)
class CheckRun:
    """All that one `check` or `scan` has to say, every input accounted for."""

    tool: Tool
    index: IndexIdentity
    reports: tuple[Report, ...]
    skipped: tuple[Skipped, ...]
    failed: tuple[Failed, ...]


@dataclass(frozen=True, slots=True)
class LookupReport:
    """Every known appearance of what was asked for.

    `query` is the words asked; `media` what they named; `matches` the media with their sightings,
    its own first; `appearances` all dated sightings in order of time; `undated` the rest. `hidden`
    are matches of embedded pictures, `links` files that share a key; neither dates a picture.
    `set_aside` holds what somebody decided to be different; `decisions` every decision ever made
    on what was named, oldest first. `travel` is how the picture travelled, by its sure matches.
    """

    tool: Tool
    index: IndexIdentity
    query: str
    media: tuple[Media, ...]
    matches: tuple[Match, ...]
    appearances: tuple[Appearance, ...]
    undated: tuple[Rejected, ...]
    earliest: Earliest | None
    coverage: Coverage
    not_searched: tuple[Skipped, ...]
    set_aside: tuple[Match, ...] = ()
    decisions: tuple[Decision, ...] = ()
    travel: Travel = NOWHERE
    hidden: tuple[Match, ...] = ()
    links: Links = NO_LINKS


@dataclass(frozen=True, slots=True)
class Part:
    """An export, list or folder that was found at a path, which source reads it, and why."""

    source: str
    path: str
    why: str


@dataclass(frozen=True, slots=True)
class Preview:
    """What a dry run would add: where it is, its posting, and whether its file is there."""

    where: str
    posting: Posting
    has_file: bool


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What one ingest did; `found` is the sum of the other four, or something was lost.

    `without_picture` of the added ones are postings whose file is not there. `parts` are what was
    found at the path. `previews` are the first of what a dry run would add.
    """

    tool: Tool
    index: IndexIdentity
    source: str
    added: int
    known: int
    skipped: Sequence[Skipped]
    failed: Sequence[Failed]
    dry_run: bool
    without_picture: int = 0
    parts: tuple[Part, ...] = ()
    previews: tuple[Preview, ...] = ()

    @property
    def found(self) -> int:
        """Count everything the source offered."""
        return self.added + self.known + len(self.skipped) + len(self.failed)


@dataclass(frozen=True, slots=True)
class ExtendReport:
    """What one extend did; `found` are the media that lacked something, the sum of three counts.

    `relisted` and `dropped` count frames: those listed anew under this program's visual words, and
    those whose keypoints were of another recipe, and so were made again.
    """

    tool: Tool
    index: IndexIdentity
    extended: int
    relisted: int
    dropped: int
    skipped: tuple[Skipped, ...]
    failed: tuple[Failed, ...]

    @property
    def found(self) -> int:
        """Count the media that lacked something."""
        return self.extended + len(self.skipped) + len(self.failed)


@dataclass(frozen=True, slots=True)
class Subject:
    """What words of a command named; `indexed` tells whether the index holds these bytes."""

    words: str
    sha256: str
    indexed: bool


@dataclass(frozen=True, slots=True)
class DecisionReport:
    """What was decided about two subjects; `history` is all that was ever decided on the pair.

    It comes oldest first and holds the new decision, too.
    """

    tool: Tool
    index: IndexIdentity
    subjects: tuple[Subject, Subject]
    decision: Decision
    history: tuple[Decision, ...]

    @property
    def in_force(self) -> Decision:
        """Give the decision that later answers honour: the latest by its time."""
        return self.history[-1]
