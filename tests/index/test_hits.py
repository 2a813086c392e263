"""Each keypoint keeps its nearest entries, however the lists are cut and compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from provenance.index import hits
from provenance.index.hits import NEAR, WANTED, Asked, Hits, Shelf
from provenance.index.word_lists import listed

if TYPE_CHECKING:
    import pytest

WORD = 7


def entries(*distances: int, word: int = WORD, first_frame: int = 1) -> Shelf:
    """List one frame after another under a word, its mark so far from zero."""
    marks = [(1 << distance) - 1 for distance in distances]
    frames = np.arange(first_frame, first_frame + len(marks))
    words = np.full(len(marks), word, "<u4")
    return Shelf.of(listed(words, frames.astype("<u4"), np.array(marks, dtype="<u8")))


def zero(*words: int) -> Asked:
    """Ask with one keypoint, whose mark is zero."""
    return Asked(
        np.zeros(len(words), np.int64), np.array(words), np.zeros(len(words), dtype=np.uint64)
    )


def kept(found: Hits) -> list[tuple[int, int]]:
    return sorted(zip(found.frames.tolist(), found.distances.tolist(), strict=True))


def test_entries_that_are_far_or_under_other_words_are_no_hits():
    shelves = [entries(2, NEAR, NEAR + 1, 40), entries(0, word=8, first_frame=50)]
    assert kept(hits.hits(shelves, zero(WORD))) == [(1, 2), (2, NEAR)]


def test_of_many_near_entries_the_nearest_are_kept_with_all_that_are_as_near():
    shelf = entries(*[1] * (WANTED - 1), 3, 3, 4, 5)
    found = hits.hits([shelf], zero(WORD))
    assert kept(found) == [(n + 1, 1) for n in range(WANTED - 1)] + [(WANTED, 3), (WANTED + 1, 3)]


def test_more_copies_than_are_wanted_are_all_kept_when_equally_near():
    found = hits.hits([entries(*[0] * (3 * WANTED), 1)], zero(WORD))
    assert len(found.frames) == 3 * WANTED


def test_each_keypoint_has_a_limit_of_its_own():
    shelves = [entries(*[0] * WANTED, 9), entries(9, word=8, first_frame=90)]
    marks = np.zeros(2, np.uint64)
    found = hits.hits(shelves, Asked(np.array([0, 1]), np.array([WORD, 8]), marks))
    assert (90, 9) in kept(found)
    assert (WANTED + 1, 9) not in kept(found)


def test_cutting_the_lists_into_shelves_changes_nothing():
    distances = [n % (NEAR + 3) for n in range(200)]
    whole = hits.hits([entries(*distances)], zero(WORD))
    parts = [entries(*distances[n : n + 7], first_frame=n + 1) for n in range(0, 200, 7)]
    assert kept(hits.hits(parts, zero(WORD))) == kept(whole)


def test_long_lists_are_compared_like_short_ones(monkeypatch: pytest.MonkeyPatch):
    shelf = entries(*[n % 20 for n in range(100)])
    whole = kept(hits.hits([shelf], zero(WORD)))
    monkeypatch.setattr(hits, "_LONG", 101)
    assert kept(hits.hits([shelf], zero(WORD))) == whole


def test_nothing_indexed_gives_no_hits():
    assert kept(hits.hits([], zero(WORD))) == []
    assert kept(hits.hits([entries(1)], zero(8))) == []
