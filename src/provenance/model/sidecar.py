"""Sidecar: what another program wrote about a file into a file beside it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from provenance.model.metadata import Block


class Beside(StrEnum):
    """Who writes such files: Google's Takeout, a program for XMP, Apple's Photos."""

    TAKEOUT = "takeout"
    XMP = "xmp"
    ADJUSTMENTS = "aae"


@dataclass(frozen=True, slots=True)
class Sidecar:
    """One file beside the checked one: its name, and what it says or why it cannot be read.

    That both have one name is all that ties them.
    """

    kind: Beside
    name: str
    block: Block
