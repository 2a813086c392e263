"""Finds tags among the blocks of a file."""

from __future__ import annotations

import re
from collections.abc import Iterator

from provenance.model.finding import Evidence
from provenance.model.metadata import Metadata, Tag

_PLACE = re.compile(r"^GPS:|:GPS|:Location")

LONGEST = 200
"""Characters of a value that a finding shows; the block holds the rest."""


def every(metadata: Metadata) -> Iterator[Tag]:
    """Give all tags of all blocks that have a value."""
    for block in metadata.blocks:
        yield from (tag for tag in block.tags if tag.value.strip())


def named(metadata: Metadata, *names: str) -> tuple[Tag, ...]:
    """Give the tags of these names, in the order of the names."""
    found = {tag.name: tag for tag in every(metadata)}
    return tuple(found[name] for name in names if name in found)


def value(metadata: Metadata, *names: str) -> str:
    """Give the value of the first of these tags that there is, else empty text."""
    return next((tag.value.strip() for tag in named(metadata, *names)), "")


def shown(tag: Tag, what: str = "", *, sensitive: bool = False) -> Evidence:
    """Make evidence of a tag; those that lead to a place lead to people, too."""
    sensitive = sensitive or _PLACE.search(tag.name) is not None
    text = tag.value if len(tag.value) <= LONGEST else tag.value[:LONGEST] + "…"
    return Evidence(what or tag.name, text, tag.name if what else "the file", sensitive)
