"""Decides which pictures are indexed, edited, or kept unseen: by the seed and by names alone."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from accuracy.attacks import OTHERS
from accuracy.options import Options
from accuracy.pictures import Mark, Picture, pictures_in

_BESIDE = 12
"""Unseen pictures from which collages take what they put beside the picture."""


class TooFewPictures(Exception):
    """There are too few photographs to measure with; the text says what to do."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """The pictures of a run. `edited` are those of the indexed ones that attacks may take."""

    indexed: tuple[Picture, ...]
    unseen: tuple[Picture, ...]
    edited: tuple[Picture, ...]
    beside: tuple[Picture, ...]


def corpus_of(options: Options) -> Corpus:
    """Share the pictures out; raises `TooFewPictures`."""
    photos = pictures_in(options.photos)
    mixed = shuffled(photos, f"{options.seed} held out")
    count = round(len(mixed) * options.held_out)
    kept_away = {each.sha256: each for each in (*mixed[:count], *pictures_in(options.unseen))}
    indexed = {
        each.sha256: each
        for each in (*photos, *pictures_in(options.distractors))
        if each.sha256 not in kept_away
    }
    edited = tuple(each for each in photos if each.sha256 in indexed and _plain(each))
    plain = [each for each in kept_away.values() if _plain(each)]
    if len(plain) < OTHERS + 1 or not edited:
        raise TooFewPictures("too few photographs; name folders with more in --photos")
    beside = tuple(shuffled(plain, f"{options.seed} beside")[:_BESIDE])
    return Corpus(tuple(indexed.values()), tuple(kept_away.values()), edited, beside)


def shuffled(pictures: Iterable[Picture], word: str) -> list[Picture]:
    """Put pictures into an order that depends on the word and on the pictures' bytes alone."""

    def place(picture: Picture) -> str:
        return hashlib.sha256(f"{word} {picture.sha256}".encode()).hexdigest()

    return sorted(pictures, key=place)


def of_each_set(pictures: Sequence[Picture], count: int, mark: Mark) -> list[Picture]:
    """Give up to `count` neighbours of each set that has the mark, in the order of names."""
    groups: dict[str, list[Picture]] = {}
    for picture in pictures:
        if picture.mark is mark:
            groups.setdefault(picture.group, []).append(picture)
    return [each for group in groups.values() for each in group[:count]]


def _plain(picture: Picture) -> bool:
    return picture.mark in {Mark.NONE, Mark.ALIKE}
