"""Word lists hold the same entries whatever the blocks that these lie in."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.index import schema, word_lists
from provenance.index.vocabulary import WORDS
from provenance.index.word_lists import Lists, listed, unpacked

Entry = tuple[int, int, int]
entries = st.lists(
    st.tuples(
        st.integers(0, WORDS - 1), st.integers(0, 0xFFFF_FFFF), st.integers(0, (1 << 64) - 1)
    ),
    max_size=40,
)


def lists(found: list[Entry]) -> Lists:
    words, frames, marks = (list(each) for each in zip(*found, strict=True)) if found else ([],) * 3
    return listed(np.array(words, "<u4"), np.array(frames, "<u4"), np.array(marks, "<u8"))


def rows(block: Lists) -> list[Entry]:
    words = block.words.repeat(block.counts).tolist()
    return list(zip(words, block.frames.tolist(), block.marks.tolist(), strict=True))


@pytest.fixture
def connection() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as opened:
        schema.lay(opened)
        yield opened


@given(entries)
def test_what_is_packed_is_unpacked_as_it_was(found: list[Entry]):
    assert rows(unpacked(lists(found).packed())) == sorted(found)


@given(entries, st.randoms())
def test_entries_have_one_way_to_be_written(found: list[Entry], random):
    shuffled = random.sample(found, len(found))
    assert lists(shuffled).packed() == lists(found).packed()


@given(entries, st.data())
def test_what_is_cut_short_is_damage(found: list[Entry], data: st.DataObject):
    whole = lists(found).packed()
    cut = whole[: data.draw(st.integers(0, len(whole) - 1))]
    with pytest.raises(sqlite3.DatabaseError):
        unpacked(cut)


@settings(max_examples=300)
@given(entries, st.data())
def test_a_changed_byte_is_damage_or_gives_entries_that_may_be_looked_at(
    found: list[Entry], data: st.DataObject
):
    whole = bytearray(lists(found).packed())
    whole[data.draw(st.integers(0, len(whole) - 1))] ^= data.draw(st.integers(1, 255))
    try:
        block = unpacked(bytes(whole))
    except sqlite3.DatabaseError:
        return
    assert len(block) == len(block.marks) == block.counts.sum()
    assert not len(block.words) or block.words.max() < WORDS


@given(st.binary(max_size=120))
def test_any_bytes_are_a_block_or_damage(data: bytes):
    try:
        block = unpacked(data)
    except sqlite3.DatabaseError:
        return
    assert block.packed() == data


def test_entries_that_come_one_by_one_share_a_block(connection: sqlite3.Connection):
    for number in range(20):
        word_lists.append(connection, lists([(number, number, number)]))
    assert _blocks(connection) == {0: 1}


def test_no_entry_is_lost_or_doubled_by_merging_levels(
    connection: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(word_lists, "CAPACITY", 40)
    monkeypatch.setattr(word_lists, "_FULL", 10)
    random, put = np.random.default_rng(5), []
    for _ in range(60):
        batch = [
            (int(word), int(frame), int(mark))
            for word, frame, mark in zip(
                random.integers(0, WORDS, 25),
                random.integers(0, 9999, 25),
                random.integers(0, 1 << 62, 25),
                strict=True,
            )
        ]
        put += batch
        word_lists.append(connection, lists(batch))
    assert len(_blocks(connection)) >= 2
    held = [row for block in word_lists.everything(connection) for row in rows(block)]
    assert sorted(held) == sorted(put)
    asked = np.unique([word for word, _, _ in put[::7]])
    found = [row for shelf in word_lists.shelves(connection, asked) for row in rows(shelf)]
    wanted = set(asked.tolist())
    assert sorted(r for r in found if r[0] in wanted) == sorted(r for r in put if r[0] in wanted)


def test_nothing_is_left_after_clearing(connection: sqlite3.Connection):
    word_lists.append(connection, lists([(1, 2, 3)]))
    word_lists.clear(connection)
    assert list(word_lists.everything(connection)) == []


def test_appending_nothing_writes_nothing(connection: sqlite3.Connection):
    word_lists.append(connection, lists([]))
    assert _blocks(connection) == {}


def _blocks(connection: sqlite3.Connection) -> dict[int, int]:
    return dict(connection.execute("SELECT level, count(*) FROM word_lists GROUP BY level"))
