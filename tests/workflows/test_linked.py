"""Files that share a name in their metadata are linked with no pixel match, and only as a lead."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from provenance.model.link import UNLIKE_PICTURES
from provenance.model.report import CheckRun
from provenance.reports.html import Html
from provenance.reports.json import Json
from provenance.reports.text import Text
from provenance.reports.wording import headline
from provenance.workflows.check import check
from provenance.workflows.ingest import ingest
from provenance.workflows.lookup import lookup
from provenance.workflows.opening import OpenIndex, tool
from tests.journeys.schemas import fits
from tests.metadata.raw_blocks import a_packet
from tests.metadata.raw_exif import a_live_photo
from tests.pictures import Pictures, a_picture
from tests.videos import How, written

ID = "f77f1174072068118083b5c6e3f7ed6d"


def of_document(
    pictures: Pictures, name: str, seed: int, instance: int = 0, quality: int = 75
) -> Path:
    """Save a picture whose XMP names a document, and perhaps which saving of it this is."""
    properties = f"<old:DocumentID>xmp.did:{ID}</old:DocumentID>"
    if instance:
        own = f"{instance:08x}{ID[8:]}"
        properties += f"<old:InstanceID>xmp.iid:{own}</old:InstanceID>"
    return pictures.save(name, seed, xmp=a_packet(properties), quality=quality)


@pytest.fixture
def filled(index: OpenIndex, pictures: Pictures) -> OpenIndex:
    of_document(pictures, "album/one.jpg", 1, instance=1)
    pictures.save("album/none.jpg", 2)
    ingest(index, pictures.folder / "album", keypoints=False)
    return index


def test_another_picture_of_the_same_document_is_linked_and_no_match(filled, pictures):
    report = check(filled, of_document(pictures, "query.jpg", 3, instance=2))
    (link,) = report.case.links.linked
    assert [key.kind for key in link.keys] == ["xmp-document-id"]
    assert link.sightings[0].files[0].endswith("one.jpg")
    assert not link.matches
    assert report.case.matches == ()
    assert report.case.earliest is None
    assert headline(report).words.startswith("not found in this index")
    said = " ".join(Text().item(report).split())
    assert f"XMP DocumentID: {ID} its picture does not match" in said


def test_a_link_to_a_copy_says_that_the_picture_matches(filled, pictures: Pictures):
    copy = of_document(pictures, "query.jpg", 1, instance=1, quality=50)
    report = check(filled, copy)
    assert report.case.matches
    (link,) = report.case.links.linked
    assert link.matches
    assert {key.kind for key in link.keys} == {"xmp-document-id", "xmp-instance-id"}


def a_live_video(path: Path, identifier: str) -> Path:
    """Write a MOV that names itself in the keys of QuickTime, as the video of a Live Photo does."""
    named = {"com.apple.quicktime.content.identifier": identifier}
    frames = (a_picture(seed, (160, 120)) for seed in (7, 8, 9))
    path.write_bytes(written(frames, How(container="mov"), named))
    return path


def test_the_halves_of_a_live_photo_are_linked_in_both_directions(index, pictures: Pictures):
    identifier = "0A1B2C3D-4E5F-6071-8293-A4B5C6D7E8F9"
    still = pictures.save("one/IMG_1.jpg", 1, exif=a_live_photo(identifier))
    pictures.save("one/IMG_2.jpg", 2, exif=a_live_photo(identifier[::-1]))
    ingest(index, pictures.folder / "one", keypoints=False)
    video = a_live_video(pictures.folder / "IMG_1.mov", identifier)
    (link,) = check(index, video).case.links.linked
    assert [key.kind for key in link.keys] == ["apple-content-identifier"]
    assert link.sightings[0].files[0].endswith("IMG_1.jpg")
    (pictures.folder / "two").mkdir()
    ingest(index, video.rename(pictures.folder / "two" / video.name).parent, keypoints=False)
    (back,) = check(index, still).case.links.linked
    assert back.sightings[0].files[0].endswith("IMG_1.mov")
    assert not back.matches


def test_a_document_of_many_unlike_pictures_links_nothing_and_that_is_said(index, pictures):
    for seed in range(UNLIKE_PICTURES + 1):
        of_document(pictures, f"album/{seed}.jpg", seed, instance=seed + 1)
    ingest(index, pictures.folder / "album", keypoints=False)
    report = check(index, of_document(pictures, "query.jpg", 90))
    assert report.case.links.linked == ()
    (common,) = report.case.links.common
    assert common.files == UNLIKE_PICTURES + 1
    assert not [each for each in report.findings if each.check == "linked-files"]
    assert "are not linked" in " ".join(Text().item(report).split())
    run = CheckRun(tool(), index.engine.identity(), (report,), (), ())
    (written,) = fits(json.loads(Json().check(run)))["reports"]
    assert written["links"]["common"] == [
        {"kind": "xmp-document-id", "value": ID, "files": UNLIKE_PICTURES + 1}
    ]
    assert "are not linked" in Html().check(run)
    copy = check(index, of_document(pictures, "copy.jpg", 1, instance=90, quality=50))
    assert [link.matches for link in copy.case.links.linked] == [True]


def test_every_report_says_that_no_pixels_link_them(filled, pictures: Pictures):
    report = check(filled, of_document(pictures, "query.jpg", 3))
    run = CheckRun(tool(), filled.engine.identity(), (report,), (), ())
    assert "1 file linked by metadata, not by pixels" in Text().item(report)
    assert "Linked by metadata, not by pixels" in Html().check(run)
    (written,) = fits(json.loads(Json().check(run)))["reports"]
    (link,) = written["links"]["linked"]
    assert link["keys"] == [
        {
            "kind": "xmp-document-id",
            "other_kind": "xmp-document-id",
            "value": ID,
            "common": False,
        }
    ]
    assert (link["matches"], written["links"]["more"]) == (False, 0)


def test_a_lookup_shows_links_too(filled, pictures: Pictures):
    ingest(filled, of_document(pictures, "more/two.jpg", 3), keypoints=False)
    report = lookup(filled, str(pictures.folder / "more" / "two.jpg"))
    assert [link.sightings[0].files[0][-7:] for link in report.links.linked] == ["one.jpg"]
    assert "linked by metadata, not by pixels" in Text().lookup(report)
    assert "Linked by metadata, not by pixels" in Html().lookup(report)
    assert len(fits(json.loads(Json().lookup(report)))["links"]["linked"]) == 1


def test_a_file_without_keys_has_no_links(filled, pictures: Pictures):
    assert check(filled, pictures.save("query.jpg", 1)).case.links.linked == ()
