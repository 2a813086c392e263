"""A ledger is a list of all that was added to it, however much that is."""

from __future__ import annotations

import pytest

from provenance.model.posting import Skipped
from provenance.workflows.ledger import Ledger

MANY = 10_000


def a_ledger(count: int) -> Ledger[Skipped]:
    ledger: Ledger[Skipped] = Ledger()
    for number in range(count):
        ledger.append(Skipped(f"message {number}", "no picture or video in this message"))
    return ledger


@pytest.mark.parametrize("count", [0, 1, 4095, 4096, 4097, MANY])
def test_it_gives_all_that_was_added_in_order(count: int) -> None:
    ledger = a_ledger(count)
    assert len(ledger) == count
    assert [each.where for each in ledger.kept()] == [f"message {each}" for each in range(count)]


def test_it_gives_one_by_its_place_and_several_by_a_slice() -> None:
    ledger = a_ledger(MANY)
    assert ledger[0].where == "message 0"
    assert ledger[5000].where == "message 5000"
    assert ledger[-1].where == f"message {MANY - 1}"
    assert [each.where for each in ledger[4095:4098]] == [
        "message 4095",
        "message 4096",
        "message 4097",
    ]
    with pytest.raises(IndexError):
        ledger[MANY]


def test_a_short_one_is_kept_as_a_tuple() -> None:
    assert a_ledger(2).kept() == tuple(a_ledger(2))


def test_a_long_one_is_packed() -> None:
    packed = sum(map(len, a_ledger(MANY)._packed))
    assert packed < 20 * MANY
