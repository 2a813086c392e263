"""Files beside a picture are found by the names that programs give them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from provenance.checks.file_beside import FileBeside
from provenance.model.finding import Bearing
from provenance.model.media import Location
from provenance.model.metadata import State
from provenance.model.sidecar import Beside
from provenance.workflows.check import check
from provenance.workflows.opening import OpenIndex
from provenance.workflows.sidecars import MOST_BYTES, sidecars_of
from tests.checks.test_contract import NEVER_SAID
from tests.metadata.raw_exif import a_segment
from tests.metadata.test_sidecars import ADJUSTED, TAKEOUT
from tests.pictures import Pictures

XMP = (
    b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF '
    b'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" '
    b'xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmp:CreatorTool="darktable"/></rdf:RDF></x:xmpmeta>'
)
SAID = json.dumps(TAKEOUT).encode()


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("a.jpg.json", SAID, Beside.TAKEOUT),
        ("a.jpg.supplemental-metadata.json", SAID, Beside.TAKEOUT),
        ("a.jpg.supplemental-met.json", SAID, Beside.TAKEOUT),
        ("a.jpg.su.json", SAID, Beside.TAKEOUT),
        ("a.jpg.xmp", XMP, Beside.XMP),
        ("a.XMP", XMP, Beside.XMP),
        ("a.AAE", ADJUSTED, Beside.ADJUSTMENTS),
    ],
)
def test_each_kind_is_found_by_its_name(tmp_path: Path, name: str, data: bytes, kind: Beside):
    (tmp_path / name).write_bytes(data)
    (found,) = sidecars_of(Location(str(tmp_path / "a.jpg")))
    assert (found.kind, found.name, found.block.state) == (kind, name, State.PRESENT)


def test_other_files_are_none_of_it(tmp_path: Path):
    for name in ("b.jpg.json", "a.json", "ab.xmp", "a.jpg.supplemental.txt"):
        (tmp_path / name).write_bytes(SAID)
    (tmp_path / "a.jpg.json").write_text('{"title": "of a downloader"}')
    (tmp_path / "a.xmp").mkdir()
    assert sidecars_of(Location(str(tmp_path / "a.jpg"))) == ()


def test_what_lies_in_an_archive_or_has_a_long_name_has_none(tmp_path: Path):
    (tmp_path / "a.jpg.json").write_bytes(SAID)
    assert sidecars_of(Location(str(tmp_path / "a.zip"), ("a.jpg",))) == ()
    assert sidecars_of(Location(str(tmp_path / ("a" * 255)))) == ()
    assert sidecars_of(Location(str(tmp_path / ".xmp"))) == ()


def test_one_that_is_too_large_is_told(tmp_path: Path):
    (tmp_path / "a.jpg.json").write_bytes(b" " * (MOST_BYTES + 1))
    (found,) = sidecars_of(Location(str(tmp_path / "a.jpg")))
    assert found.block.state is State.UNREADABLE
    assert "a.jpg.json" not in found.block.reason


def findings(index: OpenIndex, pictures: Pictures, taken: str) -> list[tuple[Bearing, str]]:
    exif = a_segment(exif={0x9003: taken})
    path = pictures.save("IMG_1.jpg", 3, exif=exif)
    Path(f"{path}.json").write_bytes(SAID)
    return [
        (each.bearing, each.summary)
        for each in FileBeside().run(check(index, path).case)
        if not NEVER_SAID.search(each.summary)
    ]


def test_a_takeout_that_agrees_informs(index: OpenIndex, pictures: Pictures):
    ((bearing, says),) = findings(index, pictures, "2019:08:11 16:02:00")
    assert bearing is Bearing.INFORMS
    assert "Takeout" in says


def test_a_takeout_of_another_year_is_asked_about(index: OpenIndex, pictures: Pictures):
    found = findings(index, pictures, "2011:08:11 16:02:00")
    assert [bearing for bearing, _ in found] == [Bearing.INFORMS, Bearing.ASKS]


def test_a_position_of_a_takeout_is_marked_as_private(index: OpenIndex, pictures: Pictures):
    path = pictures.save("IMG_1.jpg", 3)
    Path(f"{path}.json").write_bytes(SAID)
    (finding,) = FileBeside().run(check(index, path).case)
    private = {fact.what for fact in finding.evidence if fact.sensitive}
    assert private == {"Takeout:geoData"}


def test_one_that_cannot_be_read_was_not_checked(index: OpenIndex, pictures: Pictures):
    path = pictures.save("IMG_1.jpg", 3)
    path.with_suffix(".aae").write_bytes(b"damaged")
    (finding,) = FileBeside().run(check(index, path).case)
    assert finding.bearing is Bearing.NOT_CHECKED
    assert finding.evidence[0].source == "IMG_1.aae"
