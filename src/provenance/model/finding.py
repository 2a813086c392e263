"""Finding: one sentence with its evidence, and what it means for the claim."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Bearing(StrEnum):
    """What a finding does to the claim; NOT_CHECKED is never the same as nothing found."""

    SUPPORTS = "supports"
    CONTRADICTS = "contradicts"
    INFORMS = "informs"
    NOT_CHECKED = "not-checked"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One fact behind a finding: what it is, its value as stated, and where exactly it was read."""

    what: str
    value: str
    source: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One sentence that stands alone; `check` is the name of the check that made it."""

    check: str
    bearing: Bearing
    summary: str
    evidence: tuple[Evidence, ...] = ()
