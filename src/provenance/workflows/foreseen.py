"""Searches for the hashes of a query while its keypoints are still being looked for.

What is done with a query takes longest in the process that decodes it, and half of that is its
keypoints. An index can be asked for the hashes meanwhile; the answers are the same.
"""

from __future__ import annotations

from collections.abc import Sequence

from provenance.index.interface import Engine, Hit
from provenance.settings import Settings
from provenance.workflows.opening import radii_of
from provenance.workflows.searched import Asked


class Foreseen:
    """The hits of hashes that were asked for already; the others are searched for when wanted."""

    def __init__(self, engine: Engine, settings: Settings) -> None:
        self._engine = engine
        self._radii = radii_of(settings)
        self._known: dict[Asked, tuple[Hit, ...]] = {}

    def look(self, asked: Sequence[Asked]) -> None:
        """Search for all of them that are not known, in one pass."""
        missing = list(dict.fromkeys(each for each in asked if each not in self._known))
        if missing:
            answers = self._engine.search(missing, self._radii)
            self._known.update(zip(missing, answers, strict=True))

    def hits(self, asked: Sequence[Asked]) -> list[tuple[Hit, ...]]:
        """Give what is near to each of them, and forget it."""
        self.look(asked)
        found = [self._known[each] for each in asked]
        self._known.clear()
        return found
