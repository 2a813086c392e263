"""One JSON document, for scripts; its schemas lie beside this file."""

from __future__ import annotations

from provenance.model.report import (
    CheckRun,
    DecisionReport,
    ExtendReport,
    IngestReport,
    LookupReport,
)
from provenance.reports import document
from provenance.reports.facts import Fact


class Json:
    """Writes a report as a single document."""

    name = "json"

    def check(self, run: CheckRun) -> str:
        """Write `provenance.check/1`."""
        return self._written(document.check(run))

    def lookup(self, report: LookupReport) -> str:
        """Write `provenance.lookup/1`."""
        return self._written(document.lookup(report))

    def ingest(self, report: IngestReport) -> str:
        """Write `provenance.ingest/1`."""
        return self._written(document.ingest(report))

    def extend(self, report: ExtendReport) -> str:
        """Write `provenance.extend/1`."""
        return self._written(document.extend(report))

    def decide(self, report: DecisionReport) -> str:
        """Write `provenance.decide/1`."""
        return self._written(document.decide(report))

    def _written(self, value: Fact) -> str:
        return document.encode(value, indent=2) + "\n"
