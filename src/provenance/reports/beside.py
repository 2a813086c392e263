"""What is told beside the matches: embedded pictures, what matches them, and links by metadata.

As words for people and as plain data for scripts, so that all reports say the same of it.
"""

from __future__ import annotations

from dataclasses import asdict

from provenance.model.case import Examination
from provenance.model.embedded import HiddenPicture, Likeness, PlaceInFile
from provenance.model.link import Link, Links, SharedKey
from provenance.model.match import Match
from provenance.reports import facts
from provenance.reports.facts import Fact
from provenance.reports.hidden_words import sides

NO_PIXELS = "linked by metadata, not by pixels"

_KEYS = {
    "xmp-document-id": "XMP DocumentID",
    "xmp-original-document-id": "XMP OriginalDocumentID",
    "xmp-instance-id": "XMP InstanceID",
    "xmp-derived-from": "XMP DerivedFrom (document)",
    "xmp-derived-from-instance": "XMP DerivedFrom (instance)",
    "exif-image-unique-id": "EXIF ImageUniqueID",
    "apple-content-identifier": "Apple ContentIdentifier",
    "camera-and-time": "camera serial number, time and fraction of a second (digest)",
    "facebook-mark": "Facebook's mark FBMD",
    "facebook-transmission": "Facebook's transmission reference",
    "c2pa-manifest": "C2PA manifest",
}
_ORIGINS = {
    PlaceInFile.EXIF: "EXIF thumbnail",
    PlaceInFile.PHOTOSHOP: "Photoshop thumbnail",
    PlaceInFile.JFIF: "JFIF thumbnail",
    PlaceInFile.MPF: "MPF preview",
    PlaceInFile.HEIF: "HEIF thumbnail",
    PlaceInFile.C2PA_CLAIM: "Content Credentials thumbnail",
    PlaceInFile.C2PA_INGREDIENT: "Content Credentials ingredient",
}
_TO_VISIBLE = {
    Likeness.SAME: "the same as the visible picture",
    Likeness.ALTERED: "altered, it shows something else in a part of the visible picture",
    Likeness.CROPPED: "cropped, the visible picture is a part of it",
    Likeness.MIRRORED: "mirrored against the visible picture",
    Likeness.ROTATED: "rotated against the visible picture",
    Likeness.DIFFERENT: "different from the visible picture",
    Likeness.UNCLEAR: "unclear",
}


def described(each: HiddenPicture) -> str:
    """Say what an embedded picture is to the visible one."""
    name = f"{_ORIGINS[each.origin]}, {each.width}x{each.height} pixels"
    if not each.width:
        name = f"{_ORIGINS[each.origin]}, {each.size_bytes:,} bytes"
    said = each.likened.likeness.value
    return f"{name}: {said}" + (f" ({each.likened.reason})" if each.likened.reason else "")


def in_full(each: HiddenPicture) -> str:
    """Say the same with the size in pixels and in bytes, both where they are known."""
    name = f"{_ORIGINS[each.origin]}, "
    if each.width:
        name += f"{each.width}x{each.height} pixels, "
    said = each.likened
    why = f" ({said.reason})" if said.reason else ""
    return f"{name}{each.size_bytes:,} bytes: {_TO_VISIBLE[said.likeness]}{why}"


def told_of(examination: Examination) -> list[HiddenPicture]:
    """Give the embedded pictures that people want to read of: the same says nothing."""
    return [each for each in examination.embedded if each.likened.likeness is not Likeness.SAME]


def shared(key: SharedKey) -> str:
    """Name a shared key, with its kind in the other file where that differs."""
    other = f", there as {_KEYS.get(key.other_kind, key.other_kind)}"
    same = key.kind == key.other_kind
    common = " (common to unlike pictures)" if key.common else ""
    return f"{_KEYS.get(key.kind, key.kind)}{'' if same else other}: {key.value}{common}"


def unlinked(links: Links) -> list[str]:
    """Say of each key that is too common to link anything how many files it left out."""
    return [
        f"{_KEYS.get(each.key.kind, each.key.kind)} {each.key.value} is that of many unlike "
        f"pictures, as of a template: {each.files:,} more files that share it are not linked"
        for each in links.common
    ]


def embedded(each: HiddenPicture) -> Fact:
    """Write an embedded picture that is searched for, and what it is to the visible one."""
    return {**listed(each), "frame": each.frame and facts.frame(each.frame)}


def listed(each: HiddenPicture) -> Fact:
    """Write an embedded picture and what it is to the visible one."""
    said = each.likened
    return {
        "origin": each.origin,
        "width": each.width,
        "height": each.height,
        "size_bytes": each.size_bytes,
        "relation": said.likeness,
        "mirrored": said.orientation.mirrored,
        "rotated": said.orientation.rotated,
        "crop": facts.box(said.crop),
        "correlation": said.score,
        "reason": said.reason,
        "differing": [facts.box(box) for box in said.differing],
    }


def hidden(match: Match) -> Fact:
    """Write a match of an embedded picture, with a sentence that says of what it is."""
    return {**facts.match(match), "between": sides(match)}


def links(found: Links) -> Fact:
    """Write links by metadata."""
    return {
        "linked": [_link(each) for each in found.linked],
        "more": found.more,
        "common": [{**asdict(each.key), "files": each.files} for each in found.common],
    }


def _link(each: Link) -> Fact:
    return {
        "media": facts.media(each.media),
        "keys": [asdict(key) for key in each.keys],
        "matches": each.matches,
        "sightings": [facts.sighting(sighting) for sighting in each.sightings],
    }
