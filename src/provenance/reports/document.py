"""The documents that scripts read: provenance.check/1, lookup/1, ingest/1, extend/1, decide/1."""

from __future__ import annotations

import json
import re
from dataclasses import asdict

from provenance.model.case import Appearance
from provenance.model.match import Match
from provenance.model.posting import Failed, Skipped
from provenance.model.report import (
    CheckRun,
    DecisionReport,
    ExtendReport,
    IndexIdentity,
    IngestReport,
    LookupReport,
    Preview,
    Report,
    Tool,
)
from provenance.reports import beside, facts, travel_facts
from provenance.reports.facts import Fact
from provenance.reports.safe import BIDI_CONTROLS

CHECK = "provenance.check/1"
LOOKUP = "provenance.lookup/1"
INGEST = "provenance.ingest/1"
EXTEND = "provenance.extend/1"
DECIDE = "provenance.decide/1"

_TO_ESCAPE = re.compile(f"[\x7f-\x9f\u2028\u2029\ufeff{BIDI_CONTROLS}\ud800-\udfff]")


def check(run: CheckRun) -> Fact:
    """Give the document for a run, with every input accounted for."""
    return {
        **header(CHECK, run.tool, run.index),
        "reports": [report(each) for each in run.reports],
        "skipped": facts.reasons(run.skipped),
        "failed": facts.reasons(run.failed),
    }


def lookup(found: LookupReport) -> Fact:
    """Give the document for a lookup; its appearances are in order of time."""
    matches = {match.media.sha256: match for match in found.matches}
    return {
        **header(LOOKUP, found.tool, found.index),
        "query": found.query,
        "media": [facts.media(media) for media in found.media],
        "appearances": [
            _appearance(each, matches.get(each.media_sha256)) for each in found.appearances
        ],
        "undated": facts.rejected(found.undated),
        "matches": [facts.match(match) for match in found.matches],
        "earliest": travel_facts.earliest(found.earliest),
        "coverage": facts.coverage(found.coverage),
        "not_searched": facts.reasons(found.not_searched),
        "set_aside": [facts.match(match) for match in found.set_aside],
        "embedded_matches": [beside.hidden(match) for match in found.hidden],
        "links": beside.links(found.links),
        "decisions": [facts.decision(each) for each in found.decisions],
        "travel": travel_facts.travel(found.travel),
    }


def ingest(done: IngestReport) -> Fact:
    """Give the document for an ingest; `found` is the sum of the other four."""
    return {
        "schema": INGEST,
        "found": done.found,
        "added": done.added,
        "known": done.known,
        "skipped": facts.reasons(done.skipped),
        "failed": facts.reasons(done.failed),
        "tool": made_with(done.tool),
        "index": asdict(done.index),
        "source": done.source,
        "dry_run": done.dry_run,
        "without_picture": done.without_picture,
        "parts": [asdict(part) for part in done.parts],
        "previews": [_preview(each) for each in done.previews],
    }


def extend(done: ExtendReport) -> Fact:
    """Give the document for an extend; `found` is the sum of the three that follow."""
    return {
        **header(EXTEND, done.tool, done.index),
        "found": done.found,
        "extended": done.extended,
        "skipped": facts.reasons(done.skipped),
        "failed": facts.reasons(done.failed),
        "relisted": done.relisted,
        "dropped": done.dropped,
    }


def decide(made: DecisionReport) -> Fact:
    """Give the document for a decision, with all that was ever decided on the pair."""
    return {
        **header(DECIDE, made.tool, made.index),
        "subjects": [asdict(subject) for subject in made.subjects],
        "decision": facts.decision(made.decision),
        "in_force": made.in_force == made.decision,
        "history": [facts.decision(each) for each in made.history],
    }


def header(schema: str, tool: Tool, index: IndexIdentity) -> Fact:
    """Give what every document starts with: its schema, the program and the index."""
    return {"schema": schema, "tool": made_with(tool), "index": asdict(index)}


def report(value: Report) -> Fact:
    """Give the answer for one file."""
    case = value.case
    return {
        "input": {
            "path": case.examination.location.display,
            **facts.media(case.examination.media),
        },
        "matches": [facts.match(match) for match in case.matches],
        "earliest": travel_facts.earliest(case.earliest),
        "findings": [facts.finding(finding) for finding in value.findings],
        "metadata": facts.metadata(case.examination.metadata),
        "coverage": facts.coverage(case.coverage),
        "claim": facts.claim(case.claim),
        "undated": facts.rejected(case.undated),
        "not_searched": facts.reasons(case.not_searched),
        "thresholds": asdict(value.thresholds),
        "made_at": facts.instant(value.made_at),
        "remarks": list(case.examination.remarks),
        "set_aside": [facts.match(match) for match in case.set_aside],
        "travel": travel_facts.travel(value.travel),
        "embedded": [beside.embedded(each) for each in case.examination.embedded],
        "embedded_matches": [beside.hidden(match) for match in case.hidden],
        "links": beside.links(case.links),
    }


def unexamined(item: Skipped | Failed) -> Fact:
    """Give an input that nobody looked at: no matches and no findings, not even empty ones."""
    outcome = "skipped" if isinstance(item, Skipped) else "failed"
    return {"input": {"path": item.where}, outcome: facts.reasons([item])[0]}


def encode(document: Fact, indent: int | None = None) -> str:
    """Write a document as JSON that any UTF-8 stream takes and no terminal obeys.

    Lone surrogates become a visible backslash escape. Characters that end a line or steer a
    terminal are written as JSON escapes, so a reader gets back what was there.
    """
    text = json.dumps(document, ensure_ascii=False, allow_nan=False, indent=indent)
    return _TO_ESCAPE.sub(_escape, text)


def _escape(found: re.Match[str]) -> str:
    escape = f"\\u{ord(found[0]):04x}"
    return rf"\{escape}" if "\ud800" <= found[0] <= "\udfff" else escape


def _preview(value: Preview) -> Fact:
    return {
        "where": value.where,
        "posting": facts.posting(value.posting),
        "moments": [facts.moment(each) for each in value.posting.moments],
        "has_file": value.has_file,
    }


def made_with(tool: Tool) -> Fact:
    """Write the program and the parts whose versions decide an answer."""
    return {"name": tool.name, "version": tool.version, "parts": dict(tool.parts)}


def _appearance(appearance: Appearance, match: Match | None) -> Fact:
    known = facts.sighting(appearance.sighting)
    return {
        **travel_facts.candidate(appearance),
        "moments": known["moments"],
        "files": known["files"],
        "collections": known["collections"],
        "by_key": known["by_key"],
        "strength": match and match.strength,
        "relation": match and match.relation,
        "method": match and match.method,
        "distance": match and match.distance,
        "threshold": match and match.threshold,
    }
