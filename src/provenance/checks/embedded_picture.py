"""Whether a picture in the file's metadata shows something else than the visible one (E05)."""

from __future__ import annotations

from collections.abc import Iterator

from provenance.checks.interface import About, asks, informs
from provenance.checks.wording import percent
from provenance.model.case import Case
from provenance.model.embedded import TELLING, HiddenPicture, Likeness, PlaceInFile
from provenance.model.finding import Bearing, Evidence, Finding
from provenance.model.geometry import share

NAMES = {
    PlaceInFile.EXIF: "EXIF thumbnail",
    PlaceInFile.PHOTOSHOP: "Photoshop thumbnail",
    PlaceInFile.JFIF: "JFIF thumbnail",
    PlaceInFile.MPF: "preview (MPF)",
    PlaceInFile.HEIF: "HEIF thumbnail",
    PlaceInFile.C2PA_CLAIM: "thumbnail in the Content Credentials",
    PlaceInFile.C2PA_INGREDIENT: "picture of an ingredient in the Content Credentials",
}

_SAYS = {
    Likeness.ALTERED: (
        "The file's {name} shows the same view, and something else in about {torn} of it: a part "
        "of the picture was probably changed after that was made. Look at both. A caption, a logo "
        "or a burnt-in date does this, too, and some programs retouch at a touch."
    ),
    Likeness.CROPPED: (
        "The file's {name} shows more than the visible picture, which is {part} of it: the picture "
        "was probably cropped after that was made. Look at it for what was cut away. Cropping is "
        "everyday work, and some cameras zoom or change the shape of a picture after its thumbnail."
    ),
    Likeness.MIRRORED: (
        "The visible picture is the mirror image of the file's {name}{cut}: one of the two was "
        "flipped. Text and faces tell which side is right. Phones flip self-portraits, and layout "
        "programs flip without any wish to deceive."
    ),
    Likeness.ROTATED: (
        "The visible picture is turned by {turn}° against the file's {name}{cut}. Viewers that "
        "turn a picture often leave its thumbnail as it was, so this alone is usual."
    ),
    Likeness.DIFFERENT: (
        "The file's {name} shows something else: nothing of the visible picture was found in it. "
        "Ask for the file as the camera wrote it. The picture may have been replaced or changed "
        "beyond recognition, or a program may have copied the metadata of another file."
    ),
}
_INGREDIENT = (
    "The file's Content Credentials hold a picture that the visible one was made from, by the word "
    "of their signer; it {shows}. That is declared openly, and shows what to look for."
)
_SHOWS = {
    Likeness.ALTERED: "shows the same view, and something else in about {torn} of it",
    Likeness.CROPPED: "shows more: the visible picture is {part} of it",
    Likeness.MIRRORED: "is its mirror image{cut}",
    Likeness.ROTATED: "is turned by {turn}°{cut}",
    Likeness.DIFFERENT: "shows something else",
}


class EmbeddedPicture:
    """Compares the thumbnails that a file carries with its picture; the same says nothing."""

    name = "embedded-picture"
    about = About(
        code="E05",
        says="A picture embedded in the file shows something else than the visible one.",
        bearings=(Bearing.ASKS, Bearing.INFORMS),
        otherwise=(
            "cropping, turning and captions are everyday work, and programs copy the metadata of "
            "one file into another"
        ),
        cannot_tell="who changed the picture, when and why",
        source="EXIF 2.32 section 4.5.8; Photoshop File Formats resource 1036; CIPA DC-007; HEIF",
    )

    def run(self, case: Case) -> Iterator[Finding]:
        """Ask about each embedded picture that shows something else, in part or in all.

        Inform where it was only turned, or is declared as what the picture was made from.
        """
        for each in case.examination.embedded:
            if each.likened.likeness not in TELLING:
                continue
            declared = each.origin is PlaceInFile.C2PA_INGREDIENT
            usual = each.likened.likeness is Likeness.ROTATED and each.likened.crop is None
            say = informs if declared or usual else asks
            yield say(self, _summary(each), *_evidence(each))


def _summary(each: HiddenPicture) -> str:
    said = each.likened
    words = _SAYS[said.likeness]
    if each.origin is PlaceInFile.C2PA_INGREDIENT:
        words = _INGREDIENT.replace("{shows}", _SHOWS[said.likeness])
    part = f"a part ({percent(share(said.crop))})" if said.crop else "all"
    cut = f", and {part} of it" if said.crop else ""
    name, turn = NAMES[each.origin], said.orientation.rotated
    torn = percent(sum(map(share, said.differing)))
    return words.format(name=name, part=part, cut=cut, turn=turn, torn=torn)


def _evidence(each: HiddenPicture) -> Iterator[Evidence]:
    name, said = NAMES[each.origin], each.likened
    yield Evidence("relation", said.likeness, name)
    yield Evidence("embedded picture", f"{each.width}x{each.height} pixels", name)
    if said.crop:
        across = f"{percent(said.crop.left)} to {percent(said.crop.right)} of its width"
        down = f"{percent(said.crop.top)} to {percent(said.crop.bottom)} of its height"
        yield Evidence("visible part of it", f"{across}, {down}", name)
    for box in said.differing:
        middle = f"{percent((box.left + box.right) / 2)} across"
        down = f"{percent((box.top + box.bottom) / 2)} down"
        yield Evidence("differs around", f"{middle}, {down}", name)
    yield Evidence("correlation", f"{said.score:.2f} where both fit best, 1 at most", name)
