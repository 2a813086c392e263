"""Whether a file carries Content Credentials, and under which label (C2PA 2.2, A.3 and 11.1).

Only presence and labels: what is signed, and if it holds, is for a verifier to say.
"""

from __future__ import annotations

from provenance.metadata.guarded import Unreadable, block_of
from provenance.metadata.jumbf import STORE, manifests, stores
from provenance.metadata.values import joined
from provenance.model.metadata import Block, Segments, Tag


class C2pa:
    """Content Credentials of a picture or a video, whatever its container: that they are there."""

    kind = "c2pa"

    def parse(self, segments: Segments) -> Block:
        """Give the block; `JUMBF:JUMDLabel` is `c2pa`, `C2PA:Manifests` are the labels in it."""
        return block_of(self.kind, lambda: _tags(segments))


def _tags(segments: Segments) -> tuple[Tag, ...] | None:
    found = manifests(segments)
    if not found.where:
        if any(STORE.encode() in store.data[:256] for store in stores(segments)):
            raise Unreadable("the block of Content Credentials is damaged: it has no label")
        return None  # none, or JUMBF of another kind
    pairs = [("JUMBF:JUMDLabel", STORE)]
    pairs += [("C2PA:Container", where) for where in found.where]
    pairs += [("C2PA:Manifests", label) for label in found.labels]
    pairs += [("C2PA:ActiveManifest", label) for label in found.labels[-1:]]
    return joined(pairs, "C2PA")
