"""Whether a file names a program that edits pictures (E01)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from provenance.checks.interface import About
from provenance.model.case import Case
from provenance.model.finding import Bearing, Evidence, Finding
from provenance.model.metadata import Metadata, Tag

STATED_IN = frozenset(
    {"Software", "ProcessingSoftware", "CreatorTool", "SoftwareAgent", "HistorySoftwareAgent"}
)
"""Tags, whatever their group, in which a program writes its name."""

EDITORS = {
    "ACDSee": r"acdsee",
    "Adobe Lightroom": r"lightroom",
    "Adobe Photoshop": r"photoshop",
    "Affinity Photo": r"affinity",
    "Apple Photos": r"^photos \d",
    "BeautyPlus": r"beautyplus",
    "Canva": r"\bcanva\b",
    "CapCut": r"capcut",
    "Capture One": r"capture one",
    "darktable": r"darktable",
    "digiKam": r"digikam",
    "DxO": r"\bdxo",
    "FaceApp": r"faceapp",
    "Facetune": r"facetune",
    "FastStone": r"faststone",
    "GIMP": r"\bgimp\b",
    "ImageMagick": r"imagemagick|graphicsmagick",
    "InShot": r"inshot",
    "IrfanView": r"irfanview",
    "Krita": r"\bkrita\b",
    "Luminar": r"\bluminar",
    "Meitu": r"meitu",
    "ON1": r"\bon1 (photo|effects|resize)",
    "Paint.NET": r"paint\.net",
    "PaintShop Pro": r"paint ?shop",
    "PhotoScape": r"photoscape",
    "Picasa": r"picasa",
    "PicsArt": r"picsart",
    "Pixelmator": r"pixelmator",
    "Pixlr": r"pixlr",
    "Polarr": r"polarr",
    "RawTherapee": r"rawtherapee",
    "Remini": r"\bremini\b",
    "Snapseed": r"snapseed",
    "VSCO": r"\bvsco",
    "Windows Photo Editor": r"windows photo (editor|gallery)",
    "XnView": r"xnview",
}
"""Known editors and what their names look like. Firmware ("Ver.1.00", "13.4.1", "HDR+ 1.0.1")
names none of them; a name that is missing here leads to silence, never to a wrong finding."""

_PATTERNS = {name: re.compile(look, re.IGNORECASE) for name, look in EDITORS.items()}


class EditingSoftware:
    """Tells which editor saved the file: where to ask next, and nothing about its content."""

    name = "editing-software"
    about = About(
        code="E01",
        says="The file names a known editor as the program that saved it.",
        bearings=(Bearing.INFORMS,),
        otherwise="newsrooms and phones save nearly every picture with such programs",
        cannot_tell="what was done to the picture, if anything",
        source="ExifTool tag names; Farid, Photo Forensics",
    )

    def run(self, case: Case) -> Iterator[Finding]:
        """Inform where a tag names a known editor; a saved file is not a changed picture."""
        stated = [(_editor(tag.value), tag) for tag in _statements(case.examination.metadata)]
        named = [(editor, tag) for editor, tag in stated if editor]
        if named:
            editors = " and ".join(dict.fromkeys(editor for editor, _ in named))
            evidence = tuple(Evidence(editor, tag.value, tag.name) for editor, tag in named)
            yield Finding(self.name, Bearing.INFORMS, _lead(editors), evidence)


def _statements(metadata: Metadata) -> Iterator[Tag]:
    tags = [tag for block in metadata.blocks for tag in block.tags]
    stated = [tag for tag in tags if tag.name.rpartition(":")[2] in STATED_IN]
    yield from stated
    if metadata.software and metadata.software not in {tag.value for tag in stated}:
        yield Tag("Software", metadata.software)


def _editor(value: str) -> str:
    return next((name for name, look in _PATTERNS.items() if look.search(value)), "")


def _lead(editors: str) -> str:
    return (
        f"The file says it was saved by {editors}. That is a lead, not a sign of manipulation: "
        "newsrooms and phones re-save pictures with such programs."
    )
