"""The entries under each word are counted, once where that serves, and anew after each change."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from provenance.index import budget, schema, word_lists
from provenance.index.lengths import Lengths
from provenance.index.word_lists import Lists, listed

HELD = {3: 40, 5: 2, 9: 10, 11: 1}
WORDS = np.array([*HELD, 12])
COUNTS = [*HELD.values(), 0]


def lists_of(word: int, count: int) -> Lists:
    numbers = np.arange(count)
    return listed(
        np.full(count, word, "<u4"), numbers.astype("<u4"), numbers.astype(dtype="<u8") + 1
    )


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Lists of four words, on several levels."""
    monkeypatch.setattr(word_lists, "CAPACITY", 20)
    monkeypatch.setattr(word_lists, "_FULL", 5)
    with closing(sqlite3.connect(tmp_path / "lists.db", isolation_level=None)) as opened:
        schema.lay(opened)
        for word, count in HELD.items():
            for part in (count // 2, count - count // 2):
                word_lists.append(opened, lists_of(word, part))
    return tmp_path / "lists.db"


@pytest.fixture
def connection(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(path, isolation_level=None)) as opened:
        yield opened


def queries(connection: sqlite3.Connection) -> list[str]:
    """Note each statement that counts entries from here on."""
    seen: list[str] = []
    connection.set_trace_callback(
        lambda said: seen.append(said) if "(entries) FROM" in said else None
    )
    return seen


def test_lengths_are_counted_over_all_levels(connection: sqlite3.Connection):
    levels = connection.execute("SELECT count(DISTINCT level) FROM word_lists").fetchone()
    assert levels[0] > 1
    assert word_lists.held(connection) == sum(HELD.values())
    assert Lengths(connection).of(WORDS).tolist() == COUNTS


def test_counting_all_and_some_is_the_same(connection: sqlite3.Connection):
    lengths = Lengths(connection)
    lengths.count_all()
    seen = queries(connection)
    for some in (WORDS, WORDS[1:3], WORDS[:0]):
        assert lengths.of(some).tolist() == Lengths(connection).of(some).tolist()
    assert any("json_each" in each for each in seen)


def test_who_asks_again_counts_all_and_then_no_more(connection: sqlite3.Connection):
    lengths, seen = Lengths(connection), queries(connection)
    for _ in range(4):
        assert lengths.of(WORDS).tolist() == COUNTS
    some = sum("json_each" in each for each in seen)
    assert (some, len(seen) - some) == (word_lists.highest(connection),) * 2


@pytest.mark.parametrize("elsewhere", [False, True])
def test_what_is_written_is_counted(connection: sqlite3.Connection, path: Path, elsewhere: bool):
    lengths = Lengths(connection)
    lengths.count_all()
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        word_lists.append(other if elsewhere else connection, lists_of(12, 7))
    assert lengths.of(WORDS).tolist() == [*HELD.values(), 7]


def test_a_small_index_is_not_counted(
    connection: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
):
    seen = queries(connection)
    budget.get_ready(connection, Lengths(connection))
    assert seen == []
    monkeypatch.setattr(budget, "ALL_READ", 0)
    budget.get_ready(connection, Lengths(connection))
    assert len(seen) == word_lists.highest(connection)
