"""In a large index a query looks under its rarest words."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import numpy as np
import pytest

from provenance.index import budget, schema, word_lists
from provenance.index.word_lists import Lists, listed

LENGTHS = {3: 40, 5: 2, 9: 10, 11: 1}


def lists_of(word: int, count: int) -> Lists:
    numbers = np.arange(count)
    return listed(
        np.full(count, word, "<u4"), numbers.astype("<u4"), numbers.astype(dtype="<u8") + 1
    )


@pytest.fixture
def connection(monkeypatch: pytest.MonkeyPatch) -> Iterator[sqlite3.Connection]:
    """Lists of four words, on several levels."""
    monkeypatch.setattr(word_lists, "CAPACITY", 20)
    monkeypatch.setattr(word_lists, "_FULL", 5)
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as opened:
        schema.lay(opened)
        for word, count in LENGTHS.items():
            for part in (count // 2, count - count // 2):
                word_lists.append(opened, lists_of(word, part))
        yield opened


def chosen(connection: sqlite3.Connection, *words: int) -> list[int]:
    (places,) = budget.affordable(connection, [np.array(words)])
    return [words[at] for at in places]


def test_a_small_index_is_read_whole(connection: sqlite3.Connection):
    assert chosen(connection, 3, 3, 5, 9, 11, 12) == [3, 3, 5, 9, 11, 12]


def test_a_large_index_is_asked_for_the_rarest_words_in_their_order(
    connection: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(budget, "ALL_READ", 0)
    monkeypatch.setattr(budget, "MOST_COMPARED", 13)
    assert chosen(connection, 3, 9, 12, 5, 11) == [9, 12, 5, 11]
    assert chosen(connection, 9, 9, 5) == [9, 5]


def test_queries_that_are_asked_together_share_what_they_compare():
    assert budget.share(1) == budget.share(2) == budget.MOST_COMPARED
    assert budget.share(8) == budget.MOST_COMPARED // 4
    assert budget.share(1000) == budget.share(100) > 0


def test_a_share_bounds_what_is_looked_under(
    connection: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(budget, "ALL_READ", 0)
    words = np.array([3, 9, 12, 5, 11])
    one, other = budget.affordable(connection, [words, words[:3]], 3)
    assert words[one].tolist() == [12, 5, 11]
    assert words[other].tolist() == [12]
