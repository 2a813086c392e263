"""Accounts for files that could not be examined: each is skipped or failed, with the reason."""

from __future__ import annotations

from pathlib import PurePath

from provenance.errors import InputError, RefusedMedia, UnsupportedMedia
from provenance.media.formats import PICTURE_SUFFIXES
from provenance.model.media import Location
from provenance.model.posting import Failed, Skipped


def failed(location: Location, error: InputError) -> Failed:
    """Say why a file failed, without repeating its name."""
    reason = str(error).removeprefix(f"{location.display}: ")
    return Failed(location.display, reason, refused=isinstance(error, RefusedMedia))


def passed_over(location: Location, error: InputError) -> Skipped | Failed:
    """Account for a file met on the way: one that never claimed to be a picture is skipped."""
    claims = PurePath(location.display).suffix.lower() in PICTURE_SUFFIXES
    if isinstance(error, UnsupportedMedia) and not claims:
        return Skipped(location.display, failed(location, error).reason)
    return failed(location, error)
