"""Files that share a name in their metadata are found; one of many unlike pictures is common."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from provenance.index.interface import Bearer, Engine, Entry
from provenance.model.link import UNLIKE_PICTURES, SharedKey, is_linked
from provenance.model.posting import JoinKey
from tests.index.entries import an_entry, digest, filled, prints

DOCUMENT = JoinKey("xmp-document-id", "f77f1174072068118083b5c6e3f7ed6d")
DERIVED = JoinKey("xmp-derived-from", DOCUMENT.value)
UPLOAD = JoinKey("facebook-transmission", "AbCdEfGhIjKlMnOpQrSt")
RADIUS = 48


def bearing(name: str, *keys: JoinKey, like: str = "") -> Entry:
    """Make an entry with keys; its picture is that of another name if one is given."""
    entry = an_entry(name, frames=(prints(like or name),))
    assert entry.examination is not None
    return replace(entry, examination=replace(entry.examination, file_keys=keys))


def bearers(index: Engine, *keys: JoinKey) -> dict[str, tuple[SharedKey, ...]]:
    return {each.media.sha256: each.keys for each in index.bearers(keys, RADIUS)}


def test_a_file_that_shares_a_key_is_found_and_the_keys_are_given_back(index_path: Path):
    index = filled(index_path, bearing("one", DOCUMENT, UPLOAD), bearing("two"))
    shared = SharedKey(DOCUMENT.kind, DOCUMENT.kind, DOCUMENT.value)
    assert bearers(index, DOCUMENT) == {digest("one"): (shared,)}
    assert index.file_keys(digest("one")) == (UPLOAD, DOCUMENT)
    assert index.file_keys(digest("two")) == ()
    assert index.bearers((), RADIUS) == ()


def test_what_a_file_was_derived_from_is_the_document_that_another_is(index_path: Path):
    index = filled(index_path, bearing("one", DOCUMENT))
    (found,) = index.bearers((DERIVED,), RADIUS)
    assert isinstance(found, Bearer)
    assert found.keys == (SharedKey(DERIVED.kind, DOCUMENT.kind, DOCUMENT.value),)


def test_the_same_letters_in_another_family_are_another_name(index_path: Path):
    index = filled(index_path, bearing("one", DOCUMENT))
    assert bearers(index, JoinKey("xmp-instance-id", DOCUMENT.value)) == {}


def test_a_key_of_many_unlike_pictures_is_common(index_path: Path):
    names = [f"name {number}" for number in range(UNLIKE_PICTURES + 1)]
    index = filled(index_path, *(bearing(name, DOCUMENT) for name in names[:-1]))
    assert not any(key.common for (key,) in bearers(index, DOCUMENT).values())
    index.close()
    index = filled(index_path, bearing(names[-1], DOCUMENT))
    assert all(key.common for (key,) in bearers(index, DOCUMENT).values())


def test_a_key_of_many_copies_of_one_picture_is_not(index_path: Path):
    index = filled(index_path, *(bearing(f"copy {n}", DOCUMENT, like="one") for n in range(12)))
    assert not any(key.common for (key,) in bearers(index, DOCUMENT).values())


def test_keys_that_come_later_with_the_same_file_are_added(index_path: Path):
    filled(index_path, bearing("one")).close()
    index = filled(index_path, bearing("one", DOCUMENT), bearing("one", DOCUMENT))
    assert index.file_keys(digest("one")) == (DOCUMENT,)


COMMON = SharedKey("xmp-document-id", "xmp-document-id", "x", common=True)


def test_what_links_two_files():
    rare = replace(COMMON, common=False)
    instance = replace(COMMON, kind="xmp-instance-id")
    upload = replace(COMMON, kind="facebook-mark")
    assert is_linked((rare,), matches=False)
    assert not is_linked((COMMON,), matches=False)
    assert not is_linked((COMMON, instance), matches=False), "a preset writes both"
    assert is_linked((COMMON, upload), matches=False)
    assert is_linked((COMMON,), matches=True)
    assert not is_linked((), matches=True)
