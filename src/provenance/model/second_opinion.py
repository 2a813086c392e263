"""What another reader says of the same file: where it agrees, and where it does not."""

from __future__ import annotations

from dataclasses import dataclass

from provenance.model.metadata import Disagreement


@dataclass(frozen=True, slots=True)
class SecondOpinion:
    """A comparison with another reader (`by`), tag by tag, in the blocks that both name alike.

    `agreed` counts tags with the same value. `only_here` and `only_there` name tags that one of
    the two does not show. Which of two that disagree is right is not known.
    """

    by: str
    agreed: int
    disagreements: tuple[Disagreement, ...] = ()
    only_here: tuple[str, ...] = ()
    only_there: tuple[str, ...] = ()
