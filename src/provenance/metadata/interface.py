"""What a parser of one kind of metadata must offer."""

from __future__ import annotations

from typing import Protocol

from provenance.model.metadata import Block, Segments


class Parser(Protocol):
    """Reads one kind of metadata; holds no state and never raises."""

    kind: str

    def parse(self, segments: Segments) -> Block:
        """Give the block: PRESENT with its tags, ABSENT, or UNREADABLE with the reason."""
