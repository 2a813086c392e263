"""`metadata` and `compare` list the pictures in a file, and say what each is to the visible one."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from provenance.model.embedded import HiddenPicture, Likeness, PlaceInFile
from provenance.reports import comparisons, told
from provenance.reports.comparison_page import as_html
from provenance.settings import Settings
from provenance.workflows import tell as module
from provenance.workflows.compare import compare
from provenance.workflows.tell import tell
from tests.journeys.schemas import fits
from tests.media.raw_heif import avif_with
from tests.metadata.raw_embedded import a_thumbnail, exif_with, photoshop_with
from tests.pictures import Pictures, a_picture

LARGE = (640, 480)
WHOLE = a_picture(20, LARGE)
CROP = WHOLE.crop((300, 200, 600, 440))
TURNED = WHOLE.rotate(180)
HIDDEN = {
    Likeness.SAME: WHOLE,
    Likeness.MIRRORED: WHOLE.transpose(0),
    Likeness.ROTATED: TURNED,
    Likeness.DIFFERENT: a_picture(21, LARGE),
}


def saved(pictures: Pictures, likeness: Likeness) -> Path:
    if likeness is Likeness.CROPPED:
        return pictures.save("a.jpg", CROP, exif=exif_with(a_thumbnail(WHOLE)))
    return pictures.save("a.jpg", WHOLE, exif=exif_with(a_thumbnail(HIDDEN[likeness])))


@pytest.mark.parametrize("likeness", [*HIDDEN, Likeness.CROPPED])
def test_metadata_says_where_a_picture_is_how_large_and_what_it_shows(
    pictures: Pictures, likeness: Likeness
) -> None:
    said = tell(saved(pictures, likeness), Settings())
    (each,) = said.embedded
    assert (each.origin, each.width, each.height) == (PlaceInFile.EXIF, 160, 120)
    assert each.likened.likeness is likeness
    (written,) = fits(json.loads(told.as_json(said)))["embedded"]
    assert written["origin"] == "exif-thumbnail"
    assert (written["width"], written["height"]) == (160, 120)
    assert (written["relation"], written["size_bytes"]) == (likeness, each.size_bytes)
    text = " ".join(told.as_text(said, groups=False).split())
    assert f"embedded: EXIF thumbnail, 160x120 pixels, {each.size_bytes:,} bytes: " in text
    assert likeness.value in text


def test_a_file_without_one_lists_none(pictures: Pictures) -> None:
    said = tell(pictures.save("a.jpg", WHOLE), Settings())
    assert said.embedded == ()
    assert fits(json.loads(told.as_json(said)))["embedded"] == []
    assert "embedded" not in told.as_text(said, groups=False)


def only(said: tuple[HiddenPicture, ...]) -> HiddenPicture:
    (each,) = said
    return each


def test_of_a_picture_that_is_cut_short_the_one_inside_is_named_and_measured(
    pictures: Pictures,
) -> None:
    path = saved(pictures, Likeness.SAME)
    path.write_bytes(path.read_bytes()[:-3000])
    said = tell(path, Settings())
    each = only(said.embedded)
    assert (each.width, each.height) == (160, 120)
    assert each.likened.likeness is Likeness.UNCLEAR
    assert each.likened.reason.startswith("the visible picture cannot be decoded: is cut short")


def test_what_the_decoder_dies_of_costs_none_of_the_metadata(
    pictures: Pictures, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = saved(pictures, Likeness.SAME)
    whole = tell(path, Settings())
    monkeypatch.setattr(module, "inside_of", lambda *_: os._exit(9))
    said = tell(path, Settings())
    each = only(said.embedded)
    assert each.likened.likeness is Likeness.UNCLEAR
    assert each.likened.reason.startswith("the visible picture cannot be decoded")
    assert (each.origin, each.size_bytes) == (PlaceInFile.EXIF, only(whole.embedded).size_bytes)
    assert said.metadata == whole.metadata


def test_compare_lists_those_of_both_files(pictures: Pictures) -> None:
    first = saved(pictures, Likeness.CROPPED)
    second = pictures.folder / "b.avif"
    second.write_bytes(avif_with(WHOLE, WHOLE.resize((160, 120))))
    found = compare(first, second, draw=False)
    assert only(found.first.embedded).likened.likeness is Likeness.CROPPED
    assert only(found.second.embedded).origin is PlaceInFile.HEIF
    document = fits(json.loads(comparisons.as_json(found)))
    relations = [document[side]["embedded"][0]["relation"] for side in ("a", "b")]
    assert relations == ["cropped", "same"]
    page = as_html(compare(first, second, draw=True))
    assert "embedded: HEIF thumbnail, 160x120 pixels" in page
    text = " ".join(comparisons.as_text(found).split())
    assert "embedded: EXIF thumbnail, 160x120 pixels" in text
    assert "embedded: HEIF thumbnail, 160x120 pixels" in text


def test_the_same_bytes_in_two_blocks_are_listed_once(pictures: Pictures) -> None:
    small = a_thumbnail(WHOLE)
    path = pictures.save("a.jpg", WHOLE, exif=exif_with(small))
    data = path.read_bytes()
    resource = photoshop_with(small)
    segment = b"\xff\xed" + (len(resource) + 2).to_bytes(2, "big") + resource
    path.write_bytes(data[:2] + segment + data[2:])
    assert only(tell(path, Settings()).embedded).origin is PlaceInFile.EXIF
