"""One frame around every parser: whatever goes wrong in a block is said, and stays in it."""

from __future__ import annotations

from collections.abc import Callable

from provenance.model.metadata import Block, State, Tag


class Unreadable(Exception):
    """The block is there and nothing can be read from it; the text says why."""


def block_of(kind: str, read: Callable[[], tuple[Tag, ...] | None]) -> Block:
    """Run a reader: tags make the block present, `None` absent, any exception unreadable."""
    try:
        tags = read()
    except Unreadable as unreadable:
        return Block(kind, State.UNREADABLE, reason=str(unreadable))
    except MemoryError:
        raise  # the worker answers for the whole file
    # Damaged bytes raise what nobody foresaw; one bad block must not lose the rest.
    except Exception as error:  # noqa: BLE001
        detail = f"{type(error).__name__}: {error}"
        return Block(kind, State.UNREADABLE, reason=f"it is damaged and cannot be read ({detail})")
    return Block(kind, State.ABSENT) if tags is None else Block(kind, State.PRESENT, tags)
