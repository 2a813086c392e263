"""PDQ: the values that its makers publish, and the pairs that others made."""

from __future__ import annotations

import csv

import pytest
from PIL import Image

from provenance.model.fingerprint import Fingerprint, Orientation
from provenance.signals import straightened, turned_back, variants
from tests.signals.greys import a_grey
from tests.signals.shared import HASHES, luma_of, needs_shared_data, pdq_of

pytestmark = needs_shared_data

UKBENCH = HASHES / "imagededup"

# pdq/python/README.md of ThreatExchange, as in shared/data/README.md, 5.1.
PUBLISHED = {
    "aaa-orig": "d8f8f0cce0f4a84f0e370a22028f67f0b36e2ed596623e1d33e6b39c4e9c9b22",
    "blur-a-little": "d8f8f0cce0f4a84f0e370a22028f67f0b36e2ed596623e1d33e6b39c4e9c9b22",
    "blur-a-lot": "d8f8f0cce0f4e84f0637022a028f67f0b36e2ed596623e1d33e6b39c4e9c9b22",
    "high-contrast": "d8f8f0cce0f4e84d06370a32068f67f0b36e2ed596623e1d33e6339c4e9c9b22",
    "high-saturation": "d8f8f0cce0f4e84f0e370a22028f67f0b36e2ed596621e1d33e6b39c4e9c9b22",
    "sharpen-a-little": "d8f8f0cce0f4a84f0e370a22038f67f0b36e2ed596621e1d33e6b39c4e9c9b22",
    "sharpen-a-lot": "d0f8f1cec0f4a8470a370a32238f67f0b36e2ef597231e1d72a6a39c4e9c9b22",
    "shrink-a-little": "d8f8f0cce0f4a84f0e370a22038f67f0b36e2ed596621e1d33e6b39c4e9c9b22",
    "shrink-a-lot": "d0f8f1ccc0f4a84d0a370a3a228f67f0b36e2ed5b6623e1d33e6339c4e9c9b22",
    "square-128x128": "d8f8f1eec0f4a84f0e37022a078f63f0b36e2ed596621e1d33e6239c4e9c9b22",
    "square-256x256": "d8f8f0cec4f4a84f0637022a078f67f0b36e2ee5b6621e1d33e6239c4e9c9b22",
    "square-512x512": "d8f8f0cec0f4a84f0637022a278f67f0b36e2ed596621e1d33e6339c4e9c9b22",
}


@pytest.mark.parametrize("name", PUBLISHED)
def test_the_published_value_is_ours_within_what_decoders_differ(name: str) -> None:
    published = Fingerprint("pdq-256", bytes.fromhex(PUBLISHED[name]), 100)
    assert pdq_of(HASHES / "pdq-bridge-mods" / f"{name}.jpg").distance(published) <= 16


def pairs(kind: str) -> list[tuple[str, str]]:
    """Read the pairs of a kind; none where the data is not here."""
    if not HASHES.is_dir():
        return []
    with (HASHES / "pairs.csv").open(newline="") as lines:
        return [(row["a"], row["b"]) for row in csv.DictReader(lines) if kind in row["kind"]]


@pytest.mark.parametrize(("one", "other"), pairs("near-duplicate"))
def test_an_edited_copy_is_within_the_strong_threshold(one: str, other: str) -> None:
    assert pdq_of(HASHES / one).distance(pdq_of(HASHES / other)) <= 31


def test_no_two_different_pictures_are_within_the_possible_threshold() -> None:
    near = [
        (one, other)
        for one, other in pairs("unrelated")
        if pdq_of(HASHES / one).distance(pdq_of(HASHES / other)) <= 48
    ]
    assert len(pairs("unrelated")) > 300
    assert near == []


def test_a_mirrored_copy_is_found_by_the_mirrored_variant() -> None:
    indexed = pdq_of(UKBENCH / "ukbench00120.jpg")
    found = variants(luma_of(UKBENCH / "ukbench00120_hflip.jpg"))
    near = [each.orientation for each in found if each.fingerprints[0].distance(indexed) <= 31]
    assert near == [Orientation(mirrored=True, rotated=0)]


def test_a_copy_rotated_by_30_degrees_is_found_by_its_empty_corners() -> None:
    indexed = pdq_of(UKBENCH / "ukbench00120.jpg")
    found = [
        variant
        for picture in straightened(luma_of(UKBENCH / "ukbench00120_rotation.jpg"))
        for variant in turned_back(picture)
    ]
    near = [each.orientation for each in found if each.fingerprints[0].distance(indexed) <= 48]
    assert near == [Orientation(mirrored=False, rotated=330)]


def test_the_quality_of_a_photograph_is_more_than_that_of_fog() -> None:
    photograph = pdq_of(HASHES / "pdq-bridge-mods" / "aaa-orig.jpg")
    fog = variants(Image.blend(Image.new("L", (400, 300), 200), a_grey("noise", 400, 300), 0.02))
    assert photograph.quality == 100
    assert fog[0].fingerprints[0].quality < 50
