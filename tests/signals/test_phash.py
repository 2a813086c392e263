"""pHash: equal bit for bit to imagehash, and readable by it."""

from __future__ import annotations

from pathlib import Path

import imagehash
import numpy as np
import pytest
from hypothesis import given, settings
from PIL import Image

from provenance.model.fingerprint import Fingerprint
from provenance.signals.phash import Phash
from provenance.signals.projection import project
from tests.pictures import a_picture
from tests.signals.greys import KINDS, a_grey, greys
from tests.signals.shared import DATA, HASHES, luma_of, needs_shared_data


def phash(luma: Image.Image) -> Fingerprint:
    return Phash().compute(project(luma))


@settings(max_examples=500)
@given(greys())
def test_phash_is_equal_to_imagehash(luma: Image.Image) -> None:
    assert phash(luma).value.hex() == str(imagehash.phash(luma))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "size",
    [(32, 32), (64, 64), (64, 63), (65, 129), (511, 512), (512, 700), (700, 512), (1023, 512)],
)
def test_phash_is_equal_to_imagehash_at_the_edges_of_its_methods(
    kind: str, size: tuple[int, int]
) -> None:
    for seed in range(5):
        luma = a_grey(kind, *size, seed)
        assert phash(luma).value.hex() == str(imagehash.phash(luma))


def test_imagehash_reads_what_we_write() -> None:
    luma = a_picture().convert("L")
    assert imagehash.hex_to_hash(phash(luma).value.hex()) == imagehash.phash(luma)


def test_we_read_what_imagehash_writes() -> None:
    luma = a_picture().convert("L")
    theirs = Fingerprint("phash-64", bytes.fromhex(str(imagehash.phash(luma))), 100)
    assert phash(luma).distance(theirs) == 0


def test_our_distance_is_imagehashs_distance() -> None:
    one, other = (a_picture(seed).convert("L") for seed in (1, 2))
    expected = int(imagehash.phash(one) - imagehash.phash(other))
    assert phash(one).distance(phash(other)) == expected


class TestRealPhotographs:
    """What holds for pictures that nobody made for a test."""

    pytestmark = needs_shared_data

    @pytest.mark.parametrize("folder", ["clic", "cid22", "kodak", "raccoon", "h_meme"])
    def test_phash_is_equal_to_imagehash(self, folder: str) -> None:
        paths = sorted((DATA / "photos" / folder).iterdir())[:20]
        assert paths
        for path in paths:
            luma = luma_of(path)
            assert phash(luma).value.hex() == str(imagehash.phash(luma)), path.name

    def test_the_value_that_imagehash_publishes_is_ours(self) -> None:
        """From shared/data/README.md, 5.1."""
        luma = luma_of(Path(HASHES / "imagehash" / "imagehash.png"))
        assert phash(luma).value.hex() == "ba8c84536bd3c366"

    def test_decoding_at_hashing_scale_moves_phash_by_few_bits(self) -> None:
        """imagehash reads whole pictures; ours are scaled while they are decoded."""
        moved = []
        for path in sorted((DATA / "photos" / "clic").iterdir())[:20]:
            with Image.open(path) as image:
                theirs = bytes.fromhex(str(imagehash.phash(image)))
            moved.append(phash(luma_of(path)).distance(Fingerprint("phash-64", theirs, 100)))
        assert np.max(moved) <= 4
