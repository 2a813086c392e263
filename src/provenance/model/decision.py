"""Decision: what a person said about two pictures, by whom and why; it outweighs our opinion."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Self


class Verdict(StrEnum):
    """What somebody decided about a pair: the same picture, or different ones."""

    SAME = "same"
    DIFFERENT = "different"


@dataclass(frozen=True, slots=True)
class Decision:
    """A reviewer's word on two media, known by their SHA-256; the lesser one comes first.

    Raises `ValueError` for a pair that is out of order or no pair, for an empty `by` or `why`, and
    for a time without a zone.
    """

    first_sha256: str
    second_sha256: str
    verdict: Verdict
    by: str
    why: str
    decided_at: datetime

    def __post_init__(self) -> None:
        if self.first_sha256 >= self.second_sha256:
            raise ValueError("a decision is about two media, ordered by their SHA-256")
        if not self.by.strip() or not self.why.strip():
            raise ValueError("a decision needs who made it and why")
        if self.decided_at.tzinfo is None:
            raise ValueError("a decision needs a time with a zone")

    @classmethod
    def on(
        cls, one: str, other: str, verdict: Verdict, by: str, why: str, decided_at: datetime
    ) -> Self:
        """Make a decision on two SHA-256 in either order; `ValueError` where they are one."""
        first, second = sorted((one, other))
        return cls(first, second, verdict, by, why, decided_at)

    @property
    def pair(self) -> tuple[str, str]:
        """Give the two SHA-256, the lesser one first."""
        return self.first_sha256, self.second_sha256

    def other(self, sha256: str) -> str:
        """Give the SHA-256 that was held against this one."""
        return self.second_sha256 if sha256 == self.first_sha256 else self.first_sha256


def in_force(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """Keep the last decision on each pair; they must come oldest first, as an engine gives them."""
    return tuple({decision.pair: decision for decision in decisions}.values())
