"""Hash strings of other tools, read as fingerprints."""

import imagehash
import pytest
from PIL import Image

from provenance.errors import UsageError
from provenance.signals import exchanged, fingerprints


@pytest.fixture
def picture() -> Image.Image:
    noise = Image.effect_noise((300, 200), 80)
    return Image.blend(Image.radial_gradient("L").resize((300, 200)), noise, 0.4)


def test_a_phash_of_imagehash_reads_as_our_own_fingerprint(picture: Image.Image) -> None:
    _, phash = fingerprints(picture)
    read = exchanged.read(f"phash:{imagehash.phash(picture)}")
    assert read is not None
    assert (read.signal, read.value) == (phash.signal, phash.value)


def test_a_pdq_reads_as_our_own_fingerprint(picture: Image.Image) -> None:
    pdq, _ = fingerprints(picture)
    read = exchanged.read(f"PDQ:{pdq.value.hex().upper()}")
    assert read is not None
    assert read.distance(pdq) == 0


@pytest.mark.parametrize("words", ["https://x.example/1", "telegram/1", "ab12", "md5:00", "a:b"])
def test_other_words_are_no_hash(words: str) -> None:
    assert exchanged.read(words) is None


def test_a_hash_without_its_leading_zeros_is_refused_with_the_next_step() -> None:
    with pytest.raises(UsageError, match="dropped zeros at its front"):
        exchanged.read("pdq:" + "f" * 62)


def test_a_hash_with_another_letter_is_refused() -> None:
    with pytest.raises(UsageError, match="no hexadecimal digit"):
        exchanged.read("phash:" + "g" * 16)
