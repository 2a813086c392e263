"""The check that tells which editor saved the file (E01)."""

from __future__ import annotations

import pytest

from provenance.checks.editing_software import EDITORS, EditingSoftware
from provenance.model.finding import Bearing, Finding
from provenance.model.metadata import Block, Metadata, State, Tag
from tests.builders import a_metadata
from tests.checks.cases import a_searched_case

NAMES = {
    "ACDSee Ultimate 2024": "ACDSee",
    "Adobe Photoshop Lightroom Classic 9.2 (Windows)": "Adobe Lightroom",
    "Adobe Photoshop CS6 (Macintosh)": "Adobe Photoshop",
    "Affinity Photo 1.10.5": "Affinity Photo",
    "Photos 5.0": "Apple Photos",
    "BeautyPlus": "BeautyPlus",
    "Canva": "Canva",
    "CapCut": "CapCut",
    "Capture One 20 Windows": "Capture One",
    "darktable 3.4.1": "darktable",
    "digiKam-5.9.0": "digiKam",
    "DxO PhotoLab 4.0": "DxO",
    "FaceApp": "FaceApp",
    "Facetune2": "Facetune",
    "FastStone Image Viewer 7": "FastStone",
    "GIMP 2.8.18": "GIMP",
    "ImageMagick 6.9.10": "ImageMagick",
    "InShot": "InShot",
    "IrfanView": "IrfanView",
    "Krita 5": "Krita",
    "Luminar 4": "Luminar",
    "meitu": "Meitu",
    "ON1 Photo RAW 2019": "ON1",
    "paint.net 4.2.16": "Paint.NET",
    "PaintShop Pro 21.00": "PaintShop Pro",
    "PhotoScape": "PhotoScape",
    "Picasa": "Picasa",
    "PicsArt": "PicsArt",
    "Pixelmator Pro 2.0.6": "Pixelmator",
    "Pixlr": "Pixlr",
    "Polarr Photo Editor": "Polarr",
    "RawTherapee 5.8": "RawTherapee",
    "Remini": "Remini",
    "Snapseed 2.0": "Snapseed",
    "VSCO": "VSCO",
    "Microsoft Windows Photo Gallery 6.0.6001.18000": "Windows Photo Editor",
    "XnView": "XnView",
}
FIRMWARE = [
    "Ver.1.00",
    "1.00",
    "13.4.1",
    "iOS 13.4.1",
    "HDR+ 1.0.220943774nc",
    "G930FXXU2DRBE",
    "COOLPIX S9900V1.0",
    "MediaTek Camera Application",
    "Digital Camera FinePix S1 Pro Ver1.00",
    "EM-1 Mark II Version 3.0",
    "ILCE-7M3 v3.10",
    "QCOM-AA_QCAM-AA",
    "Version ON1.2",
    "",
]


def findings(metadata: Metadata) -> list[Finding]:
    return list(EditingSoftware().run(a_searched_case(metadata=metadata)))


def with_tags(*tags: Tag, software: str = "") -> Metadata:
    return Metadata((Block("exif", State.PRESENT, tags),), software=software)


@pytest.mark.parametrize(("stated", "editor"), NAMES.items())
def test_an_editor_is_named(stated: str, editor: str) -> None:
    (finding,) = findings(a_metadata(software=stated))
    assert finding.bearing is Bearing.INFORMS
    assert finding.summary.startswith(f"The file says it was saved by {editor}. That is a lead")


def test_every_editor_of_the_list_has_an_example_here() -> None:
    assert set(NAMES.values()) == set(EDITORS)


@pytest.mark.parametrize("firmware", FIRMWARE)
def test_firmware_is_no_editor(firmware: str) -> None:
    assert findings(a_metadata(software=firmware)) == []


def test_a_tag_of_any_group_counts() -> None:
    (finding,) = findings(with_tags(Tag("XMP:CreatorTool", "GIMP 2.10")))
    (told,) = finding.evidence
    assert (told.what, told.value, told.source) == ("GIMP", "GIMP 2.10", "XMP:CreatorTool")


def test_other_tags_name_no_software() -> None:
    assert findings(with_tags(Tag("IFD0:Artist", "Canva Photoshop"))) == []


def test_software_that_a_tag_states_is_told_once() -> None:
    tag = Tag("IFD0:Software", "GIMP 2.10")
    (finding,) = findings(with_tags(tag, software="GIMP 2.10"))
    assert len(finding.evidence) == 1


def test_several_editors_are_named_together() -> None:
    tags = (Tag("IFD0:Software", "GIMP 2.10"), Tag("XMP:CreatorTool", "Adobe Photoshop 22.0"))
    (finding,) = findings(with_tags(*tags))
    assert "saved by GIMP and Adobe Photoshop." in finding.summary
