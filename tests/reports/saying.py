"""Reports in which one text stands in every field that came from outside."""

from __future__ import annotations

import re
from dataclasses import replace

from hypothesis import settings
from hypothesis import strategies as st

from provenance.model.case import Appearance, Earliest, Rejected
from provenance.model.decision import Decision, Verdict
from provenance.model.finding import Bearing, Evidence, Finding
from provenance.model.match import Match
from provenance.model.media import Location
from provenance.model.metadata import Block, Metadata, State, Tag
from provenance.model.moment import Basis, Clock, Moment, Trust
from provenance.model.origin import PassedOn, Relay
from provenance.model.posting import Collection, Failed, Posting, Sighting, Skipped
from provenance.model.report import (
    CheckRun,
    DecisionReport,
    IndexIdentity,
    IngestReport,
    LookupReport,
)
from provenance.model.travel import (
    Caption,
    Chain,
    Import,
    Known,
    OnPlatform,
    Step,
    Trace,
    Travel,
)
from tests.builders import (
    KIDAL,
    NOW,
    SHA_A,
    SHA_B,
    a_case,
    a_claim,
    a_coverage,
    a_decision,
    a_decision_report,
    a_lookup,
    a_match,
    a_moment,
    a_report,
    a_run,
    an_examination,
    an_ingest,
)

HOSTILE = (
    "<script>alert(1)</script>",
    "\"'><img src=x onerror=alert(1)>",
    "javascript:alert(1)",
    'https://example.org/" onmouseover="alert(1)',
    "</style></title></bdi><iframe src='https://example.org'></iframe>",
    "{{ 7 * 7 }}{% raw %}${7*7}",
    "\x1b]0;owned\x07\x1b[2J\x9b31m\r\n\x00",
    "\u202ereversed\u2066\u2069\u200f",
    "half \ud83d and \udcff",
    "line one\nline two\u2028line three\u2029four\x85five",
    "[link=file:///etc/passwd]x[/link]",
    "كيدال: صورة مثيرة للجدل",
    "",
    "a" * 300,
    "漢字" * 120,
    "e" + "\u0301" * 200,
)

repeatable = settings(deadline=None, derandomize=True)
any_text = st.sampled_from(HOSTILE) | st.text(st.characters(exclude_categories=()), max_size=120)


def a_sighting_saying(text: str, sha256: str = SHA_B) -> Sighting:
    moments = (
        replace(a_moment(), stated=text),
        Moment(Clock.ARCHIVED, None, NOW, text, Basis.ARCHIVE, Trust.ARCHIVE),
    )
    origins = (PassedOn(Relay.QUOTE, text, text, text, text),)
    posting = Posting(text, text, text, text, text, moments, (text,), origins)
    collection = Collection(text, text, SHA_A, NOW, text)
    return Sighting(sha256, "key", posting, (text,), (collection,))


def a_decision_saying(text: str, verdict: Verdict = Verdict.SAME) -> Decision:
    # Who and why are never empty: what holds a decision together refuses that.
    return a_decision(verdict, by=text.strip() or "-", why=text.strip() or "-")


def a_match_saying(text: str, verdict: Verdict = Verdict.SAME) -> Match:
    sightings = a_sighting_saying(text), replace(a_sighting_saying(text), posting_key="other")
    return a_match(*sightings, decision=a_decision_saying(text, verdict))


def an_earliest_saying(text: str) -> Earliest:
    sighting = a_sighting_saying(text)
    first = Appearance(SHA_B, sighting, sighting.posting.moments[0])
    loose = replace(first, public=Moment(Clock.POSTED, None, None, text, Basis.LIST, Trust.ARCHIVE))
    rejected = Rejected(SHA_B, replace(sighting, posting_key="other"), text)
    return Earliest(first, loose, (loose,), (rejected,))


def a_travel_saying(text: str) -> Travel:
    earliest, moment = an_earliest_saying(text), replace(a_moment(), stated=text)
    origin = PassedOn(Relay.FORWARD, text, text, text, text)
    posting = replace(a_sighting_saying(text).posting, languages=(text,), origins=(origin,))
    known = Known("key", posting, moment)
    steps = tuple(Step(known, origin, moment, trace, (known,) * 4) for trace in Trace)
    return Travel(
        7,
        (
            Caption(text, moment, a_moment("2026"), 4, 1, (text,), (text,)),
            Caption(text, None, None, 1, 1, (), ()),
        ),
        (OnPlatform(text, 4, earliest), OnPlatform(text, 1, None)),
        (Chain(steps), Chain(steps[3:])),
        (Import(text, text, 7, 4, 1),),
        whole=False,
    )


def a_metadata_saying(text: str) -> Metadata:
    blocks = (
        Block("exif", State.PRESENT, (Tag(text, text), Tag(text, text))),
        Block("xmp", State.UNREADABLE, reason=text),
    )
    captured = replace(a_moment(clock=Clock.CAPTURED), stated=text)
    return Metadata(blocks, captured, text, device=text, software=text, remarks=(text,))


def findings_saying(text: str) -> tuple[Finding, ...]:
    evidence = (Evidence(text, text, text),)
    return tuple(Finding("some-check", bearing, text, evidence) for bearing in Bearing)


def a_run_saying(text: str) -> CheckRun:
    # A path is bytes in disguise: only surrogates that stand for a byte can be in it.
    path = re.sub("[\ud800-\udc7f\udd00-\udfff]", "", text)
    examination = replace(
        an_examination(a_metadata_saying(text)), location=Location(path), remarks=(text,)
    )
    undated = (Rejected(SHA_B, a_sighting_saying(text), text),)
    case = a_case(
        a_match_saying(text),
        examination=examination,
        claim=replace(a_claim("2023-11-18"), place=replace(KIDAL, name=text)),
        earliest=an_earliest_saying(text),
        undated=undated,
        coverage=replace(a_coverage(), sources=(text,)),
        not_searched=(Skipped(text, text),),
        set_aside=(a_match_saying(text, Verdict.DIFFERENT),),
    )
    run = a_run(
        replace(a_report(case, *findings_saying(text)), travel=a_travel_saying(text)),
        skipped=(Skipped(text, text),),
        failed=(Failed(text, text),),
    )
    return replace(run, index=IndexIdentity(text, 1))


def a_lookup_saying(text: str) -> LookupReport:
    sighting = a_sighting_saying(text)
    return replace(
        a_lookup(a_match_saying(text), query=text),
        appearances=(Appearance(SHA_B, sighting, sighting.posting.moments[0]),),
        undated=(Rejected(SHA_B, sighting, text),),
        earliest=an_earliest_saying(text),
        not_searched=(Skipped(text, text),),
        set_aside=(a_match_saying(text, Verdict.DIFFERENT),),
        decisions=(a_decision_saying(text), a_decision_saying(text, Verdict.DIFFERENT)),
        travel=a_travel_saying(text),
    )


def a_decision_report_saying(text: str) -> DecisionReport:
    history = (a_decision_saying(text), a_decision_saying(text, Verdict.DIFFERENT))
    return replace(a_decision_report(*history, words=(text, text)), index=IndexIdentity(text, 1))


def an_ingest_saying(text: str) -> IngestReport:
    return an_ingest(
        source=text, skipped=(Skipped(text, text),) * 7, failed=(Failed(text, text),), dry_run=True
    )
