"""Adds visual words to the keypoints of many frames at once: one by one costs far more."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from provenance.index.vocabulary import prepared_together
from provenance.model.fingerprint import ExaminedFrame

_TOGETHER = 32
"""Frames whose words are looked for at a time, which bounds the memory that it takes."""


def with_words(
    frames: Sequence[ExaminedFrame], *, as_query: bool, voters: int | None = None
) -> Iterator[ExaminedFrame]:
    """Give the frames, their keypoints with the words that are listed or asked for.

    Of each query only the first `voters` keypoints get words, where that is given.
    """
    for start in range(0, len(frames), _TOGETHER):
        some = frames[start : start + _TOGETHER]
        plain = [keypoints for each in some for keypoints in each.keypoints]
        worded = iter(prepared_together(plain, as_query=as_query, voters=voters))
        for each in some:
            yield replace(each, keypoints=tuple(next(worded) for _ in each.keypoints))
