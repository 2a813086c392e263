"""Embeddings are compared by the angle between them, and only with their own kind."""

from __future__ import annotations

import struct

import pytest

from provenance.model.embedding import Embedding


def an_embedding(*numbers: float, weights: str = "a" * 64) -> Embedding:
    return Embedding(weights, struct.pack(f"<{len(numbers)}e", *numbers))


@pytest.mark.parametrize(
    ("numbers", "distance"),
    [((1, 0), 0), ((2, 0), 0), ((1, 1), 293), ((0, 1), 1000), ((-1, 0), 2000), ((0, 0), 1000)],
)
def test_a_distance_is_one_minus_the_cosine_in_thousandths(
    numbers: tuple[float, float], distance: int
) -> None:
    assert an_embedding(1, 0).distance(an_embedding(*numbers)) == distance
    assert an_embedding(*numbers).distance(an_embedding(1, 0)) == distance


@pytest.mark.parametrize(
    "other", [an_embedding(1, 0, weights="b" * 64), an_embedding(1, 0, 0), an_embedding()]
)
def test_embeddings_of_unlike_networks_are_never_compared(other: Embedding) -> None:
    with pytest.raises(ValueError, match="unlike networks"):
        an_embedding(1, 0).distance(other)


def test_the_length_counts_the_numbers() -> None:
    assert len(an_embedding(1, 0, 0)) == 3
    assert len(an_embedding()) == 0
