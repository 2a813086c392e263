"""Finding: one sentence with its evidence, and what it means for the claim."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Bearing(StrEnum):
    """What a finding does to the claim; NOT_CHECKED is never the same as nothing found.

    ASKS is for two facts that do not fit together where no claim is touched, or where innocent
    reasons are common: a question for the source, and nothing against the picture.
    """

    SUPPORTS = "supports"
    CONTRADICTS = "contradicts"
    ASKS = "asks"
    INFORMS = "informs"
    NOT_CHECKED = "not-checked"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One fact behind a finding: what it is, its value as stated, and where exactly it was read.

    `sensitive` marks what can lead to a person (a serial number, an owner, a position); whoever
    shares a report leaves it out.
    """

    what: str
    value: str
    source: str
    sensitive: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """One sentence that stands alone; `check` is the name of the check that made it.

    `aside` is for what nearly every file gives: what was looked for and not found. A report
    accounts for it in a line, and does not list it among what there is to read.
    """

    check: str
    bearing: Bearing
    summary: str
    evidence: tuple[Evidence, ...] = ()
    aside: bool = False
