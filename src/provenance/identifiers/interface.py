"""What a kind of identifier must offer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from provenance.identifiers.subject import Subject
from provenance.model.reading import Reading, Unread


@dataclass(frozen=True, slots=True)
class Example:
    """A text that a kind reads, with the ends of what it must read, as ISO 8601; empty for none."""

    text: str
    earliest: str = ""
    latest: str = ""


class Identifier(Protocol):
    """Reads one kind of id or file name; pure, so it opens no file and asks no clock.

    `name` is kebab-case and stable for ever. `platforms` are those that make such ids, or the name
    of the scheme where every computer may. `since` is when the first of them can have been made;
    an earlier time is a chance hit. `formula` is how the time is computed, with its source.
    `meaning` is what the time says, in one sentence.
    """

    name: str
    since: datetime
    formula: str
    meaning: str

    @property
    def platforms(self) -> tuple[str, ...]:
        """Give those that make such ids."""

    @property
    def examples(self) -> tuple[Example, ...]:
        """Give texts with what must be read from them; the contract test asks for each."""

    def read(self, subject: Subject, platform: str) -> Reading | Unread | None:
        """Read the subject as an id of this kind; `None` where it has not the form of one.

        `platform` is one of `platforms` where the user stated it, else empty. Never raises. What
        has the form and holds no time is an `Unread` with the reason.
        """
