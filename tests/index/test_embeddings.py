"""Embeddings of an index: the nearest are found exactly, and never across unlike weights."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from provenance.index import embeddings as module
from provenance.index.interface import Entry
from provenance.model.case import Coverage
from provenance.model.embedding import Embedded, Embedding
from provenance.model.geometry import Box
from tests.contents import contents
from tests.index.conftest import Fill
from tests.index.entries import an_entry, digest, filled, first_frame, opened, prints
from tests.index.pointed import a_pointed

OURS, OTHER = digest("ours"), digest("other")
NUMBERS = 32


def a_vector(name: str, *, near: str = "", share: float = 1.0) -> np.ndarray:
    """Give a direction that follows from a name, or lies by a share on the way to another."""
    own = np.random.default_rng(int(digest(name)[:8], 16)).normal(size=NUMBERS)
    own /= np.linalg.norm(own)
    return own if not near else share * own + (1 - share) * a_vector(near)


def an_embedding(vector: np.ndarray, weights: str = OURS, crop: Box | None = None) -> Embedding:
    unit = vector / np.linalg.norm(vector)
    return Embedding(weights, unit.astype("<f2").tobytes(), crop)


def embedded(name: str, *embeddings: Embedding) -> Entry:
    """Give the entry of a name, its frame with these embeddings or the one of its name."""
    entry = an_entry(name)
    (frame,) = entry.examination.frames
    frame = replace(frame, embeddings=embeddings or (an_embedding(a_vector(name)),))
    return replace(entry, examination=replace(entry.examination, frames=(frame,)))


def coverage_of(fill: Fill, *entries: Entry) -> Coverage:
    return fill(*entries).coverage()


def test_the_nearest_come_first_and_with_their_distance(fill: Fill):
    names = [f"{number}" for number in range(9)]
    vectors = {name: a_vector(name, near="q", share=0.1 * int(name)) for name in names}
    index = fill(*(embedded(name, an_embedding(vectors[name])) for name in names))
    (found,) = index.alike([(an_embedding(a_vector("q")),)], 400, 5)
    cosines = {name: v @ a_vector("q") / np.linalg.norm(v) for name, v in vectors.items()}
    near = sorted((round(1000 * (1 - each)), digest(name)) for name, each in cosines.items())
    wanted = [(distance, sha256) for distance, sha256 in near if distance <= 400][:5]
    assert [each.media.sha256 for each in found] == [sha256 for _, sha256 in wanted]
    assert [each.distance for each in found] == pytest.approx([one for one, _ in wanted], abs=1)
    assert len(found) == 5


def test_what_is_farther_than_the_limit_is_not_found(fill: Fill):
    index = fill(embedded("a"), embedded("b"))
    (found,) = index.alike([(an_embedding(a_vector("a")),)], 400, 10)
    assert [each.media.sha256 for each in found] == [digest("a")]
    assert found[0].distance == 0


def test_embeddings_of_other_weights_are_never_compared(fill: Fill):
    index = fill(embedded("a", an_embedding(a_vector("a"), OTHER)), embedded("b"))
    assert index.alike([(an_embedding(a_vector("a")),)], 400, 10) == ((),)
    (found,) = index.alike([(an_embedding(a_vector("a"), OTHER),)], 400, 10)
    assert [each.media.sha256 for each in found] == [digest("a")]


def test_a_frame_keeps_one_embedding_of_each_network(fill: Fill):
    both = an_embedding(a_vector("a")), an_embedding(a_vector("x"), OTHER)
    index = fill(embedded("a", *both))
    assert set(index.embeddings(first_frame("a"))) == set(both)
    assert index.coverage().embeddings == tuple(
        Embedded(weights, 1) for weights in sorted((OURS, OTHER))
    )


def test_of_a_queried_frame_the_nearest_part_counts_and_the_whole_where_both_are(fill: Fill):
    index, box = fill(embedded("a")), Box(0.1, 0.1, 0.5, 0.5)
    part = an_embedding(a_vector("a"), crop=box)
    (found,) = index.alike([(an_embedding(a_vector("z")), part)], 400, 10)
    assert [(each.distance, each.crop) for each in found] == [(0, box)]
    (found,) = index.alike([(part, an_embedding(a_vector("a")))], 400, 10)
    assert [(each.distance, each.crop) for each in found] == [(0, None)]


def test_each_query_has_its_own_answer(fill: Fill):
    index = fill(*map(embedded, "abc"))
    queries = [(an_embedding(a_vector("c")),), (), (an_embedding(a_vector("a")),)]
    found = index.alike(queries, 400, 10)
    assert [[each.media.sha256 for each in one] for one in found] == [
        [digest("c")],
        [],
        [digest("a")],
    ]


def test_blocks_of_any_size_give_the_same_answer(fill: Fill, monkeypatch: pytest.MonkeyPatch):
    names = [f"{number}" for number in range(7)]
    index = fill(*(embedded(each, an_embedding(a_vector(each, near="q"))) for each in names))
    query = [(an_embedding(a_vector("q")),), (an_embedding(a_vector("3")),)]
    whole = index.alike(query, 1000, 10)
    monkeypatch.setattr(module, "_AT_ONCE", 2)
    assert index.alike(query, 1000, 10) == whole


def test_a_moment_that_only_its_hashes_stand_for_is_counted_and_never_found(fill: Fill):
    entry = an_entry("video", frames=(prints("1"), prints("2")))
    empty, own = Embedding(OURS, b""), an_embedding(a_vector("2"))
    frames = tuple(
        replace(frame, embeddings=(each,))
        for frame, each in zip(entry.examination.frames, (empty, own), strict=True)
    )
    index = fill(replace(entry, examination=replace(entry.examination, frames=frames)))
    assert index.coverage().embeddings == (Embedded(OURS, 2),)
    (found,) = index.alike([(own,)], 400, 10)
    assert [each.frame.index for each in found] == [1]
    assert index.alike([(empty,)], 400, 10) == ((),)
    assert index.verify() == ()


def test_what_lacks_an_embedding_is_told_only_where_weights_are_named(fill: Fill):
    entries = [a_pointed("a"), replace(embedded("b"))]
    index = fill(*entries)
    assert [each.media.sha256 for each in index.lacking()] == [digest("b")]
    assert [each.media.sha256 for each in index.lacking(OURS)] == sorted(map(digest, "ab"))
    assert [each.media.sha256 for each in index.lacking(OTHER)] == sorted(map(digest, "ab"))


def test_extending_adds_embeddings_and_is_as_if_they_came_at_once(index_path: Path, tmp_path: Path):
    with closing(filled(index_path, *map(an_entry, "cab"))) as index:
        for name in "bca":
            index.extend(embedded(name).examination.frames)
            index.extend(embedded(name).examination.frames)
        assert index.verify() == ()
    filled(tmp_path / "at-once.db", *map(embedded, "abc")).close()
    assert contents(index_path) == contents(tmp_path / "at-once.db")


def test_an_embedding_that_is_there_stays(index_path: Path):
    with closing(filled(index_path, embedded("a"))) as index:
        index.extend(embedded("a", an_embedding(a_vector("z"))).examination.frames)
        assert index.embeddings(first_frame("a")) == (an_embedding(a_vector("a")),)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("UPDATE embeddings SET vector = zeroblob(64)", "is not a vector of their kind"),
        ("UPDATE embeddings SET vector = x'0102'", "is not a vector of their kind"),
        ("UPDATE embeddings SET vector = 'text'", "is not a vector of their kind"),
        ("UPDATE weights SET frames = 5", "says 5, but there are 1"),
        ("UPDATE embeddings SET frame_id = 99", "names a row of frames that is not there"),
    ],
)
def test_damage_is_found_and_named(index_path: Path, change: str, said: str):
    filled(index_path, embedded("a")).close()
    with closing(sqlite3.connect(index_path)) as connection, connection:
        connection.execute(change)
    with closing(opened(index_path)) as index:
        assert any(said in damage.what for damage in index.verify())


def test_a_damaged_vector_is_not_compared(index_path: Path):
    filled(index_path, embedded("a"), embedded("b")).close()
    with closing(sqlite3.connect(index_path)) as connection, connection:
        connection.execute("UPDATE embeddings SET vector = x'0102' WHERE frame_id = 1")
    with closing(opened(index_path)) as index:
        (found,) = index.alike([(an_embedding(a_vector("b")),)], 400, 10)
        assert [each.media.sha256 for each in found] == [digest("b")]
