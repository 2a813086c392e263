"""The text that an image generator hid in the pixels, where the decoder found one."""

from __future__ import annotations

from provenance.metadata.guarded import block_of
from provenance.metadata.values import joined
from provenance.model.metadata import Block, Segments, Tag


class PixelText:
    """A hidden text as one tag, `Pixels:Parameters`; without decoded pixels there is none."""

    kind = "pixel-text"

    def parse(self, segments: Segments) -> Block:
        """Give the block; absent where nothing was found, or where no pixels were decoded."""
        return block_of(self.kind, lambda: _tags(segments.hidden))


def _tags(hidden: str | None) -> tuple[Tag, ...] | None:
    return None if hidden is None else joined([("Pixels:Parameters", hidden)], "Pixels")
