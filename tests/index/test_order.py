"""The same facts, added in any order and any batches, leave the same rows and answers."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.index.interface import Engine, Entry
from provenance.model.posting import Collection
from tests.builders import a_collection, a_moment, a_posting
from tests.contents import contents
from tests.index.entries import (
    PDQ,
    PHASH,
    an_entry,
    digest,
    filled,
    opened,
    prints,
    turned,
    variant,
)

NAMES = ("a", "b", "c")
LISTS = (a_collection(), a_collection("telegram", "result.json"))
Offered = tuple[Collection, Entry]

postings = st.builds(
    a_posting,
    st.none(),
    platform=st.sampled_from(["facebook", "Facebook"]),
    native_id=st.sampled_from(["1", "2"]),
    url=st.sampled_from(["", "https://social.example/1", "https://social.example/2"]),
    account=st.sampled_from(["", "somebody", "somebody else"]),
    text=st.sampled_from(["", "words", "more words", "other word"]),
    moments=st.lists(
        st.sampled_from([a_moment("2023-11-17T10:00:00Z"), a_moment("2023-11-18")]), unique=True
    ).map(tuple),
)
entries = st.builds(
    an_entry,
    st.sampled_from(NAMES),
    posting=postings,
    path=st.sampled_from(["1.jpg", "2.jpg"]),
)
offers = st.lists(st.tuples(st.sampled_from(LISTS), entries), min_size=1, max_size=8)


@settings(max_examples=60)
@given(offers, st.data())
def test_the_same_facts_in_any_order_and_any_batches_leave_the_same_index(offered, data):
    shuffled = data.draw(st.permutations(offered))
    size = data.draw(st.integers(1, len(offered)))
    with tempfile.TemporaryDirectory() as folder:
        once = _filled(Path(folder) / "once.db", offered, len(offered))
        otherwise = _filled(Path(folder) / "otherwise.db", shuffled, size)
        assert otherwise == once


def test_two_sources_that_disagree_are_both_kept_and_the_longer_statement_is_shown(index_path):
    short, long = (an_entry("a", posting=a_posting(text=text)) for text in ("words", "more words"))
    with closing(filled(index_path, short)) as index:
        index.add(LISTS[1], [long])
        (found,) = index.sightings([digest("a")])[digest("a")]
    assert found.posting.text == "more words"
    stated = [row[1:] for row in contents(index_path)["statements"]]
    assert stated == [("text", "more words"), ("text", "words")]


def test_a_second_source_fills_what_the_first_left_open(index_path):
    bare, full = (an_entry("a", posting=a_posting(text=text)) for text in ("", "words"))
    with closing(filled(index_path, bare)) as index:
        index.add(LISTS[1], [full])
        (found,) = index.sightings([digest("a")])[digest("a")]
    assert found.posting.text == "words"
    assert contents(index_path)["statements"] == []


def test_a_second_source_adds_a_collection_and_no_second_posting(index_path):
    with closing(filled(index_path, an_entry("a"))) as index:
        index.add(LISTS[1], [an_entry("a")])
        (found,) = index.sightings([digest("a")])[digest("a")]
        assert index.coverage().postings == 1
    assert found.collections == LISTS


def test_hashes_are_packed_once_however_often_their_media_is_added(index_path):
    with closing(filled(index_path, *(an_entry(name) for name in NAMES))) as index:
        for _ in range(3):
            index.add(LISTS[1], [an_entry(name) for name in NAMES])
        assert index.verify() == ()
        (hits,) = index.search([variant(prints("a"))], [PDQ])
    assert len(hits) == 1


def _filled(path: Path, offered: Sequence[Offered], size: int) -> tuple[object, ...]:
    with closing(opened(path)) as index:
        for start in range(0, len(offered), size):
            for collection in LISTS:
                batch = offered[start : start + size]
                index.add(collection, [entry for own, entry in batch if own is collection])
        assert index.verify() == ()
        return contents(path), _answers(index)


def _answers(index: Engine) -> tuple[object, ...]:
    queries = [variant(tuple(turned(each, 3) for each in prints(name))) for name in NAMES]
    return (
        index.search(queries, [PDQ, PHASH]),
        index.sightings([digest(name) for name in NAMES]),
        [index.frames(digest(name)) for name in NAMES],
        [index.named(words) for words in ("1", "2", "https://social.example/1", "1.jpg")],
        index.coverage(),
    )
