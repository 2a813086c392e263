"""How a picture travelled as plain data: the names in these dicts are a promise to scripts."""

from __future__ import annotations

from dataclasses import asdict

from provenance.model.case import Appearance, Earliest
from provenance.model.ties import why_tied
from provenance.model.travel import Caption, Known, OnPlatform, Step, Travel
from provenance.reports import facts
from provenance.reports.facts import Fact


def travel(value: Travel) -> Fact:
    """Write captions, first posters, chains and imports; of a possible match there is nothing."""
    return {
        "postings": value.postings,
        "captions": [_caption(each) for each in value.captions],
        "platforms": [_platform(each) for each in value.platforms],
        "chains": [{"steps": [_step(step) for step in each.steps]} for each in value.chains],
        "whole": value.whole,
        "imports": [asdict(each) for each in value.imports],
    }


def earliest(value: Earliest | None) -> Fact | None:
    """Write the earliest known appearance with the next one, every tie and all set aside."""
    if value is None:
        return None
    return {
        **_first(value),
        "rejected": facts.rejected(value.rejected),
    }


def candidate(appearance: Appearance) -> Fact:
    """Write a posting with the moment by which it was public."""
    return {
        "posting": facts.posting(appearance.sighting.posting),
        "moment": facts.moment(appearance.public),
        "media_sha256": appearance.media_sha256,
    }


def _first(value: Earliest) -> Fact:
    return {
        **candidate(value.first),
        "runner_up": value.runner_up and candidate(value.runner_up),
        "ambiguous": [
            {**candidate(each), "reason": why_tied(value.first, each)} for each in value.ambiguous
        ],
    }


def _caption(value: Caption) -> Fact:
    return {
        "text": value.text,
        "first": facts.moment(value.first),
        "last": facts.moment(value.last),
        "postings": value.postings,
        "undated": value.undated,
        "platforms": list(value.platforms),
        "languages": list(value.languages),
    }


def _platform(value: OnPlatform) -> Fact:
    return {
        "platform": value.platform,
        "postings": value.postings,
        "first": value.earliest and _first(value.earliest),
    }


def _step(value: Step) -> Fact:
    return {
        "passing": _known(value.passing),
        "origin": asdict(value.origin),
        "stated": facts.moment(value.stated),
        "trace": value.trace,
        "originals": [_known(each) for each in value.originals],
        "more": value.more,
    }


def _known(value: Known) -> Fact:
    return {"posting": facts.posting(value.posting), "moment": facts.moment(value.public)}
