"""Embedded pictures: those that a file carries in its metadata, beside the one that is seen."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from provenance.model.fingerprint import UPRIGHT, Orientation
from provenance.model.geometry import Box
from provenance.model.media import Frame


class PlaceInFile(StrEnum):
    """Where in a file an embedded picture lies.

    C2PA_INGREDIENT shows what the picture was made from, by the word of whoever signed it; all
    others are meant to show the picture itself.
    """

    EXIF = "exif-thumbnail"
    PHOTOSHOP = "photoshop-thumbnail"
    JFIF = "jfif-thumbnail"
    MPF = "mpf-preview"
    HEIF = "heif-thumbnail"
    C2PA_CLAIM = "c2pa-claim-thumbnail"
    C2PA_INGREDIENT = "c2pa-ingredient-thumbnail"


class Likeness(StrEnum):
    """What an embedded picture is to the visible one.

    SAME: it shows nothing else. ALTERED: it shows the same view, with something else in a part of
    it. CROPPED: the visible picture is a part of it. MIRRORED and ROTATED:
    the visible picture was turned, and perhaps cropped as well. DIFFERENT: nothing of it was found
    in the visible picture. UNCLEAR: it cannot be read, or not be told.
    """

    SAME = "same"
    ALTERED = "altered"
    CROPPED = "cropped"
    MIRRORED = "mirrored"
    ROTATED = "rotated"
    DIFFERENT = "different"
    UNCLEAR = "unclear"


TELLING = (
    Likeness.ALTERED,
    Likeness.CROPPED,
    Likeness.MIRRORED,
    Likeness.ROTATED,
    Likeness.DIFFERENT,
)
"""What makes an embedded picture worth looking at, and worth searching for."""


@dataclass(frozen=True, slots=True)
class EmbeddedBytes:
    """An embedded picture as it lies in the file, not decoded; hostile like all of the file."""

    origin: PlaceInFile
    data: bytes


@dataclass(frozen=True, slots=True)
class Likened:
    """How an embedded picture compares: `orientation` turns it into the visible picture.

    `crop` is the part of it, before that turn, that the visible picture shows; `None` is all of it.
    `score` is the best correlation of both (at most 1) where they lie on each other; `reason` says
    why it is UNCLEAR. `differing` are the parts of what both show in which one is ALTERED.
    """

    likeness: Likeness
    orientation: Orientation = UPRIGHT
    crop: Box | None = None
    score: float = 0.0
    reason: str = ""
    differing: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True)
class HiddenPicture:
    """An embedded picture and what it is to the visible one.

    `width` and `height` are pixels, 0 where it could not be decoded. `frame` is which
    picture of the media it is in an index; `None` unless its likeness is one of `TELLING`.
    """

    origin: PlaceInFile
    size_bytes: int
    width: int
    height: int
    likened: Likened
    frame: Frame | None = None


@dataclass(frozen=True, slots=True)
class Apart:
    """Two embedded pictures of one file that do not show the same.

    `likened` says what the `second` is to the `first`, in either direction; its likeness is one of
    `TELLING`.
    """

    first: PlaceInFile
    second: PlaceInFile
    likened: Likened
