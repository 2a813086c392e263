"""One JSON object per line and input, for pipes that want each answer as soon as it is there."""

from __future__ import annotations

from provenance.model.posting import Failed, Skipped
from provenance.model.report import (
    CheckRun,
    DecisionReport,
    ExtendReport,
    IndexIdentity,
    IngestReport,
    LookupReport,
    Report,
    Tool,
)
from provenance.reports import document


class Ndjson:
    """Writes one line per input; a lookup, an ingest and a decision are one line each."""

    name = "ndjson"

    def check(self, run: CheckRun) -> str:
        """Write a line for every input: the reports, then what was skipped, then what failed."""
        items: tuple[Report | Skipped | Failed, ...] = (*run.reports, *run.skipped, *run.failed)
        return "".join(f"{self.line(run.tool, run.index, item)}\n" for item in items)

    def line(self, tool: Tool, index: IndexIdentity, item: Report | Skipped | Failed) -> str:
        """Write one input without the end of the line, so that a scan can print it when ready.

        What could not be looked at has neither `matches` nor `findings`, so that it never reads
        like nothing found.
        """
        said = document.report(item) if isinstance(item, Report) else document.unexamined(item)
        return document.encode(document.header(document.CHECK, tool, index) | said)

    def lookup(self, report: LookupReport) -> str:
        """Write `provenance.lookup/1` on one line."""
        return document.encode(document.lookup(report)) + "\n"

    def ingest(self, report: IngestReport) -> str:
        """Write `provenance.ingest/1` on one line."""
        return document.encode(document.ingest(report)) + "\n"

    def extend(self, report: ExtendReport) -> str:
        """Write `provenance.extend/1` on one line."""
        return document.encode(document.extend(report)) + "\n"

    def decide(self, report: DecisionReport) -> str:
        """Write `provenance.decide/1` on one line."""
        return document.encode(document.decide(report)) + "\n"
