"""Whether the blocks of a file name different cameras (E12, D06)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from provenance.checks.interface import About, asks
from provenance.checks.tags import named, shown
from provenance.model.case import Case
from provenance.model.finding import Bearing, Finding
from provenance.model.metadata import Metadata, Tag

_NOTES = {
    "Apple": ("apple",),
    "Canon": ("canon",),
    "Nikon": ("nikon",),
    "FujiFilm": ("fuji", "leica", "general", "ge"),
    "Panasonic": ("panasonic", "leica", "matsushita", "lumix"),
    "Olympus": ("olympus", "om ", "omd", "epson", "sanyo", "ricoh"),
    "Pentax": ("pentax", "asahi", "ricoh", "samsung", "hoya"),
    "Sony": ("sony", "hasselblad", "minolta", "konica"),
}
"""Whose notes they are: those who may stand in Make, as makers sell cameras of one another."""

_WORD = re.compile(r"[a-z0-9]+")
_PHONE_LENS = re.compile(r"^(iphone|ipad|ipod)\b", re.IGNORECASE)
_APPLE = "apple"
_SHORTEST = 3


class BlocksOfTwoCameras:
    """Holds Make and Model of EXIF against those of XMP, the maker's notes and the lens."""

    name = "blocks-of-two-cameras"
    about = About(
        code="E12, D06",
        says="Two blocks of the file name different cameras.",
        bearings=(Bearing.ASKS,),
        otherwise=(
            "pictures of two cameras were joined in one document; a program copied the metadata "
            "of one file into another; an app of the phone names itself as the camera"
        ),
        cannot_tell="which of the two cameras made the picture, if either did",
        source="EXIF 2.32, 4.6.4; XMP specification part 2, tiff; metadata catalogue E12 and D06",
    )

    def run(self, case: Case) -> Iterator[Finding]:
        """Ask where both are stated and cannot be one camera; the first clash is enough."""
        metadata = case.examination.metadata
        for clash in (_models(metadata), _notes(metadata), _lens(metadata)):
            if clash:
                summary = (
                    f"The file's {_block(clash[0])} and its {_block(clash[1])} name different "
                    "cameras: a block was probably taken over from another file. Ask the source "
                    "how the file was made."
                )
                yield asks(self, summary, *map(shown, clash))
                return


def _models(metadata: Metadata) -> tuple[Tag, Tag] | None:
    """Compare the models of EXIF and XMP: one must not be written as the other with more words."""
    exif, xmp = _tag(metadata, "IFD0:Model"), _tag(metadata, "XMP-tiff:Model")
    if exif is None or xmp is None:
        return None
    here, there = (_WORD.findall(each.value.lower()) for each in (exif, xmp))
    one, other = "".join(here), "".join(there)
    short = min(len(one), len(other)) < _SHORTEST
    alike = one in other or other in one or len(set(here) & set(there)) > 0
    return None if short or alike else (exif, xmp)


def _notes(metadata: Metadata) -> tuple[Tag, Tag] | None:
    make, notes = _tag(metadata, "IFD0:Make"), _tag(metadata, "MakerNotes:Maker")
    if make is None or notes is None:
        return None
    makers = _NOTES.get(notes.value, ())
    stated = make.value.lower()
    return (make, notes) if makers and not any(each in stated for each in makers) else None


def _lens(metadata: Metadata) -> tuple[Tag, Tag] | None:
    """Compare the lens of a phone, which nobody can put on another body, with the body."""
    make, lens = _tag(metadata, "IFD0:Make"), _tag(metadata, "EXIF:LensModel")
    if make is None or lens is None or not _PHONE_LENS.match(lens.value.strip()):
        return None
    return None if _APPLE in make.value.lower() else (make, lens)


def _tag(metadata: Metadata, name: str) -> Tag | None:
    return next(iter(named(metadata, name)), None)


def _block(tag: Tag) -> str:
    if tag.name.startswith("XMP"):
        return "XMP"
    words = {"MakerNotes:Maker": "maker's notes", "EXIF:LensModel": "lens"}
    return words.get(tag.name, "EXIF")
