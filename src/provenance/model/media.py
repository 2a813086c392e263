"""Media and frames: what the bytes are, and the pictures in them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Location:
    """A file, or what lies in an archive.

    `path` may hold surrogate escapes: names of files are bytes, not text. `inside` leads on from
    there: the name of a member of a ZIP archive, or `RECORD` and an offset in bytes for a record of
    a WARC file; both, one after the other, for a WARC file in a WACZ.
    """

    path: str
    inside: tuple[str, ...] = ()

    @property
    def display(self) -> str:
        """Give the path as text that can be stored, printed and encoded anywhere."""
        return "!/".join(_displayed(step) for step in (self.path, *self.inside))


RECORD = "record "
"""What the step into a WARC file begins with; the record's offset follows."""


def _displayed(step: str) -> str:
    try:
        name = step.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:  # text of an export may hold surrogates that no name can hold
        return step.encode("utf-8", "backslashreplace").decode()
    return name.decode("utf-8", "backslashreplace")


HASH_LIST = "text/x-vpdq"
"""The media type that is given here to a text of vPDQ; none is registered for it."""


@dataclass(frozen=True, slots=True)
class Media:
    """Bytes, known by their SHA-256.

    `media_type` comes from the bytes, never from the name. `width` and `height` are pixels of the
    first frame after the EXIF orientation was applied, 0 for a list of hashes.
    """

    sha256: str
    size_bytes: int
    media_type: str
    width: int
    height: int
    frame_count: int

    @property
    def is_hash_list(self) -> bool:
        """Tell whether these bytes are no picture but the hashes of one, without any pixels."""
        return self.media_type == HASH_LIST


class Role(StrEnum):
    """What a frame is of its media.

    THUMBNAIL and INGREDIENT lie in its metadata: a small picture of it, perhaps as it once was, and
    one of what it was made from.
    """

    IMAGE = "image"
    FRAME = "frame"
    THUMBNAIL = "embedded-thumbnail"
    INGREDIENT = "ingredient"

    @property
    def is_embedded(self) -> bool:
        """Tell whether nobody sees the picture who opens the file: it lies in the metadata."""
        return self in {Role.THUMBNAIL, Role.INGREDIENT}


@dataclass(frozen=True, slots=True)
class Frame:
    """One picture: a still, or a moment of an animation; `timestamp_s` counts from its start.

    `rotated` is by how many degrees clockwise the picture lies in its media: one with empty corners
    is kept a second time, turned back, so that it is found by its straight copies. Embedded frames
    are numbered on from the last of the others.
    """

    media_sha256: str
    index: int
    timestamp_s: float
    role: Role
    rotated: int = 0
