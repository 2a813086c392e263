"""What `metadata` says, for people and for scripts."""

from __future__ import annotations

from collections.abc import Iterator

from provenance.model.metadata import Block, State, Tag, Told
from provenance.reports.columns import fold
from provenance.reports.document import encode
from provenance.reports.facts import Fact, stated
from provenance.reports.safe import safe_text
from provenance.reports.wording import disagreement

METADATA = "provenance.metadata/1"

_NAME_COLUMNS = 32


def as_json(told: Told) -> str:
    """Write `provenance.metadata/1`: every kind of block that was looked for, with its tags."""
    document: Fact = {
        "schema": METADATA,
        "path": told.path,
        "sha256": told.sha256,
        "media_type": told.media_type,
        "blocks": [_block(block, told.sensitive) for block in told.metadata.blocks],
        "position": _position(told),
        "remarks": list(told.metadata.remarks),
        **stated(told.metadata),
    }
    return encode(document, indent=2) + "\n"


def as_text(told: Told, *, groups: bool) -> str:
    """Write one line a tag in ExifTool's way, groups in front where asked for.

    A star marks what can lead to a person; what is unreadable or absent comes last.
    """
    return "".join(f"{line.rstrip()}\n" for line in _lines(told, groups=groups))


def _position(told: Told) -> Fact | None:
    at = told.metadata.position
    return {"latitude": at.latitude, "longitude": at.longitude, "sensitive": True} if at else None


def _block(block: Block, sensitive: tuple[str, ...]) -> Fact:
    return {
        "kind": block.kind,
        "state": block.state,
        "reason": block.reason,
        "tags": [_tag(tag, sensitive) for tag in block.tags],
    }


def _tag(tag: Tag, sensitive: tuple[str, ...]) -> Fact:
    group, _, name = tag.name.partition(":")
    return {
        "group": group,
        "name": name,
        "value": tag.value,
        "sensitive": tag.name in sensitive,
    }


def _lines(told: Told, *, groups: bool) -> Iterator[str]:
    for block in told.metadata.blocks:
        for tag in block.tags:
            yield from _line(tag, marked=tag.name in told.sensitive, groups=groups)
    for block in told.metadata.blocks:
        if block.state is State.UNREADABLE:
            yield from fold(safe_text(f"{block.kind} could not be read: {block.reason}"), "  ")
    absent = [block.kind for block in told.metadata.blocks if block.state is State.ABSENT]
    if absent:
        yield f"absent: {', '.join(absent)}"
    for remark in told.metadata.remarks:
        yield from fold(safe_text(remark), "  ")
    for each in told.metadata.disagreements:
        yield from fold(safe_text(disagreement(each)), "  ")
    if told.sensitive:
        yield "* can lead to a person: leave it out of what you share"


def _line(tag: Tag, *, marked: bool, groups: bool) -> Iterator[str]:
    group, _, name = tag.name.partition(":")
    front = f"{'[' + group + ']':<18}" if groups else ""
    label = safe_text(f"{front}{name}{'*' if marked else ''}").ljust(_NAME_COLUMNS + len(front))
    yield f"{label}: {safe_text(tag.value)}"
