"""What a check must offer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from provenance.model.case import Case
from provenance.model.finding import Bearing, Evidence, Finding

PAGE = "docs/checks.md"


@dataclass(frozen=True, slots=True)
class About:
    """What a check is worth; the page of checks is made from it, and every doubt in a finding.

    `code` is its number in the catalogue (`T03`), `says` what a finding of it says, in a sentence.
    `bearings` are all that its findings may have, NOT_CHECKED aside. `otherwise` is what else could
    explain a finding, `cannot_tell` what it leaves open, `source` whose practice or whose standard
    it follows.
    """

    code: str
    says: str
    bearings: tuple[Bearing, ...]
    otherwise: str
    cannot_tell: str
    source: str

    def caveats(self) -> tuple[Evidence, ...]:
        """Give the lines that stand under a finding, after its facts."""
        return (
            Evidence("other explanations", self.otherwise, PAGE),
            Evidence("cannot tell", self.cannot_tell, PAGE),
            Evidence("after", self.source, PAGE),
        )


class Check(Protocol):
    """Looks at a case and says what it finds; pure, so it opens no file and no connection."""

    name: str
    about: About

    def run(self, case: Case) -> Iterator[Finding]:
        """Give findings; NOT_CHECKED with the reason where something needed was not there."""


def asks(check: Check, summary: str, *facts: Evidence) -> Finding:
    """Make the finding of two facts that do not fit together, with every doubt in it."""
    return Finding(check.name, Bearing.ASKS, summary, (*facts, *check.about.caveats()))


def informs(check: Check, summary: str, *facts: Evidence) -> Finding:
    """Make the finding of a lead or of something worth knowing, with every doubt in it."""
    return Finding(check.name, Bearing.INFORMS, summary, (*facts, *check.about.caveats()))
