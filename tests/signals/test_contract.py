"""What every signal must hold to."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from PIL import Image

from provenance.model.fingerprint import Fingerprint
from provenance.signals import SIGNALS, fingerprints
from provenance.signals.interface import Signal
from provenance.signals.projection import project
from tests.pictures import a_picture
from tests.signals.greys import KINDS, a_grey, greys

every_signal = pytest.mark.parametrize("signal", SIGNALS, ids=lambda signal: signal.name)


def computed(signal: Signal, luma: Image.Image) -> Fingerprint:
    return signal.compute(project(luma))


def test_there_are_signals() -> None:
    assert SIGNALS


def test_every_name_is_unique_and_kebab_case() -> None:
    names = [signal.name for signal in SIGNALS]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name) for name in names)


def test_the_names_are_what_indexes_hold() -> None:
    """A changed algorithm is a new name; a name that went away makes an index mute."""
    assert {"pdq-256", "phash-64"} <= {signal.name for signal in SIGNALS}


@every_signal
def test_a_name_ends_in_its_bits(signal: Signal) -> None:
    assert signal.name.endswith(f"-{signal.bits}")


@every_signal
def test_its_bits_fill_words_of_64(signal: Signal) -> None:
    assert signal.bits % 64 == 0


@every_signal
@given(luma=greys(200))
def test_any_picture_gives_a_fingerprint_of_its_bits(signal: Signal, luma: Image.Image) -> None:
    found = computed(signal, luma)
    assert found.signal == signal.name
    assert len(found.value) * 8 == signal.bits
    assert type(found.value) is bytes
    assert type(found.quality) is int
    assert 0 <= found.quality <= 100


@every_signal
@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_always_gives_the_same_fingerprint(signal: Signal, kind: str) -> None:
    luma = a_grey(kind, 301, 203)
    assert computed(signal, luma) == computed(signal, luma.copy())


@every_signal
def test_a_picture_is_left_as_it_was(signal: Signal) -> None:
    luma = a_grey("noise", 301, 203)
    before = luma.tobytes()
    computed(signal, luma)
    assert luma.tobytes() == before


@every_signal
def test_two_pictures_are_farther_apart_than_a_picture_from_its_half(signal: Signal) -> None:
    one, other = (a_picture(seed, (640, 480)).convert("L") for seed in (1, 2))
    half = computed(signal, one.reduce(2))
    assert computed(signal, one).distance(half) * 4 < computed(signal, other).distance(half)


@every_signal
@pytest.mark.parametrize("shade", [0, 127, 255])
def test_a_flat_picture_is_known_by_its_quality(signal: Signal, shade: int) -> None:
    assert computed(signal, Image.new("L", (320, 240), shade)).quality < 50


@every_signal
def test_a_picture_full_of_detail_has_all_the_quality(signal: Signal) -> None:
    assert computed(signal, a_picture().convert("L")).quality == 100


@every_signal
@pytest.mark.parametrize(
    "size", [(1, 1), (1, 5000), (5000, 1), (20_000, 40), (40, 20_000), (30_000, 1), (3, 2)]
)
def test_an_extreme_shape_gives_a_fingerprint(signal: Signal, size: tuple[int, int]) -> None:
    assert len(computed(signal, a_grey("noise", *size)).value) * 8 == signal.bits


def test_fingerprints_holds_one_of_each_signal_in_order() -> None:
    found = fingerprints(a_picture().convert("L"))
    assert [each.signal for each in found] == [signal.name for signal in SIGNALS]
