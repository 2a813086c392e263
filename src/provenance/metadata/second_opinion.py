"""Lays what we read beside what ExifTool read (`exiftool -j -G` or `-G1`), tag by tag."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from provenance.metadata.exiftool_values import same
from provenance.model.metadata import Disagreement, Metadata, SecondOpinion, Statement

OURS, THEIRS = "provenance", "ExifTool"

_FAMILY = {
    **dict.fromkeys(("IFD0", "ExifIFD", "GPS", "InteropIFD"), "EXIF"),
    "ICC-header": "ICC_Profile",
    "PNG-pHYs": "PNG",
    **dict.fromkeys(
        ("Apple", "Canon", "Nikon", "FujiFilm", "Panasonic", "Olympus", "Pentax", "Sony"),
        "MakerNotes",
    ),
}
"""The family 0 of ExifTool (`-G`) by the family 1 (`-G1`); others are the same, or `XMP-…`."""

_EXIF = frozenset(
    {
        *("Make", "Model", "Software", "ModifyDate", "DateTimeOriginal", "CreateDate"),
        *("OffsetTime", "OffsetTimeOriginal", "OffsetTimeDigitized", "SubSecTime"),
        *("SubSecTimeOriginal", "SubSecTimeDigitized", "SerialNumber", "LensModel"),
        *("LensSerialNumber", "OwnerName", "ImageUniqueID", "Orientation", "ImageDescription"),
        *("Artist", "Copyright", "UserComment", "ExifImageWidth", "ExifImageHeight"),
        *("GPSLatitude", "GPSLongitude", "GPSAltitude", "GPSDateStamp", "GPSTimeStamp"),
        *("GPSImgDirection", "HostComputer"),
    }
)
_XMP = frozenset(
    {
        *("DocumentID", "InstanceID", "OriginalDocumentID", "CreatorTool", "XMPToolkit"),
        *("HistoryAction", "HistoryWhen", "HistorySoftwareAgent", "HistoryInstanceID"),
        *("HistoryChanged", "HistoryParameters", "DerivedFromDocumentID", "DerivedFromInstanceID"),
        *("DerivedFromOriginalDocumentID", "DocumentAncestors", "CreateDate", "ModifyDate"),
        *("MetadataDate", "DateCreated", "DateTimeOriginal", "DateTimeDigitized", "GPSLatitude"),
        *("GPSLongitude", "DigitalSourceType", "DigitalSourceFileType", "Title", "Description"),
        *("Creator", "Rights", "Subject", "Headline", "Credit", "Source", "Instructions", "City"),
        *("State", "Country", "Location", "TransmissionReference", "Make", "Model", "Software"),
        *("SerialNumber", "LegacyIPTCDigest", "WebStatement", "PersonInImage"),
    }
)
_OTHERS = frozenset(
    {
        *("Photoshop:IPTCDigest", "Photoshop:URL"),
        *("ICC_Profile:ProfileDescription", "ICC_Profile:ProfileCopyright"),
        *("File:Comment", "File:CurrentIPTCDigest"),
        *("PNG:ModifyDate", "PNG:Software", "PNG:ImageWidth", "PNG:ImageHeight"),
    }
)
_MAKERS = frozenset({"SerialNumber", "ShutterCount", "OwnerName"})
_IN_WORDS = {"CodedCharacterSet", "FileFormat", "SizeMode"}  # ExifTool turns them into words
_TOLD_BY_OTHERS = ("(Binary data", "(large array", "Use -b option")


@dataclass(frozen=True, slots=True)
class _Pair:
    name: str
    ours: str
    theirs: str


def second_opinion(said: Metadata, theirs: Iterable[tuple[str, str]], by: str) -> SecondOpinion:
    """Compare the tags that reports rest on: core EXIF, all of XMP and IPTC, serials, digests.

    `said` is named as ExifTool does, `theirs` as it wrote them (`ExifIFD:Make` or `EXIF:Make`).
    """
    there = {name: value for name, value in theirs if _is_readable(value)}
    here = {tag.name: tag.value for block in said.blocks for tag in block.tags if tag.value}
    by_family = not any(name.startswith(("IFD0:", "ExifIFD:", "XMP-")) for name in there)
    named = {(_family(name) if by_family else name): name for name in here if _is_compared(name)}
    pairs = [_Pair(named[key], here[named[key]], there[key]) for key in named if key in there]
    apart = [pair for pair in pairs if not same(_local(pair.name), pair.ours, pair.theirs)]
    return SecondOpinion(
        by,
        len(pairs) - len(apart),
        tuple(map(_disagreement, apart)),
        tuple(sorted(named[key] for key in named if key not in there)),
        tuple(sorted(_missing(there, named))),
    )


def _missing(there: dict[str, str], named: dict[str, str]) -> Iterator[str]:
    for key, value in there.items():
        if key not in named and value.strip() and _is_compared(key):
            yield key


def _is_compared(name: str) -> bool:
    group, _, local = name.partition(":")
    if group in {"IFD0", "ExifIFD", "GPS", "EXIF"}:
        return local in _EXIF
    if group == "MakerNotes" or _FAMILY.get(group) == "MakerNotes":
        return local in _MAKERS
    if group.startswith("XMP"):
        return local in _XMP
    return name in _OTHERS or (group == "IPTC" and local not in _IN_WORDS)


def _family(name: str) -> str:
    group, _, local = name.partition(":")
    family = "XMP" if group.startswith("XMP-") else _FAMILY.get(group, group)
    return f"{family}:{local}"


def _local(name: str) -> str:
    return name.partition(":")[2]


def _is_readable(value: str) -> bool:
    return not value.startswith(_TOLD_BY_OTHERS)


def _disagreement(pair: _Pair) -> Disagreement:
    return Disagreement(pair.name, (Statement(OURS, pair.ours), Statement(THEIRS, pair.theirs)))
