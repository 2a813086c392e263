"""The words of a code are the nearest of the shipped ones, found by way of the nearest cells."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from provenance.index import vocabulary
from provenance.index.vocabulary import CELLS, LISTED, NO_WORD, PROBES, WORDS
from tests.index.pointed import some_keypoints


def codes(count: int, seed: int = 1) -> np.ndarray:
    """Give codes near real ones: shipped words with some bits turned over."""
    random = np.random.default_rng(seed)
    chosen = vocabulary.vocabulary().words[random.integers(0, WORDS, count)]
    bits = np.unpackbits(np.ascontiguousarray(chosen).view(np.uint8).reshape(count, 16), axis=1)
    return np.packbits(bits ^ (random.random(bits.shape) < 0.08), axis=1)


def distances(some: np.ndarray, others: np.ndarray) -> np.ndarray:
    one, two = some.view("<u8").reshape(-1, 2), others.reshape(-1, 2)
    return np.bitwise_count(one[:, None] ^ two[None]).sum(axis=2).astype(np.int64)


def test_the_words_are_all_there_in_the_order_of_their_cells():
    known = vocabulary.vocabulary()
    assert (len(known.coarse), len(known.words), len(known.starts)) == (CELLS, WORDS, CELLS + 1)
    assert (known.starts[0], known.starts[-1]) == (0, WORDS)
    cells = vocabulary.nearest_cells(known.words, known.coarse, 1)[:, 0]
    assert (np.diff(cells) >= 0).all()
    assert (cells[known.starts[:-1][np.diff(known.starts) > 0]] == np.unique(cells)).all()


def test_the_words_are_the_nearest_ones_of_the_nearest_cells():
    asked, known = codes(60), vocabulary.vocabulary()
    found = vocabulary.words_of(asked, PROBES)
    cells = vocabulary.nearest_cells(asked, known.coarse, 3)
    for code, own, row in zip(asked, cells, found, strict=True):
        numbers = np.concatenate([np.arange(known.starts[c], known.starts[c + 1]) for c in own])
        apart = distances(code[None], known.words[numbers])[0]
        order = np.lexsort((numbers, apart))[:PROBES]
        assert row.tolist() == numbers[order].tolist()


def test_nearly_all_nearest_words_are_the_nearest_of_all():
    asked = codes(100)
    brute = distances(asked, vocabulary.vocabulary().words).argmin(axis=1)
    assert (vocabulary.words_of(asked, 1)[:, 0] == brute).mean() > 0.85


def test_the_nearest_cells_are_the_nearest_ones():
    asked, coarse = codes(50), vocabulary.vocabulary().coarse
    found = vocabulary.nearest_cells(asked, coarse, 3)
    apart = distances(asked, coarse)
    wanted = np.sort(apart, axis=1)[:, :3]
    assert (np.sort(np.take_along_axis(apart, found, axis=1), axis=1) == wanted).all()


def test_a_shipped_word_is_its_own_nearest():
    chosen = np.arange(0, WORDS, 4001)
    words = np.ascontiguousarray(vocabulary.vocabulary().words[chosen]).view(np.uint8)
    found = vocabulary.words_of(words.reshape(-1, 16), 1)[:, 0]
    assert (found <= chosen).all()  # a word may be there twice
    assert (found == chosen).mean() > 0.9


def test_where_cells_hold_too_few_words_the_rest_is_no_word():
    found = vocabulary.words_of(codes(5), 5000)
    assert found.shape == (5, 5000)
    assert (found[:, -1] == NO_WORD).all()
    assert (found[:, 0] < WORDS).all()


@pytest.mark.parametrize("count", [0, 1, LISTED, LISTED + 50])
def test_only_the_first_keypoints_of_an_indexed_frame_have_words(count: int):
    words = vocabulary.prepared(some_keypoints("a", count), as_query=False).words
    assert len(words) == 4 * min(count, LISTED)


@pytest.mark.parametrize("count", [0, 1, 300])
def test_every_keypoint_of_a_query_has_several(count: int):
    found = vocabulary.prepared(some_keypoints("a", count), as_query=True)
    assert len(found.words) == 4 * PROBES * count
    assert replace(found, words=b"") == some_keypoints("a", count)


def test_many_frames_together_have_the_words_that_each_has_alone():
    frames = [some_keypoints(name, count) for name, count in (("a", 9), ("b", 0), ("c", 200))]
    alone = [vocabulary.prepared(each, as_query=False) for each in frames]
    assert vocabulary.prepared_together(frames) == alone
    assert vocabulary.prepared_together([]) == []
    asked = [vocabulary.prepared(each, as_query=True) for each in frames]
    assert vocabulary.prepared_together(frames, as_query=True) == asked


def test_of_a_mirror_image_the_first_keypoints_vote():
    frames = some_keypoints("a", 600), some_keypoints("b", 600)
    upright, mirrored = vocabulary.both_sides(*frames)
    alone = [vocabulary.prepared(each, as_query=True) for each in frames]
    assert upright == alone[0]
    assert len(mirrored) == 600
    assert mirrored.words == alone[1].words[: 4 * PROBES * vocabulary.MIRRORED_VOTERS]
