"""The parts of a report as plain data: the names in these dicts are a promise to scripts."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime

from provenance.model.case import Claim, Coverage, Place, Rejected
from provenance.model.decision import Decision
from provenance.model.finding import Finding
from provenance.model.geometry import Box, share
from provenance.model.match import Match, Transform
from provenance.model.media import Frame, Media
from provenance.model.metadata import Block, Metadata, Position
from provenance.model.moment import Moment, iso
from provenance.model.posting import Collection, Failed, Posting, Sighting, Skipped

Fact = dict[str, object]


def moment(value: Moment | None) -> Fact | None:
    """Write a moment with both ends in UTC, `null` where nothing bounds it."""
    if value is None:
        return None
    return {
        "clock": value.clock,
        "earliest": instant(value.earliest),
        "latest": instant(value.latest),
        "stated": value.stated,
        "basis": value.basis,
        "trust": value.trust,
    }


def instant(value: datetime | None) -> str | None:
    """Write an instant as `2023-11-17T10:00:00Z`."""
    return None if value is None else iso(value)


def posting(value: Posting) -> Fact:
    """Write who published what and where; its moments stand beside it."""
    return {
        "platform": value.platform,
        "native_id": value.native_id,
        "url": value.url,
        "account": value.account,
        "text": value.text,
        "languages": list(value.languages),
        "origins": [asdict(each) for each in value.origins],
    }


def sighting(value: Sighting) -> Fact:
    """Write a posting with its moments, its files and how it came to us."""
    return {
        "posting": posting(value.posting),
        "moments": [moment(each) for each in value.posting.moments],
        "files": list(value.files),
        "collections": [_collection(each) for each in value.collections],
        "by_key": value.by_key and asdict(value.by_key),
    }


def media(value: Media) -> Fact:
    """Write what the bytes are."""
    return {
        "sha256": value.sha256,
        "media_type": value.media_type,
        "width": value.width,
        "height": value.height,
        "size_bytes": value.size_bytes,
        "frame_count": value.frame_count,
    }


def match(value: Match) -> Fact:
    """Write a match with its evidence and every posting that it was seen in."""
    return {
        "media_sha256": value.media.sha256,
        "strength": value.strength,
        "relation": value.relation,
        "method": value.method,
        "distance": value.distance,
        "threshold": value.threshold,
        "agreement": number(value.agreement),
        "inliers": value.alignment and value.alignment.inliers,
        "seen_share": _seen(value.transform.crop_match),
        "differing": [box(each) for each in value.differing],
        "transform": transform(value.transform),
        "frames": {"query": frame(value.query_frame), "match": frame(value.match_frame)},
        "clip": value.clip and asdict(value.clip),
        "more_clips": [asdict(each) for each in value.more_clips],
        "shown": value.shown and asdict(value.shown),
        "media": media(value.media),
        "sightings": [sighting(each) for each in value.sightings],
        "decision": value.decision and _said(value.decision),
        "dates": value.dates,
    }


def decision(value: Decision) -> Fact:
    """Write what a reviewer decided, with the pair that it is about."""
    return {
        "first_sha256": value.first_sha256,
        "second_sha256": value.second_sha256,
        **_said(value),
    }


def rejected(items: Iterable[Rejected]) -> list[Fact]:
    """Write sightings that were set aside, each with the reason."""
    return [
        {
            "posting": posting(item.sighting.posting),
            "reason": item.reason,
            "media_sha256": item.media_sha256,
        }
        for item in items
    ]


def reasons(items: Iterable[Skipped | Failed]) -> list[Fact]:
    """Write what was not looked at: where it is and why."""
    return [{"where": item.where, "reason": item.reason} for item in items]


def finding(value: Finding) -> Fact:
    """Write a finding with its evidence."""
    return {
        "check": value.check,
        "bearing": value.bearing,
        "summary": value.summary,
        "evidence": [
            {
                "what": fact.what,
                "value": fact.value,
                "source": fact.source,
                "sensitive": fact.sensitive,
            }
            for fact in value.evidence
        ],
        "aside": value.aside,
    }


def metadata(value: Metadata) -> Fact:
    """Write what the file says about itself, block by block."""
    return {
        "state": value.state,
        "blocks": [_block(block) for block in value.blocks],
        "captured": moment(value.captured),
        "captured_from": value.captured_from,
        "zone": value.zone,
        "position": value.position and _position(value.position),
        "device": value.device,
        "software": value.software,
        "remarks": list(value.remarks),
        **stated(value),
    }


def stated(value: Metadata) -> Fact:
    """Write all that the blocks state of when and where, and what contradicts what."""
    return {
        "captures": [
            {"tag": each.tag, "zone": each.zone, "moment": moment(each.moment)}
            for each in value.captures
        ],
        "positions": [
            {"tag": each.tag, **_position(each.position), "unlikely": each.unlikely}
            | {"sensitive": True}
            for each in value.positions
        ],
        "disagreements": [asdict(each) for each in value.disagreements],
    }


def claim(value: Claim) -> Fact:
    """Write what is asserted about the file."""
    return {"time": moment(value.time), "place": value.place and _place(value.place)}


def coverage(value: Coverage) -> Fact:
    """Write what the index holds."""
    return {
        "media": value.media,
        "postings": value.postings,
        "earliest": instant(value.earliest),
        "latest": instant(value.latest),
        "sources": list(value.sources),
        "frames": value.frames,
        "keypoints": value.keypoints,
        "without_picture": value.without_picture,
        "embeddings": [asdict(each) for each in value.embeddings],
    }


def _said(value: Decision) -> Fact:
    return {
        "verdict": value.verdict,
        "by": value.by,
        "why": value.why,
        "decided_at": iso(value.decided_at),
    }


def _collection(value: Collection) -> Fact:
    return asdict(value) | {"collected_at": iso(value.collected_at)}


def transform(value: Transform) -> Fact:
    """Write how the indexed picture became the query."""
    return {
        "mirrored": value.orientation.mirrored,
        "rotated": value.orientation.rotated,
        "crop_query": box(value.crop_query),
        "crop_match": box(value.crop_match),
        "scale": number(value.scale),
    }


def box(value: Box | None) -> list[float] | None:
    """Write a part as left, top, right and bottom; `null` where no method knows it."""
    return None if value is None else [value.left, value.top, value.right, value.bottom]


def _seen(value: Box | None) -> float | None:
    return None if value is None else round(share(value), 4)


def frame(value: Frame) -> Fact:
    """Write which picture of a media is meant."""
    return {"index": value.index, "timestamp_s": value.timestamp_s, "role": value.role}


def _block(value: Block) -> Fact:
    tags: dict[str, str] = {}
    times: Counter[str] = Counter()
    for tag in value.tags:
        # A file may state a tag twice; the second is evidence too, so it gets a name of its own.
        times[tag.name] += 1
        name = tag.name if times[tag.name] == 1 else f"{tag.name} #{times[tag.name]}"
        tags[name] = tag.value
    return {"kind": value.kind, "state": value.state, "reason": value.reason, "tags": tags}


def _place(value: Place) -> Fact:
    return {
        "name": value.name,
        **_position(value.position),
        "radius_km": number(value.radius_km),
    }


def _position(value: Position) -> Fact:
    return {"latitude": number(value.latitude), "longitude": number(value.longitude)}


def number(value: float | None) -> float | None:
    """Give `null` for what JSON cannot write: a position of 0/0 degrees is not a number."""
    return value if value is not None and math.isfinite(value) else None
