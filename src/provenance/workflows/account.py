"""Accounts for what could not be examined or compared: skipped or failed, with the reason."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath

from provenance.errors import InputError, RefusedMedia, UnsupportedMedia
from provenance.media.formats import PICTURE_SUFFIXES, VIDEO_SUFFIXES
from provenance.model.case import Coverage
from provenance.model.embedding import Network
from provenance.model.media import Location
from provenance.model.posting import Failed, Skipped


def failed(location: Location, error: InputError) -> Failed:
    """Say why a file failed, without repeating its name."""
    reason = str(error).removeprefix(f"{location.display}: ")
    return Failed(location.display, reason, refused=isinstance(error, RefusedMedia))


def passed_over(location: Location, error: InputError) -> Skipped | Failed:
    """Account for a file met on the way: one whose name promises nothing is skipped."""
    claims = PurePath(location.display).suffix.lower() in PICTURE_SUFFIXES | VIDEO_SUFFIXES
    if isinstance(error, UnsupportedMedia) and not claims:
        return Skipped(location.display, failed(location, error).reason)
    return failed(location, error)


def without_keypoints(coverage: Coverage) -> Iterator[Skipped]:
    """Say which part of an index can be found as whole pictures only."""
    lacking = coverage.frames - coverage.keypoints
    if lacking:
        pictures = "picture" if coverage.frames == 1 else "pictures"
        have = "has" if lacking == 1 else "have"
        yield Skipped(
            "keypoints",
            f"{lacking:,} of {coverage.frames:,} {pictures} of the index {have} no keypoints yet: "
            "only whole pictures could be found among them; run `provenance index extend`",
        )


def without_embeddings(coverage: Coverage, network: Network) -> Iterator[Skipped]:
    """Say which part of an index a network could not be asked about, and why."""
    held = {each.weights: each.frames for each in coverage.embeddings if each.frames}
    own = held.pop(network.weights, 0)
    lacking = coverage.frames - own
    others = max(held.values(), default=0)
    if network.weights and lacking:
        have = "has" if lacking == 1 else "have"
        unlike = f" ({others:,} with one of other weights, never compared)" if others else ""
        yield Skipped(
            "embeddings",
            f"{lacking:,} of {coverage.frames:,} pictures of the index {have} no embedding of the "
            f"weights {network.weights[:12]}{unlike}: copies without texture may be missed among "
            "them; run `provenance index extend`",
        )
    elif network.why_not and (others or network.wanted):
        kept = f"; {others:,} pictures of the index with one were not compared by it"
        yield Skipped("embeddings", network.why_not + (kept if others else ""))
