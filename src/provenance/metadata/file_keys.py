"""Takes out of a file's metadata the names by which it, or what it was made of, can be met again.

XMP media management (ISO 16684-1, 8.3; Adobe XMP specification part 2), EXIF's ImageUniqueID (Exif
2.32, 4.6.6), Apple's ContentIdentifier (tag 0x0011 of its MakerNote, as ExifTool reads it), the
marks of Facebook in IPTC, the labels of C2PA manifests, and a camera's serial number with the time
and its fraction. Of MP4 and MOV the same XMP, Apple's key `com.apple.quicktime.content.identifier`,
by which both halves of a Live Photo name each other, and serial number with the time.

Such a name is a link between files, and says nothing about pixels.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress

from provenance.metadata.jumbf import manifests
from provenance.metadata.tiff_walk import EXIF_POINTER, Tiff, tiff_of
from provenance.model.metadata import Metadata, Segments
from provenance.model.posting import JoinKey

MOST = 24
"""Keys of one file that are kept."""

_XMP = {
    "XMP-xmpMM:DocumentID": "xmp-document-id",
    "XMP-xmpMM:OriginalDocumentID": "xmp-original-document-id",
    "XMP-xmpMM:InstanceID": "xmp-instance-id",
    "XMP-xmpMM:DerivedFromDocumentID": "xmp-derived-from",
    "XMP-xmpMM:DerivedFromOriginalDocumentID": "xmp-derived-from",
    "XMP-xmpMM:DerivedFromInstanceID": "xmp-derived-from-instance",
}
_PREFIX = re.compile(r"^(xmp\.[a-z]+:|adobe:docid:[a-z]+:|urn:uuid:|uuid:)+", re.IGNORECASE)
_LONG = re.compile(r"[0-9a-z][0-9a-z:_.+/=-]{15,199}", re.ASCII)
_DIGITS = re.compile(r"[0-9a-f]{32}", re.ASCII)
_FEWEST_CHARACTERS = 5
_NO_NAMES = {"faf5bdd5ba3d11daad31d33d75182f1b"}  # Windows writes it into every file

_MARK = re.compile(r"FBMD[0-9a-f]{8,}", re.ASCII)
_TRANSMISSION = re.compile(r"[A-Za-z0-9_-]{16,40}", re.ASCII)

_APPLE = b"Apple iOS\0"
_MAKER_NOTE = 0x927C
_APPLE_DIRECTORY = 14
_CONTENT_IDENTIFIER = 0x0011
_SERIALS = ("EXIF:BodySerialNumber", "EXIF:CameraSerialNumber", "IFD0:CameraSerialNumber")
_VIDEO_SERIALS = tuple(
    f"{group}:{name}"
    for group in ("Keys", "UserData")
    for name in ("SerialNumber", "SerialNumberHash")
)


def file_keys(segments: Segments, said: Metadata) -> tuple[JoinKey, ...]:
    """Give the keys of a file, at most 24, each once; never raises."""
    tags = {tag.name: tag.value for block in said.blocks for tag in block.tags}
    found: dict[JoinKey, None] = {}
    for finder in (_of_xmp, _of_exif, _of_camera, _of_video, _of_facebook):
        found |= dict.fromkeys(finder(tags))
    for reader in (_of_apple, _of_c2pa):
        with suppress(Exception):  # damaged bytes raise what nobody foresaw
            found |= dict.fromkeys(reader(segments))
    return tuple(found)[:MOST]


def _of_xmp(tags: Mapping[str, str]) -> Iterator[JoinKey]:
    for name, kind in _XMP.items():
        if value := _identifier(tags.get(name, "")):
            yield JoinKey(kind, value)


def _identifier(stated: str) -> str:
    """Give an id without what programs put before it; empty where it is too plain to be one."""
    value = _PREFIX.sub("", stated.strip()).lower()
    bare = value.replace("-", "")
    if _DIGITS.fullmatch(bare):
        value = bare
    plain = len(set(bare)) < _FEWEST_CHARACTERS or value in _NO_NAMES
    return "" if plain or not _LONG.fullmatch(value) else value


def _of_exif(tags: Mapping[str, str]) -> Iterator[JoinKey]:
    # The standard asks for 128 bits in hexadecimal; some phones write the name of their lens there.
    value = tags.get("EXIF:ImageUniqueID", "").strip().lower()
    if _DIGITS.fullmatch(value) and len(set(value)) >= _FEWEST_CHARACTERS:
        yield JoinKey("exif-image-unique-id", value)


def _of_camera(tags: Mapping[str, str]) -> Iterator[JoinKey]:
    """Make a digest of which camera it was and when: the serial number itself can lead to a person.

    Without the fraction of the second all pictures of a burst would share it.
    """
    serial = next((tags[name].strip() for name in _SERIALS if tags.get(name, "").strip()), "")
    taken = tags.get("EXIF:DateTimeOriginal", "").strip()
    fraction = tags.get("EXIF:SubSecTimeOriginal", "").strip()
    if serial.strip("0 ") and taken.strip("0: ") and fraction.strip("0 "):
        model = tags.get("IFD0:Model", "").strip()
        whole = "\n".join((model, serial, taken, fraction)).encode("utf-8", "replace")
        yield JoinKey("camera-and-time", hashlib.sha256(whole).hexdigest()[:32])


def _of_video(tags: Mapping[str, str]) -> Iterator[JoinKey]:
    """Give the other half of a Live Photo, and which camera it was and when.

    A camera begins one clip in a second, so a video needs no fraction of it.
    """
    if value := _identifier(tags.get("Keys:ContentIdentifier", "")):
        yield JoinKey("apple-content-identifier", value)
    serial = next((tags[name].strip() for name in _VIDEO_SERIALS if tags.get(name)), "")
    began = tags.get("QuickTime:CreateDate", "").strip()
    if serial.strip("0 ") and began.strip("0: "):
        whole = "\n".join(("video", serial, began)).encode("utf-8", "replace")
        yield JoinKey("camera-and-time", hashlib.sha256(whole).hexdigest()[:32])


def _of_facebook(tags: Mapping[str, str]) -> Iterator[JoinKey]:
    mark = tags.get("IPTC:SpecialInstructions", "").strip()
    if not _MARK.fullmatch(mark):
        return
    yield JoinKey("facebook-mark", mark.lower())
    transmission = tags.get("IPTC:OriginalTransmissionReference", "").strip()
    if _TRANSMISSION.fullmatch(transmission):
        yield JoinKey("facebook-transmission", transmission)


def _of_apple(segments: Segments) -> Iterator[JoinKey]:
    whole = tiff_of(segments.exif)
    if whole is None:
        return
    kept = whole.pointed(whole.directory(whole.first()), EXIF_POINTER).get(_MAKER_NOTE)
    note = kept.raw if kept else b""
    if not note.startswith(_APPLE):
        return
    order = "<" if note[12:14] == b"II" else ">"
    entry = Tiff(note, order).directory(_APPLE_DIRECTORY).get(_CONTENT_IDENTIFIER)
    text = entry.raw.split(b"\0")[0].decode("ascii", "replace") if entry else ""
    if value := _identifier(text):
        yield JoinKey("apple-content-identifier", value)


def _of_c2pa(segments: Segments) -> Iterator[JoinKey]:
    for label in manifests(segments).labels:
        yield JoinKey("c2pa-manifest", label.lower())
