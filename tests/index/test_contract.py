"""Every engine answers alike; a new one is held to this by being in `ENGINES`."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from provenance.errors import StoreError
from provenance.index import ENGINES
from tests.builders import a_collection, a_moment, a_posting
from tests.index.conftest import Fill
from tests.index.entries import (
    an_entry,
    digest,
    first_frame,
    opened,
    prints,
)


def test_there_is_an_engine_and_no_two_have_one_name():
    assert len({engine.name for engine in ENGINES}) == len(ENGINES) > 0


def test_a_new_index_holds_nothing(fill: Fill):
    assert (fill().coverage().media, fill().coverage().postings) == (0, 0)


def test_adding_tells_what_was_new(fill: Fill):
    index = fill(an_entry("a"))
    assert index.add(a_collection(), [an_entry("a"), an_entry("b")]) == (False, True)


def test_the_same_sighting_twice_in_one_batch_is_new_once(fill: Fill):
    assert fill().add(a_collection(), [an_entry("a"), an_entry("a")]) == (True, False)


def test_adding_nothing_is_no_error(fill: Fill):
    assert fill().add(a_collection(), []) == ()


def test_a_batch_with_one_bad_entry_is_not_stored_at_all(fill: Fill):
    index = fill()
    bad = an_entry("b")
    media = replace(bad.examination.media, width=object())
    bad = replace(bad, examination=replace(bad.examination, media=media))
    with pytest.raises(StoreError):
        index.add(a_collection(), [an_entry("a"), bad])
    assert index.find(digest("a")) is None


def test_an_index_is_usable_after_a_failed_batch(fill: Fill):
    index = fill()
    bad = an_entry("b")
    media = replace(bad.examination.media, width=object())
    with pytest.raises(StoreError):
        index.add(a_collection(), [replace(bad, examination=replace(bad.examination, media=media))])
    assert index.add(a_collection(), [an_entry("a")]) == (True,)


def test_a_media_is_found_by_its_bytes(fill: Fill):
    entry = an_entry("a")
    assert fill(entry).find(digest("a")) == entry.examination.media


def test_bytes_that_were_never_added_are_not_found(fill: Fill):
    assert fill(an_entry("a")).find(digest("b")) is None


def test_frames_come_back_in_order_with_their_fingerprints(fill: Fill):
    hashes = tuple(prints(f"frame {number}") for number in range(3))
    found = fill(an_entry("a", frames=hashes)).frames(digest("a"))
    assert [frame.index for frame, _ in found] == [0, 1, 2]
    assert tuple(each for _, each in found) == hashes


def test_a_media_that_is_unknown_has_no_frames(fill: Fill):
    assert fill(an_entry("a")).frames(digest("b")) == ()


def test_a_thumbnail_comes_back_byte_for_byte(fill: Fill):
    entry = an_entry("a")
    stored = entry.examination.frames[0].thumbnail
    assert fill(entry).thumbnail(first_frame("a")) == stored != b""


def test_an_unknown_frame_has_an_empty_thumbnail(fill: Fill):
    assert fill(an_entry("a")).thumbnail(first_frame("b")) == b""


def test_every_posting_of_a_media_is_a_sighting(fill: Fill):
    entries = [
        an_entry("a", posting=a_posting(native_id=number, url=""), path=f"{number}.jpg")
        for number in ("1", "2")
    ]
    found = fill(*entries).sightings([digest("a")])[digest("a")]
    assert {(each.posting.native_id, each.files) for each in found} == {
        ("1", (str(Path("1.jpg").absolute()),)),
        ("2", (str(Path("2.jpg").absolute()),)),
    }


def test_a_sighting_comes_back_as_it_went_in(fill: Fill):
    posting = a_posting(text="caption\nof two lines: مرحبا")
    (found,) = fill(an_entry("a", posting=posting)).sightings([digest("a")])[digest("a")]
    assert found.posting == posting
    assert found.posting_key == posting.key(digest("a"))
    assert found.collections == (a_collection(),)


def test_media_without_sightings_have_none(fill: Fill):
    assert fill(an_entry("a")).sightings([digest("b")]) == {digest("b"): ()}


def test_sightings_of_nothing_are_nothing(fill: Fill):
    assert fill(an_entry("a")).sightings([]) == {}


def test_a_file_that_was_ingested_from_two_places_is_one_sighting_with_both(fill: Fill):
    index = fill(an_entry("a", path="one.jpg"))
    index.add(a_collection("folder", "elsewhere"), [an_entry("a", path="two.jpg")])
    (found,) = index.sightings([digest("a")])[digest("a")]
    assert found.files == tuple(str(Path(name).absolute()) for name in ("one.jpg", "two.jpg"))
    assert [each.source for each in found.collections] == ["csv", "folder"]


def test_coverage_counts_media_and_postings(fill: Fill):
    shared = an_entry("b", posting=a_posting(native_id="a", url="https://social.example/a"))
    held = fill(an_entry("a"), shared, an_entry("c")).coverage()
    assert (held.media, held.postings) == (3, 2)


def test_coverage_spans_the_posting_times(fill: Fill):
    posted = {"a": "2019-03-02T11:00:00Z", "b": "2023-11-17", "c": "2021-01-01"}
    held = fill(
        *(an_entry(name, posting=a_posting(when, native_id=name)) for name, when in posted.items())
    ).coverage()
    assert held.earliest == datetime(2019, 3, 2, 11, tzinfo=UTC)
    # A day without a zone ends last where the clocks are 12 hours behind, give or take two.
    assert held.latest == datetime(2023, 11, 18, 14, tzinfo=UTC)


def test_coverage_without_posting_times_has_no_span(fill: Fill):
    held = fill(an_entry("a", posting=a_posting(None))).coverage()
    assert (held.earliest, held.latest) == (None, None)


def test_coverage_names_what_filled_the_index(fill: Fill):
    index = fill(an_entry("a"))
    index.add(a_collection("telegram", "result.json"), [an_entry("b")])
    assert index.coverage().sources == ("csv", "telegram")


@pytest.mark.parametrize(
    "words",
    [
        digest("a"),
        digest("a").upper(),
        digest("a")[:8],
        "https://social.example/a",
        "a",
        "facebook/a",
        "FaceBook/a",
        "album/a.jpg",
        "./other/../album/a.jpg",
        str(Path("album/a.jpg").absolute()),
    ],
)
def test_a_media_is_named_by(fill: Fill, words: str):
    assert fill(an_entry("a"), an_entry("b")).named(words) == (digest("a"),)


@pytest.mark.parametrize(
    "words",
    ["", digest("a")[:7], digest("c"), "https://social.example/c", "twitter/a", "c.jpg", "%", "/"],
)
def test_nothing_is_named_by(fill: Fill, words: str):
    assert fill(an_entry("a"), an_entry("b")).named(words) == ()


def test_a_media_is_named_by_the_bytes_of_a_path_that_is_no_text(fill: Fill):
    path = b"album/caf\xe9.jpg".decode("utf-8", "surrogateescape")
    assert fill(an_entry("a", path=path)).named(path) == (digest("a"),)


def test_words_that_are_no_text_name_nothing(fill: Fill):
    words = b"caf\xe9".decode("utf-8", "surrogateescape")
    assert fill(an_entry("a")).named(words) == ()


def test_a_posting_names_all_of_its_pictures(fill: Fill):
    posting = a_posting(native_id="album", url="https://social.example/album")
    index = fill(*(an_entry(name, posting=posting) for name in ("a", "b")))
    assert index.named("https://social.example/album") == tuple(sorted([digest("a"), digest("b")]))


def test_a_posting_may_state_several_times(fill: Fill):
    moments = (a_moment("2023-11-17T10:00:00Z"), a_moment("2023-11-18"))
    (found,) = fill(an_entry("a", posting=a_posting(moments=moments))).sightings([digest("a")])[
        digest("a")
    ]
    assert found.posting.moments == moments


def test_what_was_added_is_there_after_reopening(fill: Fill, index_path: Path):
    fill(an_entry("a")).close()
    with closing(opened(index_path)) as index:
        assert index.find(digest("a")) is not None


def test_an_index_that_was_opened_for_reading_cannot_be_changed(fill: Fill, index_path: Path):
    index = fill(an_entry("a"))
    with (
        closing(type(index)(index_path, lock_wait_s=0, writable=False)) as reader,
        pytest.raises(StoreError),
    ):
        reader.add(a_collection(), [an_entry("b")])


def test_a_reader_sees_what_a_writer_added_meanwhile(fill: Fill, index_path: Path):
    index = fill()
    with closing(type(index)(index_path, lock_wait_s=0, writable=False)) as reader:
        index.add(a_collection(), [an_entry("a")])
        assert reader.coverage().media == 1


def test_two_writers_take_turns(fill: Fill, index_path: Path):
    first = fill()
    with closing(type(first)(index_path, lock_wait_s=5, writable=True)) as second:
        for number in range(5):
            first.add(a_collection(), [an_entry(f"first {number}"), an_entry("both")])
            second.add(a_collection(), [an_entry(f"second {number}"), an_entry("both")])
        assert first.coverage() == second.coverage()
    assert first.coverage().media == 11
    assert first.verify() == ()


def test_a_whole_index_has_no_damage(fill: Fill):
    assert fill(*(an_entry(f"{number}") for number in range(20))).verify() == ()


def test_an_engine_names_its_index_and_schema(fill: Fill, index_path: Path):
    identity = fill().identity()
    assert identity.path == str(index_path)
    assert identity.schema_version >= 1
