"""What a report format must offer."""

from __future__ import annotations

from typing import Protocol

from provenance.model.report import (
    CheckRun,
    DecisionReport,
    ExtendReport,
    IngestReport,
    LookupReport,
)


class Format(Protocol):
    """Writes reports as text; pure, so it opens no file. `name` is the option that selects it.

    A text ends with a newline, unless it is empty, so it is written as it stands. It can always
    be encoded as UTF-8. What could not be looked at is said as loudly as what was found.
    """

    name: str

    def check(self, run: CheckRun) -> str:
        """Write what a check or a scan found."""

    def lookup(self, report: LookupReport) -> str:
        """Write every known appearance of what was asked for."""

    def ingest(self, report: IngestReport) -> str:
        """Write what an ingest did."""

    def extend(self, report: ExtendReport) -> str:
        """Write what an extend did."""

    def decide(self, report: DecisionReport) -> str:
        """Write what was decided, and whether it is in force."""
