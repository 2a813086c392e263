"""What an attack is given, and what it gives back: the edited picture and the truth about it."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from PIL import Image

from provenance.model.geometry import Box

Rectangle = tuple[float, float, float, float]
"""Left, top, right, bottom in pixels."""

WHOLE = Box(0.0, 0.0, 1.0, 1.0)


@dataclass(frozen=True, slots=True)
class Given:
    """What an attack works with: a picture in RGB, seeded chance, and pictures to put beside it."""

    picture: Image.Image
    chance: np.random.Generator
    others: Sequence[Image.Image] = ()


@dataclass(frozen=True, slots=True)
class Encoding:
    """How an edited picture is saved; `sampling` is JPEG's colour subsampling."""

    form: str = "JPEG"
    quality: int = 90
    sampling: str = "4:2:0"

    @property
    def suffix(self) -> str:
        """Give the end of the file's name."""
        return ".png" if self.form == "PNG" else ".jpg"


PNG = Encoding("PNG")


@dataclass(frozen=True, slots=True)
class Truth:
    """Where the first picture lies in the edited one, and which part of it is to be seen.

    `where` is in shares of the edited picture, `seen` in shares of the first one. Where the content
    lies askew they are the boxes around it. Mirrored first, then `rotated` clockwise, in degrees.
    """

    where: Box = WHOLE
    seen: Box = WHOLE
    mirrored: bool = False
    rotated: int = 0


@dataclass(frozen=True, slots=True)
class Edited:
    """What came of an attack."""

    picture: Image.Image
    encoding: Encoding = Encoding()
    truth: Truth = Truth()

    def data(self) -> bytes:
        """Give the file."""
        out = io.BytesIO()
        if self.encoding.form == "PNG":
            self.picture.save(out, "PNG", compress_level=1)
        else:
            encoding = self.encoding
            self.picture.save(out, "JPEG", quality=encoding.quality, subsampling=encoding.sampling)
        return out.getvalue()


@dataclass(frozen=True, slots=True)
class Attack:
    """One kind of edit: its name, the group whose goal it is held to, and the edit itself."""

    name: str
    group: str
    edit: Callable[[Given], Edited]


def share_of(part: Rectangle, size: tuple[int, int]) -> Box:
    """Give a rectangle in pixels as shares of a picture of that size."""
    left, top, right, bottom = part
    width, height = size
    return Box(left / width, top / height, right / width, bottom / height)


def saved(edited: Edited) -> Image.Image:
    """Save a picture and open it again, as happens between two edits."""
    with Image.open(io.BytesIO(edited.data())) as image:
        return image.convert("RGB")


def then(first: Edited, second: Edited) -> Edited:
    """Give the second edit, made of the picture that came of the first, with the truth of both.

    Only the first may have mirrored the picture, and none may have turned it.
    """
    before, after = first.truth, second.truth
    assert not any((before.rotated, after.rotated, after.mirrored))
    common = Box(
        max(before.where.left, after.seen.left),
        max(before.where.top, after.seen.top),
        min(before.where.right, after.seen.right),
        min(before.where.bottom, after.seen.bottom),
    )
    where = _moved(common, after.seen, after.where)
    if before.mirrored:
        width = before.where.left + before.where.right
        common = Box(width - common.right, common.top, width - common.left, common.bottom)
    seen = _moved(common, before.where, before.seen)
    truth = Truth(where, seen, mirrored=before.mirrored)
    return Edited(second.picture, second.encoding, truth)


def _moved(part: Box, old: Box, new: Box) -> Box:
    """Give a part of `old` as the same part of `new`."""
    across = (new.right - new.left) / (old.right - old.left)
    down = (new.bottom - new.top) / (old.bottom - old.top)
    return Box(
        new.left + (part.left - old.left) * across,
        new.top + (part.top - old.top) * down,
        new.left + (part.right - old.left) * across,
        new.top + (part.bottom - old.top) * down,
    )
