"""Votes count together only where they agree on one rotation and one scale."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace

import pytest

from provenance.index import schema, votes, word_lists
from provenance.index.keypoints import entries
from provenance.index.marks import marks_of
from provenance.model.keypoints import Keypoints
from tests.index.pointed import as_query, as_stored, disturbed, some_keypoints


@pytest.fixture
def connection() -> Iterator[sqlite3.Connection]:
    """Lists of the frames 1 to 5, each with keypoints of its own."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as opened:
        schema.lay(opened)
        rows = [(number, as_stored(some_keypoints(str(number)))) for number in range(1, 6)]
        word_lists.append(opened, entries(rows))
        yield opened


def scores(connection: sqlite3.Connection, query: Keypoints) -> dict[int, int]:
    import numpy as np

    asked = as_query(query)
    words = np.frombuffer(asked.words, "<u4").astype(np.int64).reshape(len(asked), -1)
    (found,) = votes.scores(connection, [votes.Ballot(words, marks_of(asked))])
    return dict(zip(*(each.tolist() for each in found), strict=True))


def turned(keypoints: Keypoints, sixteenths: list[int]) -> Keypoints:
    """Turn each keypoint by some sixteenths of a turn, in the order of the list."""
    places = bytearray(keypoints.places)
    for at in range(len(keypoints)):
        turn = sixteenths[at % len(sixteenths)] * 16
        places[4 * at + 3] = (places[4 * at + 3] + turn) % 256
    return replace(keypoints, places=bytes(places))


def test_a_copy_votes_for_its_own_frame_alone(connection: sqlite3.Connection):
    assert list(scores(connection, some_keypoints("3"))) == [3]


def test_unrelated_keypoints_vote_for_nothing(connection: sqlite3.Connection):
    assert scores(connection, some_keypoints("another")) == {}


def test_a_nearer_copy_has_a_higher_score(connection: sqlite3.Connection):
    near, far = (scores(connection, disturbed(some_keypoints("3"), bits=n)) for n in (2, 12))
    assert near[3] > far.get(3, 0) > 0


@pytest.mark.parametrize("turn", [1, 5, 15])
def test_a_copy_that_was_turned_as_a_whole_has_the_same_score(connection, turn: int):
    query = some_keypoints("2")
    assert scores(connection, turned(query, [turn])) == scores(connection, query)


def test_keypoints_that_were_each_turned_otherwise_do_not_count_together(connection):
    query = some_keypoints("2")
    mixed = scores(connection, turned(query, list(range(16))))
    assert mixed[2] < scores(connection, query)[2] / 6


def test_a_keypoint_that_votes_for_many_frames_counts_less(connection: sqlite3.Connection):
    before = scores(connection, some_keypoints("2"))[2]
    rows = [(number, as_stored(some_keypoints("2"))) for number in range(10, 20)]
    word_lists.append(connection, entries(rows))
    after = scores(connection, some_keypoints("2"))
    assert set(after) == {2, *range(10, 20)}
    assert len(set(after.values())) == 1
    assert after[2] < before


def repeated(keypoints: Keypoints, times: int) -> Keypoints:
    """Show each keypoint several times, as a picture of a brick wall does."""
    return replace(
        keypoints, codes=keypoints.codes * times, places=keypoints.places * times, words=b""
    )


def test_a_pattern_that_repeats_in_the_query_votes_once(connection: sqlite3.Connection):
    query = some_keypoints("2")
    assert scores(connection, repeated(query, 5))[2] == scores(connection, query)[2]


def test_a_pattern_that_repeats_in_a_frame_is_voted_for_once(connection: sqlite3.Connection):
    wall = as_stored(repeated(some_keypoints("2"), 3))
    word_lists.append(connection, entries([(6, wall)]))
    after = scores(connection, some_keypoints("2"))
    assert 0 < after[6] <= after[2]
