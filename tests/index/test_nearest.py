"""The search equals comparing everything with everything, whatever the blocks."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.index import blocks, columns
from provenance.index.interface import Engine, Entry, Radius
from provenance.model.fingerprint import Fingerprint
from tests.builders import a_collection
from tests.index.entries import BITS, an_entry, filled, prints, turned, variant

STORED = 500


def _held() -> list[Entry]:
    """Make hashes in clusters: of each original there are copies with a few bits turned."""
    random = Random(0)
    entries = []
    for number in range(STORED):
        own = prints(f"original {number % 25}", quality=random.choice([0, 49, 50, 100]))
        changed = tuple(
            turned(each, *random.sample(range(BITS[each.signal]), random.randrange(61)))
            for each in own
        )
        entries.append(an_entry(f"{number}", frames=(changed,)))
    return entries


HELD = _held()


@pytest.fixture(scope="module", params=[16_384, 64, 7], ids="blocks of {}".format)
def index(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory):
    """Fill an index, in several batches, with blocks of different sizes."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(blocks, "ROWS", request.param)
        path = tmp_path_factory.mktemp("nearest") / "archive.db"
        with closing(filled(path, *HELD[:130])) as engine:
            for start in range(130, STORED, 100):
                engine.add(a_collection(), HELD[start : start + 100])
            yield engine


@given(
    signal=st.sampled_from(list(BITS)),
    bits=st.integers(0, 60),
    min_quality=st.sampled_from([0, 50]),
    original=st.integers(0, 24),
    changed=st.sets(st.integers(0, 63), max_size=30),
)
def test_a_search_finds_exactly_what_comparing_with_everything_finds(
    index: Engine, signal: str, bits: int, min_quality: int, original: int, changed: set[int]
):
    query = _of(prints(f"original {original}"), signal)
    query = turned(query, *changed)
    (hits,) = index.search([variant((query,))], [Radius(signal, bits, min_quality)])
    assert [(hit.distance, hit.media.sha256) for hit in hits] == sorted(
        _compared(query, bits, min_quality)
    )


@given(st.data())
def test_several_queries_at_once_find_what_each_finds_alone(index: Engine, data: st.DataObject):
    names = data.draw(st.lists(st.integers(0, 30).map("original {}".format), max_size=5))
    queries = [variant(prints(name)) for name in names]
    radii = [Radius("pdq-256", 40, 50), Radius("phash-64", 12, 50)]
    together = index.search(queries, radii)
    assert together == tuple(index.search([query], radii)[0] for query in queries)


def test_columns_that_do_not_fit_into_memory_are_read_again(
    index_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(blocks, "ROWS", 7)
    monkeypatch.setattr(columns, "MOST_BYTES", 300)
    queries = [variant(_good(entry)) for entry in HELD[:60]]
    with closing(filled(index_path, *HELD[:60])) as index:
        answers = {index.search(queries, [Radius("pdq-256", 20, 0)]) for _ in range(4)}
    assert len(answers) == 1


def test_packed_hashes_equal_their_rows(index: Engine):
    assert index.verify() == ()


@pytest.mark.parametrize("count", [1, 6, 7, 8, 13, 14, 15, 28])
def test_blocks_that_are_just_full_and_just_begun_hold_every_hash(
    index_path: Path, monkeypatch: pytest.MonkeyPatch, count: int
):
    monkeypatch.setattr(blocks, "ROWS", 7)
    with closing(filled(index_path, *HELD[:count])) as index:
        index.add(a_collection(), HELD[count : count + 7])
        assert index.verify() == ()
        queries = [variant(_good(entry)) for entry in HELD[: count + 7]]
        found = index.search(queries, [Radius("pdq-256", 0, 0)])
    assert all(hits[0].distance == 0 for hits in found)


def _good(entry: Entry) -> tuple[Fingerprint, ...]:
    return tuple(replace(each, quality=100) for each in entry.examination.frames[0].fingerprints)


def _of(fingerprints: tuple[Fingerprint, ...], signal: str) -> Fingerprint:
    (found,) = (each for each in fingerprints if each.signal == signal)
    return found


def _compared(query: Fingerprint, bits: int, min_quality: int) -> Iterator[tuple[int, str]]:
    for entry in HELD:
        stored = _of(entry.examination.frames[0].fingerprints, query.signal)
        distance = query.distance(stored)
        if distance <= bits and stored.quality >= min_quality:
            yield distance, entry.examination.media.sha256
