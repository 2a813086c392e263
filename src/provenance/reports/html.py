"""One HTML page that loads nothing and runs nothing, to read, keep, print or hand on."""

from __future__ import annotations

from provenance.model.report import (
    CheckRun,
    DecisionReport,
    ExtendReport,
    IngestReport,
    LookupReport,
)


class Html:
    """Writes reports as a page; its templates lie beside this file."""

    name = "html"

    def check(self, run: CheckRun) -> str:
        """Write a part for each file, under an overview where there are several."""
        return _page("check.html", run=run, tool=run.tool, index=run.index)

    def lookup(self, report: LookupReport) -> str:
        """Write every known appearance with its picture and caption."""
        return _page("lookup.html", report=report, tool=report.tool, index=report.index)

    def ingest(self, report: IngestReport) -> str:
        """Write the counts, and the reason for all that was not added."""
        return _page("ingest.html", report=report, tool=report.tool, index=report.index)

    def extend(self, report: ExtendReport) -> str:
        """Write the counts, and the reason for all that still lacks something."""
        return _page("extend.html", report=report, tool=report.tool, index=report.index)

    def decide(self, report: DecisionReport) -> str:
        """Write what was decided, above all that was decided before."""
        return _page("decide.html", report=report, tool=report.tool, index=report.index)


def _page(template: str, **values: object) -> str:
    from provenance.reports.page import render

    return render(template, **values)
