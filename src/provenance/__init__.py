"""Has this picture been posted before, where and when first?

What the commands do is here as typed functions::

    from provenance import check, ingest, open_index

    with open_index("archive.db", create=True) as index:
        ingest(index, "telegram-export/")
        report = check(index, "photo.jpg", claimed_time="2023-11-14", claimed_place="Kidal")
        for finding in report.findings:
            print(finding.bearing, finding.summary)

Names are imported when they are first used, so that importing the package costs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from provenance.version import __version__ as __version__

if TYPE_CHECKING:
    from provenance.errors import ProvenanceError
    from provenance.model.comparison import Comparison
    from provenance.model.posting import Failed, Posting, Skipped
    from provenance.model.reading import Reading, Unread, WhenReport
    from provenance.model.report import (
        DecisionReport,
        ExtendReport,
        IngestReport,
        LookupReport,
        Report,
    )
    from provenance.settings import Settings
    from provenance.settings import load as load_settings
    from provenance.workflows.check import check
    from provenance.workflows.compare import compare
    from provenance.workflows.decide import decide
    from provenance.workflows.extend import extend
    from provenance.workflows.ingest import ingest
    from provenance.workflows.lookup import lookup
    from provenance.workflows.opening import OpenIndex, open_index
    from provenance.workflows.scan import scan
    from provenance.workflows.when import when

__all__ = [
    "Comparison",
    "DecisionReport",
    "ExtendReport",
    "Failed",
    "IngestReport",
    "LookupReport",
    "OpenIndex",
    "Posting",
    "ProvenanceError",
    "Reading",
    "Report",
    "Settings",
    "Skipped",
    "Unread",
    "WhenReport",
    "check",
    "compare",
    "decide",
    "extend",
    "ingest",
    "load_settings",
    "lookup",
    "open_index",
    "scan",
    "when",
]

_HOMES = {
    "Comparison": "model.comparison",
    "DecisionReport": "model.report",
    "ExtendReport": "model.report",
    "Failed": "model.posting",
    "IngestReport": "model.report",
    "LookupReport": "model.report",
    "OpenIndex": "workflows.opening",
    "Posting": "model.posting",
    "ProvenanceError": "errors",
    "Reading": "model.reading",
    "Report": "model.report",
    "Settings": "settings",
    "Skipped": "model.posting",
    "Unread": "model.reading",
    "WhenReport": "model.reading",
    "check": "workflows.check",
    "compare": "workflows.compare",
    "decide": "workflows.decide",
    "extend": "workflows.extend",
    "ingest": "workflows.ingest",
    "load_settings": "settings",
    "lookup": "workflows.lookup",
    "open_index": "workflows.opening",
    "scan": "workflows.scan",
    "when": "workflows.when",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'provenance' has no attribute {name!r}")
    from importlib import import_module

    module = import_module(f"provenance.{_HOMES[name]}")
    return getattr(module, "load" if name == "load_settings" else name)
