"""Every engine searches alike: exactly, both sides of a radius, the nearest of each media."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from provenance.index.interface import Radius
from provenance.model.fingerprint import UPRIGHT, Orientation, Variant
from provenance.model.geometry import Box
from tests.builders import a_collection
from tests.index.conftest import Fill
from tests.index.entries import (
    PDQ,
    PHASH,
    an_entry,
    digest,
    prints,
    turned,
    variant,
)

MIRRORED = Orientation(mirrored=True, rotated=0)


def test_a_search_finds_the_same_hash_at_distance_0(fill: Fill):
    index = fill(an_entry("a"), an_entry("b"))
    ((hit,),) = index.search([variant(prints("a"))], [PDQ])
    assert (hit.media.sha256, hit.distance, hit.orientation) == (digest("a"), 0, UPRIGHT)


def test_a_search_of_an_empty_index_finds_nothing(fill: Fill):
    assert fill().search([variant(prints("a"))], [PDQ, PHASH]) == ((),)


def test_a_search_for_nothing_finds_nothing(fill: Fill):
    assert fill(an_entry("a")).search([], [PDQ, PHASH]) == ()


def test_a_search_without_variants_finds_nothing(fill: Fill):
    assert fill(an_entry("a")).search([(), ()], [PDQ]) == ((), ())


def test_a_radius_of_a_signal_that_nobody_stored_finds_nothing(fill: Fill):
    index = fill(an_entry("a"))
    assert index.search([variant(prints("a"))], [Radius("dhash-64", 64, 0)]) == ((),)


def test_each_query_gets_its_own_hits(fill: Fill):
    index = fill(an_entry("a"), an_entry("b"))
    found = index.search([variant(prints(name)) for name in ("b", "c", "a")], [PDQ])
    assert [[hit.media.sha256 for hit in hits] for hits in found] == [
        [digest("b")],
        [],
        [digest("a")],
    ]


def test_hits_of_both_signals_are_given(fill: Fill):
    (hits,) = fill(an_entry("a")).search([variant(prints("a"))], [PDQ, PHASH])
    assert [hit.signal for hit in hits] == ["pdq-256", "phash-64"]


def test_hits_come_in_order_of_distance_and_then_of_sha256(fill: Fill):
    pdq = prints("q")[0]
    near = {"x": (turned(pdq, 1),), "y": (turned(pdq, 2),), "z": (pdq,)}
    index = fill(*(an_entry(name, frames=(own,)) for name, own in near.items()))
    (hits,) = index.search([variant((pdq,))], [PDQ])
    same_distance = sorted([digest("x"), digest("y")])
    assert [hit.media.sha256 for hit in hits] == [digest("z"), *same_distance]


def test_a_hash_just_inside_the_radius_is_found_and_one_just_outside_is_not(fill: Fill):
    pdq = prints("q")[0]
    index = fill(
        an_entry("in", frames=((turned(pdq, *range(100, 148)),),)),
        an_entry("out", frames=((turned(pdq, *range(100, 149)),),)),
    )
    ((hit,),) = index.search([variant((pdq,))], [PDQ])
    assert (hit.media.sha256, hit.distance) == (digest("in"), 48)


def test_the_nearest_variant_names_the_orientation(fill: Fill):
    pdq = prints("q")[0]
    index = fill(an_entry("a", frames=((pdq,),)))
    query = (Variant(UPRIGHT, (turned(pdq, 7, 8),)), Variant(MIRRORED, (turned(pdq, 7),)))
    ((hit,),) = index.search([query], [PDQ])
    assert (hit.distance, hit.orientation) == (1, MIRRORED)


def test_of_two_equal_variants_the_upright_one_counts(fill: Fill):
    pdq = prints("q")[0]
    index = fill(an_entry("a", frames=((pdq,),)))
    ((hit,),) = index.search([(Variant(MIRRORED, (pdq,)), Variant(UPRIGHT, (pdq,)))], [PDQ])
    assert hit.orientation == UPRIGHT


def test_of_the_frames_of_a_media_the_nearest_counts(fill: Fill):
    pdq = prints("q")[0]
    index = fill(an_entry("a", frames=((turned(pdq, 1, 2),), (turned(pdq, 3),), prints("far"))))
    ((hit,),) = index.search([variant((pdq,))], [PDQ])
    assert (hit.frame.index, hit.distance) == (1, 1)


def test_of_two_equal_frames_the_first_counts(fill: Fill):
    pdq = prints("q")[0]
    index = fill(an_entry("a", frames=((pdq,), (pdq,))))
    ((hit,),) = index.search([variant((pdq,))], [PDQ])
    assert hit.frame.index == 0


def test_a_flat_stored_picture_never_matches(fill: Fill):
    index = fill(an_entry("a", frames=(prints("q", quality=49),)))
    assert index.search([variant(prints("q"))], [PDQ, PHASH]) == ((),)


def test_a_flat_query_never_matches(fill: Fill):
    index = fill(an_entry("a", frames=(prints("q"),)))
    assert index.search([variant(prints("q", quality=49))], [PDQ, PHASH]) == ((),)


def test_a_picture_of_just_enough_quality_matches(fill: Fill):
    index = fill(an_entry("a", frames=(prints("q", quality=50),)))
    ((hit, _),) = index.search([variant(prints("q", quality=50))], [PDQ, PHASH])
    assert hit.distance == 0


def test_an_inverted_picture_never_matches(fill: Fill):
    """All 256 bits differ: a distance kept in eight bits would read 0."""
    pdq, phash = prints("q")
    inverted = (turned(pdq, *range(256)), turned(phash, *range(64)))
    index = fill(an_entry("a", frames=(inverted,)))
    assert index.search([variant((pdq, phash))], [Radius("pdq-256", 255, 0), PHASH]) == ((),)


def test_an_inverted_picture_is_256_bits_away(fill: Fill):
    pdq = prints("q")[0]
    index = fill(an_entry("a", frames=((turned(pdq, *range(256)),),)))
    ((hit,),) = index.search([variant((pdq,))], [Radius("pdq-256", 256, 0)])
    assert hit.distance == 256


@pytest.mark.parametrize("writers", ["the same program", "another program"])
def test_what_is_added_between_searches_is_found_however_often_one_searches(
    fill: Fill, index_path: Path, writers: str
):
    index = fill()
    with closing(type(index)(index_path, lock_wait_s=5, writable=True)) as other:
        writer = index if writers == "the same program" else other
        for number in range(5):
            for _ in range(3):
                assert index.search([variant(prints(f"{number}"))], [PDQ, PHASH]) == ((),)
            writer.add(a_collection(), [an_entry(f"{number}")])
            for _ in range(3):
                (hits,) = index.search([variant(prints(f"{number}"))], [PDQ, PHASH])
                assert len(hits) == 2


def test_a_hit_tells_the_part_of_the_query_that_matched(fill: Fill):
    part = Box(0.1, 0, 0.9, 1)
    query = (Variant(UPRIGHT, prints("q")), Variant(UPRIGHT, prints("a"), part))
    ((hit,),) = fill(an_entry("a")).search([query], [PDQ])
    assert hit.crop == part


def test_the_whole_query_wins_over_a_part_that_is_as_near(fill: Fill):
    whole = Variant(MIRRORED, prints("a"))
    part = Variant(UPRIGHT, prints("a"), Box(0.1, 0, 0.9, 1))
    index = fill(an_entry("a"))
    for query in ((whole, part), (part, whole)):
        ((hit,),) = index.search([query], [PDQ])
        assert (hit.crop, hit.orientation) == (None, MIRRORED)


def test_a_part_that_is_nearer_wins_over_the_whole_query(fill: Fill):
    pdq = prints("a")[0]
    query = (Variant(UPRIGHT, (turned(pdq, 3),)), Variant(UPRIGHT, (pdq,), Box(0, 0, 1, 0.9)))
    ((hit,),) = fill(an_entry("a", frames=((pdq,),))).search([query], [PDQ])
    assert (hit.crop, hit.distance) == (Box(0, 0, 1, 0.9), 0)
