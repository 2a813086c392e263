"""Accounts for what could not be examined or compared: skipped or failed, with the reason."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath

from provenance.errors import InputError, RefusedMedia, UnsupportedMedia
from provenance.media.formats import PICTURE_SUFFIXES, VIDEO_SUFFIXES
from provenance.model.case import Coverage
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
