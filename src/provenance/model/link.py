"""Links: files that share a name in their metadata, whatever their pictures show."""

from __future__ import annotations

from dataclasses import dataclass

from provenance.model.media import Media
from provenance.model.posting import JoinKey, Sighting

FAMILIES = {
    "xmp-document-id": "xmp-document",
    "xmp-original-document-id": "xmp-document",
    "xmp-derived-from": "xmp-document",
    "xmp-instance-id": "xmp-instance",
    "xmp-derived-from-instance": "xmp-instance",
    "exif-image-unique-id": "exif",
    "apple-content-identifier": "apple",
    "camera-and-time": "camera",
    "facebook-mark": "facebook-mark",
    "facebook-transmission": "facebook-transmission",
    "c2pa-manifest": "c2pa",
}
"""The kinds of keys of a file's metadata; a value is the same name in every kind of a family.

What one file was derived from is the document that another one is.
"""

UNLIKE_PICTURES = 3
"""Of so many unlike pictures a key may be the name; that of more is a template's or a preset's."""


@dataclass(frozen=True, slots=True)
class SharedKey:
    """A key that two files share: its kind in the one that was asked about, and in the other.

    `common` tells that so many unlike pictures bear it that it links nothing by itself.
    """

    kind: str
    other_kind: str
    value: str
    common: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """A file that shares keys, with its postings; `matches` tells that its picture does, too."""

    media: Media
    keys: tuple[SharedKey, ...]
    sightings: tuple[Sighting, ...]
    matches: bool = False


@dataclass(frozen=True, slots=True)
class CommonKey:
    """A key of many unlike pictures, and how many files were not linked that share no more."""

    key: JoinKey
    files: int


@dataclass(frozen=True, slots=True)
class Links:
    """The files that are linked, and the keys that would have linked others, were they rarer.

    `more` counts linked files beyond those that are listed.
    """

    linked: tuple[Link, ...] = ()
    common: tuple[CommonKey, ...] = ()
    more: int = 0


NO_LINKS = Links()
"""Of a file that shares no key with another."""


def is_linked(keys: tuple[SharedKey, ...], *, matches: bool) -> bool:
    """Tell whether shared keys link two files.

    One that is not common does. Common ones do where two are of different blocks of metadata, for a
    preset writes all of its XMP into whatever it is used on, or where the pictures match.
    """
    if matches or not all(key.common for key in keys):
        return bool(keys)
    return len({FAMILIES.get(key.kind, key.kind).partition("-")[0] for key in keys}) > 1
