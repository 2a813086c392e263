"""An index that lacks keypoints takes them later, and is then as if it had had them at once."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from provenance.errors import StoreError
from provenance.index import word_lists
from provenance.index.interface import Renewed
from provenance.model.media import Frame, Location
from tests.contents import contents
from tests.index.conftest import Fill
from tests.index.entries import an_entry, digest, filled, first_frame, opened, prints
from tests.index.pointed import a_pointed, frames_of, pointed

NAMES = tuple("abcde")


def test_what_lacks_keypoints_is_told_in_order_with_its_files(fill: Fill):
    index = fill(a_pointed("a"), *(an_entry(name) for name in "bcd"))
    lacking = list(index.lacking())
    assert [each.media.sha256 for each in lacking] == sorted(map(digest, "bcd"))
    assert {each.files for each in lacking} == {
        (Location(str(Path(f"album/{name}.jpg").absolute())),) for name in "bcd"
    }
    assert lacking[0].frames == (Frame(*_values(lacking[0].frames[0])),)


def test_of_a_media_only_the_frames_without_keypoints_are_lacking(fill: Fill):
    entry = an_entry("a", frames=(prints("1"), prints("2")))
    index = fill(entry)
    first = pointed(entry, "one", "two").examination.frames[:1]
    assert index.extend(first) == 1
    (lacking,) = index.lacking()
    assert [frame.index for frame in lacking.frames] == [1]


def test_a_frame_that_is_a_turn_of_another_lacks_nothing(fill: Fill):
    entry = a_pointed("a")
    turned = replace(entry.examination.frames[0], keypoints=())
    turned = replace(turned, frame=replace(turned.frame, rotated=20))
    frames = (*entry.examination.frames, turned)
    index = fill(replace(entry, examination=replace(entry.examination, frames=frames)))
    assert list(index.lacking()) == []
    assert (index.coverage().frames, index.coverage().keypoints) == (1, 1)


def test_an_extended_index_is_one_that_had_keypoints_at_once(index_path: Path, tmp_path: Path):
    with closing(filled(index_path, *map(an_entry, NAMES))) as index:
        for name in NAMES[::-1]:
            assert index.extend(frames_of(a_pointed(name))) == 1
        assert index.verify() == ()
    filled(tmp_path / "at-once.db", *map(a_pointed, NAMES)).close()
    assert contents(index_path) == contents(tmp_path / "at-once.db")


def test_extending_twice_adds_nothing(fill: Fill):
    index = fill(an_entry("a"))
    assert index.extend(frames_of(a_pointed("a")) * 2) == 1
    assert index.extend(frames_of(a_pointed("a"))) == 0
    assert index.coverage().keypoints == 1
    assert index.verify() == ()


def test_frames_that_the_index_does_not_know_are_left_out(fill: Fill):
    assert fill(an_entry("a")).extend(frames_of(a_pointed("b"))) == 0


def test_frames_without_keypoints_extend_nothing(fill: Fill):
    index = fill(an_entry("a"))
    assert index.extend(frames_of(an_entry("a"))) == 0
    assert not index.has_keypoints()


def test_there_is_nothing_to_renew_where_all_is_ours(fill: Fill):
    assert fill().relist() == Renewed()
    assert fill(a_pointed("a")).relist() == Renewed()


def test_keypoints_under_other_words_are_listed_anew(index_path: Path, tmp_path: Path):
    filled(index_path, *map(a_pointed, NAMES)).close()
    before = contents(index_path)
    _sql(index_path, "UPDATE recipes SET value = 'another/9' WHERE name = 'vocabulary'")
    _sql(index_path, "UPDATE word_lists SET entries = 1, data = x'00000000'")
    with closing(opened(index_path)) as index:
        assert index.relist() == Renewed(relisted=len(NAMES))
        assert index.has_keypoints()
        assert index.verify() == ()
    assert contents(index_path) == before


def test_keypoints_of_another_recipe_are_dropped_and_lacking(index_path: Path, tmp_path: Path):
    filled(index_path, *map(a_pointed, NAMES)).close()
    before = contents(index_path)
    _sql(index_path, "UPDATE recipes SET value = 'another/9'")
    with closing(opened(index_path)) as index:
        assert index.relist() == Renewed(dropped=len(NAMES))
        assert index.keypoints(first_frame("a")) is None
        assert index.coverage().keypoints == 0
        assert len(list(index.lacking())) == len(NAMES)
        assert index.verify() == ()
        for name in NAMES:
            index.extend(frames_of(a_pointed(name)))
    assert contents(index_path) == before


def test_keypoints_of_another_recipe_are_never_mixed_with_ours(index_path: Path):
    filled(index_path, a_pointed("a"), an_entry("b")).close()
    _sql(index_path, "UPDATE recipes SET value = 'another/9' WHERE name = 'keypoints'")
    with closing(opened(index_path)) as index:
        with pytest.raises(StoreError, match="index extend"):
            index.extend(frames_of(a_pointed("b")))
        assert index.coverage().keypoints == 1


def test_an_extend_that_fails_leaves_nothing_behind(fill: Fill, monkeypatch: pytest.MonkeyPatch):
    def full(*_: object) -> None:
        raise sqlite3.DatabaseError("no room")

    index = fill(an_entry("a"))
    monkeypatch.setattr(word_lists, "append", full)
    with pytest.raises(StoreError, match="no room"):
        index.extend(frames_of(a_pointed("a")))
    assert index.keypoints(first_frame("a")) is None
    assert index.verify() == ()


def _values(frame: Frame) -> tuple:
    return (frame.media_sha256, frame.index, frame.timestamp_s, frame.role, frame.rotated)


def _sql(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(statement)
