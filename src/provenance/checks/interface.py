"""What a check must offer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from provenance.model.case import Case
from provenance.model.finding import Finding


class Check(Protocol):
    """Looks at a case and says what it finds; pure, so it opens no file and no connection."""

    name: str

    def run(self, case: Case) -> Iterator[Finding]:
        """Give findings; NOT_CHECKED with the reason where something needed was not there."""
