"""Postings without their file are met again by what names the file, in any order."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from itertools import permutations

from provenance.index.interface import Entry
from provenance.model.posting import Attachment, JoinKey
from tests.builders import a_collection, a_posting
from tests.contents import contents
from tests.index.entries import an_entry, digest, filled, opened

KEY = JoinKey("x-media", "1725484990000000001")
OTHER = JoinKey("x-media", "1725484990000000002")


def bare(name: str, *keys: JoinKey) -> Entry:
    posting = a_posting(native_id=name, url=f"https://social.example/{name}")
    return Entry(Attachment(posting, None, name, keys), None)


def with_keys(name: str, *keys: JoinKey) -> Entry:
    entry = an_entry(name)
    return replace(entry, attachment=replace(entry.attachment, keys=keys))


def test_a_posting_without_its_file_is_a_sighting_of_the_media_that_shares_its_key(index_path):
    with closing(filled(index_path, with_keys("a", KEY), bare("b", KEY))) as index:
        own, linked = index.sightings([digest("a")])[digest("a")]
    assert (own.by_key, linked.by_key) == (None, KEY)
    assert (linked.posting.native_id, linked.files) == ("b", ())
    assert linked.collections == (a_collection(),)


def test_another_key_links_nothing(index_path):
    with closing(filled(index_path, with_keys("a", KEY), bare("b", OTHER))) as index:
        assert len(index.sightings([digest("a")])[digest("a")]) == 1


def test_the_sha256_of_a_media_is_a_key_that_nobody_needs_to_state(index_path):
    key = JoinKey("sha256", digest("a"))
    with closing(filled(index_path, an_entry("a"), bare("b", key))) as index:
        _, linked = index.sightings([digest("a")])[digest("a")]
    assert linked.by_key == key


def test_a_digest_finds_postings_of_a_media_that_is_not_in_the_index(index_path):
    key = JoinKey("md5", "0" * 32)
    with closing(filled(index_path, bare("b", key))) as index:
        (found,) = index.sightings_by_key(digest("a"), [key, KEY])
    assert (found.media_sha256, found.by_key) == (digest("a"), key)


def test_a_posting_is_new_once_for_each_of_its_keys(index_path):
    with closing(opened(index_path)) as index:
        first = index.add(a_collection(), [bare("b", KEY), bare("b", OTHER), bare("b", KEY)])
        again = index.add(a_collection("csv", "other.csv"), [bare("b", KEY), bare("b", OTHER)])
    assert (first, again) == ((True, True, False), (False, False))


def test_a_posting_without_keys_is_new_once(index_path):
    with closing(opened(index_path)) as index:
        assert index.add(a_collection(), [bare("b"), bare("b")]) == (True, False)


def test_a_posting_whose_file_came_too_is_one_sighting_by_its_file(index_path):
    with closing(filled(index_path, bare("a", KEY), with_keys("a", KEY))) as index:
        (found,) = index.sightings([digest("a")])[digest("a")]
        assert found.by_key is None
        assert index.coverage().without_picture == 0


def test_any_order_leaves_the_same_index(tmp_path):
    entries = [bare("a", KEY), with_keys("a", KEY), bare("b", KEY), bare("b", OTHER), bare("c")]
    found = []
    for number, order in enumerate(permutations(entries)):
        with closing(filled(tmp_path / f"{number}.db", *order)) as index:
            assert index.verify() == ()
            answers = (index.sightings([digest("a")]), index.coverage())
        found.append((contents(tmp_path / f"{number}.db"), answers))
        if number > 30:
            break
    assert all(each == found[0] for each in found)
    assert found[0][1][1].without_picture == 2


def test_one_batch_says_and_leaves_what_one_by_one_would(tmp_path):
    entries = [
        bare("a", KEY),
        bare("b", KEY),
        bare("a", KEY),
        bare("a", OTHER),
        with_keys("c", OTHER),
        bare("c", OTHER),
        bare("d"),
        bare("d"),
        bare("b", KEY, OTHER),
    ]
    with closing(opened(tmp_path / "at once")) as index:
        at_once = index.add(a_collection(), entries)
    with closing(opened(tmp_path / "one by one")) as index:
        one_by_one = [index.add(a_collection(), [entry])[0] for entry in entries]
    assert list(at_once) == one_by_one
    assert contents(tmp_path / "at once") == contents(tmp_path / "one by one")
