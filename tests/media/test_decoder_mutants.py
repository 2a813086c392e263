"""Decoding: damaged files of every format raise nothing but our own errors."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from contextlib import suppress
from random import Random

import pytest

from provenance.errors import InputError
from tests.media.decoding import ANIMATED, WITH_EXIF, decoded, shades
from tests.media.files import WRITTEN, a_file, an_animation, an_exif


@pytest.mark.parametrize("form", WRITTEN)
def test_three_hundred_mutants_of_a_file_raise_nothing_but_our_own_errors(form: str) -> None:
    exif = {"exif": an_exif(3)} if form in WITH_EXIF else {}
    for mutant in itertools.islice(mutants(a_file(form, (48, 32), **exif)), 300):
        with suppress(InputError):
            assert decoded(mutant, frame_pixels=1_000_000).frames


@pytest.mark.parametrize("form", ANIMATED)
def test_mutants_of_an_animation_raise_nothing_but_our_own_errors(form: str) -> None:
    for mutant in itertools.islice(mutants(an_animation(form, shades(3))), 100):
        with suppress(InputError):
            assert decoded(mutant, frame_pixels=1_000_000, file_pixels=3_000_000).frames


def mutants(data: bytes) -> Iterator[bytes]:
    """Change bytes, cut, drop and repeat parts of a file, the same way every time."""
    random = Random(len(data))
    while True:
        raw = bytearray(data)
        for _ in range(random.choice((1, 2, 4, 16))):
            raw[random.randrange(len(raw))] = random.choice((0, 1, 64, 127, 128, 255))
        start = random.randrange(len(raw))
        end = min(len(raw), start + random.randrange(40))
        yield bytes(
            random.choice((raw, raw, raw[:start], raw[:start] + raw[end:], raw[:end] + raw[start:]))
        )
