"""Metadata: present, absent and unreadable are never taken for one another."""

from __future__ import annotations

import itertools

import pytest

from provenance.model.metadata import Block, Metadata, State, Tag

ABSENT, PRESENT, UNREADABLE = State.ABSENT, State.PRESENT, State.UNREADABLE


def of(*states: State) -> Metadata:
    return Metadata(tuple(Block(f"kind-{at}", state) for at, state in enumerate(states)))


@pytest.mark.parametrize(
    ("states", "summary"),
    [
        ((), ABSENT),
        ((ABSENT,), ABSENT),
        ((ABSENT, ABSENT), ABSENT),
        ((ABSENT, PRESENT), PRESENT),
        ((ABSENT, UNREADABLE), UNREADABLE),
        ((PRESENT, UNREADABLE), UNREADABLE),
        ((ABSENT, PRESENT, UNREADABLE), UNREADABLE),
    ],
)
def test_unreadable_outweighs_present_and_present_outweighs_absent(
    states: tuple[State, ...], summary: State
) -> None:
    assert {of(*order).state for order in itertools.permutations(states)} == {summary}


def test_a_block_is_found_by_its_kind() -> None:
    exif = Block("exif", PRESENT, (Tag("EXIF:Make", "Canon"),))
    assert Metadata((Block("xmp", ABSENT), exif)).block("exif") == exif


def test_a_block_that_nothing_looked_for_is_absent() -> None:
    assert Metadata(()).block("iptc") == Block("iptc", ABSENT)
