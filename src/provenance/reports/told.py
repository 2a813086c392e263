"""What `metadata` says, for people and for scripts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict

from provenance.model.metadata import Block, SecondOpinion, State, Tag, Told
from provenance.reports import beside
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
        "embedded": [beside.listed(each) for each in told.embedded],
        "remarks": list(told.metadata.remarks),
        **stated(told.metadata),
        "second_opinion": told.second and _second(told.second, told.sensitive),
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


def _second(second: SecondOpinion, sensitive: tuple[str, ...]) -> Fact:
    return {
        "by": second.by,
        "agreed": second.agreed,
        "disagreements": [
            {
                "what": each.what,
                "sensitive": each.what in sensitive,
                "statements": [asdict(statement) for statement in each.statements],
            }
            for each in second.disagreements
        ],
        "only_here": list(second.only_here),
        "only_there": list(second.only_there),
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
    absent = [block.kind for block in told.metadata.blocks if block.state is State.ABSENT]
    for each in told.embedded:
        yield from fold(safe_text(beside.in_full(each)), "  ", first="embedded: ")
    for sentence in _unreadable(told):
        yield from fold(safe_text(sentence), "  ")
    if absent:
        yield f"absent: {', '.join(absent)}"
    for sentence in _remarks(told):
        yield from fold(safe_text(sentence), "  ")
    if told.sensitive:
        yield "* can lead to a person: leave it out of what you share"


def _unreadable(told: Told) -> Iterator[str]:
    for block in told.metadata.blocks:
        if block.state is State.UNREADABLE:
            yield f"{block.kind} could not be read: {block.reason}"


def _remarks(told: Told) -> Iterator[str]:
    yield from told.metadata.remarks
    yield from map(disagreement, told.metadata.disagreements)
    if told.second:
        yield from _sentences(told.second)


def _sentences(second: SecondOpinion) -> Iterator[str]:
    both = second.agreed + len(second.disagreements)
    yield f"{second.by} says the same in {second.agreed} of the {both} tags that were compared."
    yield from map(disagreement, second.disagreements)
    for names, whose in ((second.only_there, "there"), (second.only_here, "here")):
        if names:
            yield f"Compared tags that are read only {whose}: {', '.join(names)}."


def _line(tag: Tag, *, marked: bool, groups: bool) -> Iterator[str]:
    group, _, name = tag.name.partition(":")
    front = f"{'[' + group + ']':<18}" if groups else ""
    label = safe_text(f"{front}{name}{'*' if marked else ''}").ljust(_NAME_COLUMNS + len(front))
    yield f"{label}: {safe_text(tag.value)}"
