"""Passed on: what a posting states of the other posting that it passes on."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Relay(StrEnum):
    """How a posting passes another one on: as a message, as it is, or below words of its own."""

    FORWARD = "forward"
    REPOST = "repost"
    QUOTE = "quote"


UNNAMED = "an account without a name"


def announced(account: str) -> str:
    """Give the line that stands before the words of a forward, as Telegram shows it."""
    return f"Forwarded from {account or UNNAMED}"


@dataclass(frozen=True, slots=True)
class PassedOn:
    """What a posting says whose posting it passes on; empty text means "not stated".

    `native_id` and `url` name the posting, `account` only who made it.
    """

    relay: Relay
    platform: str = ""
    native_id: str = ""
    url: str = ""
    account: str = ""

    @property
    def names_posting(self) -> bool:
        """Tell whether it names one posting, and not only an account."""
        return bool((self.platform and self.native_id) or self.url)
