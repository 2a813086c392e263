"""Photographs of the fixtures as keypoints, and edits of them with the truth about each."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from provenance.matching import keypoints
from provenance.model.keypoints import Keypoints
from tests.signals.framing import PHOTOGRAPHS, a_photograph

if TYPE_CHECKING:
    from PIL import Image

NAMES = PHOTOGRAPHS


def luma(image: Image.Image) -> Image.Image:
    return image.convert("L")


@cache
def stored(name: str) -> Keypoints:
    return keypoints.stored(luma(a_photograph(name)))


def queried(image: Image.Image) -> Keypoints:
    return keypoints.queried(luma(image))
