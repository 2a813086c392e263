"""Keypoints go into an index, come back, and find the frames that share them."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from provenance.errors import StoreError
from provenance.index import budget, word_lists
from provenance.index.interface import Engine, Entry
from tests.builders import a_collection
from tests.index.conftest import Fill
from tests.index.entries import an_entry, digest, filled, first_frame, opened
from tests.index.pointed import (
    a_pointed,
    as_query,
    as_stored,
    disturbed,
    pointed,
    some_keypoints,
)

NAMES = tuple("abcdefgh")


def found(index: Engine, name: str, most: int = 5) -> list[tuple[str, int]]:
    """Ask for a disturbed copy; give the SHA-256 and the score of each candidate."""
    (answers,) = index.candidates([as_query(disturbed(some_keypoints(name)))], most)
    return [(each.media.sha256, each.score) for each in answers]


def test_keypoints_come_back_as_they_went_in(fill: Fill):
    index = fill(a_pointed("a"), an_entry("b"))
    assert index.keypoints(first_frame("a")) == some_keypoints("a")
    assert index.keypoints(first_frame("b")) is None
    assert index.keypoints(first_frame("c")) is None


def test_an_index_tells_whether_it_has_keypoints(fill: Fill):
    index = fill(an_entry("a"))
    assert not index.has_keypoints()
    assert index.candidates([as_query(some_keypoints("a"))], 5) == ((),)
    index.add(a_collection(), [a_pointed("b")])
    assert index.has_keypoints()


def test_the_frame_with_the_same_keypoints_is_the_first_candidate(fill: Fill):
    index = fill(*map(a_pointed, NAMES))
    for name in NAMES:
        assert found(index, name)[0][0] == digest(name)


def test_a_candidate_brings_its_keypoints_and_its_frame(fill: Fill):
    index = fill(a_pointed("a"))
    ((first, *_),) = index.candidates([as_query(some_keypoints("a"))], 5)
    assert (first.keypoints, first.frame) == (some_keypoints("a"), first_frame("a"))
    assert first.score > 0


@pytest.mark.parametrize("all_read", [budget.ALL_READ, 0])
def test_getting_ready_changes_no_answer(
    fill: Fill, monkeypatch: pytest.MonkeyPatch, all_read: int
):
    monkeypatch.setattr(budget, "ALL_READ", all_read)
    index = fill(*map(a_pointed, NAMES[1:]))
    before = found(index, "c")
    index.get_ready()
    assert found(index, "c") == before
    index.add(a_collection(), [a_pointed("a")])
    assert found(index, "a")[0][0] == digest("a")


def test_several_queries_are_answered_like_each_alone(fill: Fill):
    index = fill(*map(a_pointed, NAMES))
    asked = [as_query(disturbed(some_keypoints(name))) for name in NAMES]
    together = index.candidates(asked, 5)
    assert together == tuple(index.candidates([each], 5)[0] for each in asked)


def test_no_more_candidates_come_than_are_wanted(fill: Fill):
    index = fill(*(pointed(an_entry(name), "same") for name in NAMES))
    assert len(found(index, "same", most=3)) == 3


def test_equal_votes_are_settled_by_sha256(fill: Fill):
    index = fill(*(pointed(an_entry(name), "same") for name in NAMES))
    answers = found(index, "same", most=len(NAMES))
    assert [sha256 for sha256, _ in answers] == sorted(map(digest, NAMES))
    assert len({score for _, score in answers}) == 1


def test_a_query_without_keypoints_has_no_candidates(fill: Fill):
    index = fill(a_pointed("a"))
    assert index.candidates([as_query(some_keypoints("a", 0))], 5) == ((),)


def test_a_frame_without_keypoints_is_no_candidate_and_does_not_lack_any(fill: Fill):
    empty = as_stored(some_keypoints("nothing", 0))
    index = fill(pointed(an_entry("a"), "a"))
    entry = an_entry("b")
    frames = (_with(entry, empty),)
    index.add(a_collection(), [_put(entry, frames)])
    assert index.keypoints(first_frame("b")) == some_keypoints("nothing", 0)
    assert list(index.lacking()) == []
    assert index.verify() == ()


def test_coverage_counts_frames_and_those_with_keypoints(fill: Fill):
    held = fill(a_pointed("a"), an_entry("b")).coverage()
    assert (held.frames, held.keypoints) == (2, 1)


def test_keypoints_that_come_later_with_the_same_media_are_added_once(fill: Fill):
    index = fill(an_entry("a"))
    index.add(a_collection(), [a_pointed("a"), a_pointed("a"), an_entry("a")])
    assert index.keypoints(first_frame("a")) == some_keypoints("a")
    assert index.coverage().keypoints == 1
    assert found(index, "a")[0][0] == digest("a")
    assert index.verify() == ()


@pytest.mark.parametrize("seed", range(3))
def test_candidates_are_the_same_in_whatever_order_and_batches_they_came(
    index_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
):
    entries = [*map(a_pointed, NAMES), *(pointed(an_entry(f"{n}"), "same") for n in range(6))]
    entries += [pointed(an_entry("two frames", frames=((), ())), "x", "y")]
    monkeypatch.setattr(word_lists, "CAPACITY", 150)
    monkeypatch.setattr(word_lists, "_FULL", 60)
    with closing(_filled(index_path, entries, 1)) as index:
        once = [found(index, name) for name in (*NAMES, "same", "x", "y")]
    monkeypatch.undo()
    shuffled = Random(seed).sample(entries, len(entries))
    with closing(_filled(tmp_path / "other.db", shuffled, 2 + 5 * seed)) as other:
        assert [found(other, name) for name in (*NAMES, "same", "x", "y")] == once
    levels = "SELECT max(level) FROM word_lists"
    assert _sql(index_path, levels) != _sql(tmp_path / "other.db", levels)


def test_a_frame_that_is_gone_is_never_a_candidate(index_path: Path):
    filled(index_path, *map(a_pointed, NAMES)).close()
    gone = "(SELECT id FROM media WHERE sha256 = ?)"
    _sql(index_path, f"DELETE FROM frames WHERE media_id = {gone}", digest("a"))
    with closing(opened(index_path)) as index:
        assert digest("a") not in dict(found(index, "a"))


def test_keypoints_that_are_gone_are_never_a_candidate(index_path: Path):
    filled(index_path, *map(a_pointed, NAMES)).close()
    _sql(index_path, "DELETE FROM keypoints WHERE frame_id = 1")
    with closing(opened(index_path)) as index:
        assert digest("a") not in dict(found(index, "a"))


@pytest.mark.parametrize("name", ["keypoints", "vocabulary"])
def test_keypoints_of_another_kind_are_refused_with_the_next_step(index_path: Path, name: str):
    filled(index_path, a_pointed("a")).close()
    _sql(index_path, "UPDATE recipes SET value = 'another/9' WHERE name = ?", name)
    with closing(opened(index_path)) as index:
        for asking in (
            index.has_keypoints,
            lambda: found(index, "a"),
            lambda: index.add(a_collection(), [a_pointed("b")]),
        ):
            with pytest.raises(StoreError, match=rf"{name}.*another/9.*index extend") as refused:
                asking()
            assert refused.value.exit_code == 12
        assert index.find(digest("b")) is None


@pytest.mark.parametrize("packed", [b"", b"cut", bytes(6), bytes(100)])
def test_keypoints_that_do_not_fit_are_an_error_of_the_index(index_path: Path, packed: bytes):
    filled(index_path, a_pointed("a")).close()
    _sql(index_path, "UPDATE keypoints SET packed = ?", packed)
    with closing(opened(index_path)) as index, pytest.raises(StoreError, match="no program wrote"):
        index.keypoints(first_frame("a"))


def test_a_damaged_block_is_an_error_of_the_index(index_path: Path):
    filled(index_path, a_pointed("a")).close()
    _sql(index_path, "UPDATE word_lists SET data = x'ffffffff00'")
    with closing(opened(index_path)) as index, pytest.raises(StoreError, match="what it says"):
        found(index, "a")


def _with(entry: Entry, keypoints):
    return replace(entry.examination.frames[0], keypoints=(keypoints,))


def _put(entry: Entry, frames) -> Entry:
    return replace(entry, examination=replace(entry.examination, frames=frames))


def _filled(path: Path, entries: Sequence[Entry], size: int) -> Engine:
    index = opened(path)
    for start in range(0, len(entries), size):
        index.add(a_collection(), entries[start : start + size])
    return index


def _sql(path: Path, statement: str, *values: object) -> list[tuple]:
    with closing(sqlite3.connect(path)) as connection, connection:
        return connection.execute(statement, values).fetchall()
