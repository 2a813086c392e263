"""The text chunks of a PNG: what programs and generators write (PNG 3rd edition, 11.3.3)."""

from __future__ import annotations

from provenance.metadata.guarded import block_of
from provenance.metadata.values import joined
from provenance.model.metadata import Block, Segments, Tag

_ELSEWHERE = ("Raw profile type", "XML:com.adobe.xmp")


class PngText:
    """The keywords of a PNG with their texts; what other parsers read is left to them."""

    kind = "png-text"

    def parse(self, segments: Segments) -> Block:
        """Give the block; names are the keywords as they stand (`PNG:parameters`)."""
        return block_of(self.kind, lambda: _tags(segments))


def _tags(segments: Segments) -> tuple[Tag, ...] | None:
    texts = [(key, value) for key, value in segments.text if not key.startswith(_ELSEWHERE)]
    return joined(((f"PNG:{key[:80]}", value) for key, value in texts), "PNG") if texts else None
