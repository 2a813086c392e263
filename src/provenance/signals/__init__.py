"""From upright grey pixels to fingerprints."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from provenance.model.fingerprint import UPRIGHT, Fingerprint, Orientation, Variant
from provenance.model.geometry import pixels
from provenance.signals.interface import Signal
from provenance.signals.pdq import Pdq
from provenance.signals.phash import Phash
from provenance.signals.projection import Projection, project
from provenance.signals.regions import regions
from provenance.signals.straighten import Straightened, straightened

if TYPE_CHECKING:
    from PIL import Image

__all__ = [
    "SIGNALS",
    "Straightened",
    "fingerprints",
    "of_regions",
    "regions",
    "straightened",
    "turned_back",
    "variants",
]

SIGNALS: tuple[Signal, ...] = (Pdq(), Phash())


def fingerprints(luma: Image.Image) -> tuple[Fingerprint, ...]:
    """Compute every signal of a picture of mode L."""
    return _compute(project(luma))


def variants(luma: Image.Image) -> tuple[Variant, ...]:
    """Compute every signal of a picture turned in all eight ways; upright comes first.

    The orientation of a variant is how an indexed picture that matches it was turned to become
    this one, so each holds the hashes of this picture turned *back*.
    """
    found = {}
    for mirrored, rotated, transpose, quarter in _TURNS:
        plain = project(luma if transpose is None else luma.transpose(transpose))  # type: ignore[arg-type]
        found[Orientation(mirrored=mirrored, rotated=rotated)] = _compute(plain)
        # Transposing a picture is a mirroring and a quarter turn in one.
        turned = Orientation(mirrored=not mirrored, rotated=quarter)
        found[turned] = _compute(plain.transposed())
    order = sorted(found, key=lambda each: (each != UPRIGHT, each.mirrored, each.rotated))
    return tuple(Variant(orientation, found[orientation]) for orientation in order)


def of_regions(luma: Image.Image) -> tuple[Variant, ...]:
    """Compute every signal of each region of a picture, turned in all eight ways."""
    return tuple(
        replace(variant, crop=each.box)
        for each in regions(luma)
        for variant in variants(luma.crop(pixels(each.box, luma.size)))
    )


def turned_back(picture: Straightened) -> tuple[Variant, ...]:
    """Compute every signal of a straightened picture, as it is and mirrored."""
    mirrored = picture.luma.transpose(_MIRROR)  # type: ignore[arg-type]
    return tuple(
        Variant(Orientation(mirrored=flipped, rotated=picture.rotated), fingerprints(luma))
        for flipped, luma in ((False, picture.luma), (True, mirrored))
    )


_MIRROR = 0
# Mirrored, rotated, Pillow's number for the turn, and the quarter turn that its transpose is.
_TURNS = ((False, 0, None, 270), (False, 180, 3, 90), (True, 0, _MIRROR, 90), (True, 180, 1, 270))


def _compute(projection: Projection) -> tuple[Fingerprint, ...]:
    return tuple(signal.compute(projection) for signal in SIGNALS)
