"""A picture that a file hides in its metadata is found, in both directions, and dates nothing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from provenance.model.embedded import Likeness, PlaceInFile
from provenance.model.match import Match, Strength
from provenance.model.media import Location, Role
from provenance.model.report import CheckRun
from provenance.reports.html import Html
from provenance.reports.json import Json
from provenance.reports.text import Text
from provenance.settings import Settings
from provenance.workflows.check import check
from provenance.workflows.examine import examine, limits_of
from provenance.workflows.extend import extend
from provenance.workflows.ingest import ingest
from provenance.workflows.lookup import lookup
from provenance.workflows.opening import OpenIndex, tool
from provenance.workflows.wanted import HASHES_ONLY, Wanted
from tests.builders import a_posting
from tests.journeys.schemas import fits
from tests.media.raw_heif import avif_with
from tests.metadata.raw_embedded import a_thumbnail, exif_with, jpeg_of
from tests.pictures import Pictures, a_flat_picture, a_picture
from tests.videos import written

if TYPE_CHECKING:
    from PIL.Image import Image

LARGE = (960, 720)
WHOLE = a_picture(20, LARGE)
CROP = WHOLE.crop((500, 330, 930, 700))
AS_QUERY = Wanted(as_query=True)
LIMITS = limits_of(Settings())
SHARED = Path(__file__).parents[3] / "shared" / "data" / "metadata" / "thumbnail-differs"


def hiding(pictures: Pictures, name: str, seen: Image, hidden: Image) -> Path:
    """Save a picture with the thumbnail of another."""
    return pictures.save(name, seen, exif=exif_with(a_thumbnail(hidden)), quality=85)


def only(matches: tuple[Match, ...]) -> Match:
    (match,) = matches
    return match


@pytest.fixture
def filled(index: OpenIndex, pictures: Pictures) -> OpenIndex:
    """An index of a file that hides what it was cropped from, and of one that hides nothing."""
    hiding(pictures, "album/crop.jpg", CROP, WHOLE)
    hiding(pictures, "album/plain.jpg", a_picture(21, LARGE), a_picture(21, LARGE))
    said = a_posting("2023-11-17T10:00:00Z", native_id="", url="https://a.example/1")
    ingest(index, pictures.folder / "album", stated=said, keypoints=False)
    return index


def test_the_whole_picture_finds_the_posting_that_shows_only_a_part(filled, pictures: Pictures):
    case = check(filled, pictures.save("whole.jpg", WHOLE, quality=70)).case
    match = only(case.hidden)
    assert match.match_frame.role is Role.THUMBNAIL
    assert match.query_frame.role is Role.IMAGE
    assert match.strength is Strength.STRONG
    assert match.transform.scale is None
    assert [each.posting.url for each in match.sightings] == ["https://a.example/1"]
    assert case.earliest is None
    assert case.matches == ()


def test_a_file_whose_thumbnail_was_posted_finds_that_posting(filled, pictures: Pictures):
    path = hiding(pictures, "query.jpg", a_picture(22, LARGE), a_picture(21, LARGE))
    report = check(filled, path)
    match = only(report.case.hidden)
    assert match.query_frame.role is Role.THUMBNAIL
    assert match.match_frame.role is Role.IMAGE
    assert report.case.matches == ()
    assert report.case.earliest is None
    said = {finding.check: finding.summary for finding in report.findings}
    assert "not the visible one" in said["embedded-match"]
    assert "shows something else" in said["embedded-picture"]


def test_two_files_that_hide_the_same_picture_meet(filled, pictures: Pictures):
    path = hiding(pictures, "query.jpg", a_picture(23, LARGE), WHOLE)
    match = only(check(filled, path).case.hidden)
    assert match.query_frame.role.is_embedded
    assert match.match_frame.role.is_embedded


def test_a_copy_of_the_file_does_not_find_its_own_thumbnail(filled, pictures: Pictures):
    case = check(filled, pictures.folder / "album" / "crop.jpg").case
    assert only(case.matches).strength is Strength.EXACT
    assert case.hidden == ()


def test_a_thumbnail_that_shows_the_same_is_not_stored(filled):
    kept = [
        frame.role
        for sha256 in filled.engine.named("https://a.example/1")
        for frame, _ in filled.engine.frames(sha256)
    ]
    assert sorted(kept) == [Role.THUMBNAIL, Role.IMAGE, Role.IMAGE]


def test_a_lookup_keeps_them_apart_too(filled, pictures: Pictures):
    ingest(filled, pictures.save("more/whole.jpg", WHOLE, quality=70), keypoints=False)
    report = lookup(filled, str(pictures.folder / "more" / "whole.jpg"))
    assert only(report.hidden).match_frame.role is Role.THUMBNAIL
    assert [match.strength for match in report.matches] == [Strength.EXACT]


def test_embedded_pictures_come_later_to_a_file_that_is_known(index, pictures: Pictures):
    path = hiding(pictures, "crop.jpg", CROP, WHOLE)
    ingest(index, path, keypoints=False)
    sha256 = index.engine.named(str(path))[0]
    with index.engine._transaction() as connection:  # as an older program left it
        frames = "SELECT id FROM frames WHERE role = 'embedded-thumbnail'"
        for table in ("fingerprints", "thumbnails"):
            connection.execute(f"DELETE FROM {table} WHERE frame_id IN ({frames})")
        connection.execute("DELETE FROM frames WHERE role = 'embedded-thumbnail'")
    assert len(index.engine.frames(sha256)) == 1
    ingest(index, path, keypoints=False)
    assert len(index.engine.frames(sha256)) == 2


def test_keypoints_are_added_to_embedded_pictures_as_to_others(filled):
    report = extend(filled)
    assert (report.extended, report.skipped, report.failed) == (2, (), ())
    assert not list(filled.engine.lacking())


def test_keypoints_find_a_part_of_what_is_hidden(index, pictures: Pictures):
    hiding(pictures, "album/other.jpg", a_picture(24, LARGE), WHOLE)
    ingest(index, pictures.folder / "album")
    case = check(index, pictures.save("query.jpg", WHOLE.crop((40, 30, 800, 640)))).case
    match = only(case.hidden)
    assert match.alignment is not None
    assert case.matches == ()


def test_every_report_says_that_the_match_is_of_an_embedded_picture(
    filled: OpenIndex, pictures: Pictures
):
    report = check(filled, pictures.save("whole.jpg", WHOLE, quality=70))
    said = " ".join(Text().item(report).split())
    assert "not found in this index, but embedded in a file of it" in said
    assert "the picture embedded in the posting's file, not the one seen there" in said
    run = CheckRun(tool(), filled.engine.identity(), (report,), (), ())
    page = Html().check(run)
    assert "the picture embedded in the posting&#39;s file, not the one seen there" in page
    (written,) = fits(json.loads(Json().check(run)))["reports"]
    (match,) = written["embedded_matches"]
    assert "not the one seen there" in match["between"]
    assert match["frames"]["match"]["role"] == "embedded-thumbnail"
    assert (written["matches"], written["earliest"]) == ([], None)


def test_what_a_file_hides_is_in_its_report(filled: OpenIndex, pictures: Pictures):
    report = check(filled, hiding(pictures, "query.jpg", CROP, WHOLE))
    run = CheckRun(tool(), filled.engine.identity(), (report,), (), ())
    (written,) = fits(json.loads(Json().check(run)))["reports"]
    (embedded,) = written["embedded"]
    assert (embedded["origin"], embedded["relation"]) == ("exif-thumbnail", "cropped")
    left, top, right, bottom = embedded["crop"]
    assert (left, right) == pytest.approx((500 / 960, 930 / 960), abs=0.03)
    assert (top, bottom) == pytest.approx((330 / 720, 700 / 720), abs=0.03)
    assert "EXIF thumbnail, 160x120 pixels: cropped" in Text().item(report)
    assert "Pictures embedded in the file" in Html().check(run)


@pytest.mark.parametrize("number", range(40))
def test_hostile_thumbnails_are_named_unreadable_or_compared(pictures: Pictures, number: int):
    whole = bytearray(pictures.save("a.jpg", CROP, exif=exif_with(a_thumbnail(WHOLE))).read_bytes())
    start = whole.find(b"\xff\xd8", 20)  # the thumbnail begins here
    at = start + number * 7 + (number % 3)
    whole[at] ^= 1 << number % 8
    path = pictures.write("mutant.jpg", bytes(whole))
    examination = examine(Location(str(path)), LIMITS, AS_QUERY)
    assert examination.media.width == CROP.width
    for each in examination.embedded:
        assert each.likened.likeness is not Likeness.UNCLEAR or each.likened.reason


def test_what_cannot_be_decoded_is_said_and_is_no_finding(index, pictures: Pictures):
    path = pictures.save("a.jpg", CROP, exif=exif_with(b"\xff\xd8\xff\xe0 no picture at all"))
    report = check(index, path)
    (embedded,) = report.case.examination.embedded
    assert embedded.likened.likeness is Likeness.UNCLEAR
    assert embedded.likened.reason
    assert str(path) not in embedded.likened.reason
    assert not [each for each in report.findings if each.check == "embedded-picture"]


TRUTHS = {
    "35-empty.jpg": "cropped",
    "Kodak_DC3400.jpg": "same",
    "Nikon_E5000.jpg": "cropped",
    "Panasonic_DMC-LC70_(Lumix).jpg": "mirrored",
    "Sony_Cybershot_(3).jpg": "rotated",
    "exiv2-canon-eos-20d.jpg": "different",
    "exiv2-canon-eos-d30.jpg": "different",
    "exiv2-canon-powershot-s40.jpg": "different",
    "exiv2-nikon-d70.jpg": "different",
    "exiv2-nikon-e990.jpg": "different",
    "exiv2-panasonic-dmc-fz5.jpg": "different",
}


@pytest.mark.shared_data
@pytest.mark.skipif(not SHARED.is_dir(), reason="../shared/data/metadata is not here")
@pytest.mark.parametrize("name", TRUTHS)
def test_thumbnails_that_were_looked_at_are_named_as_what_they_are(name: str):
    examination = examine(Location(str(SHARED / name)), LIMITS, HASHES_ONLY)
    assert examination.embedded[0].likened.likeness == TRUTHS[name]


def test_an_embedded_picture_that_is_too_flat_to_search_for_is_said(index, pictures: Pictures):
    sky = a_flat_picture().resize(LARGE).convert("L")
    sky.paste(220, (0, 0, LARGE[0], LARGE[1] // 2))
    path = hiding(pictures, "a.jpg", a_picture(26, LARGE), sky)
    (flat,) = check(index, path).case.not_searched
    assert flat.where == "perceptual hashes of an embedded picture"
    assert "too flat" in flat.reason


def a_signed_video(path: Path, seeds: tuple[int, ...], before: Image, shown: Image) -> Path:
    """Write a signed MP4 whose manifest holds what it was made from, and a picture of itself."""
    pytest.importorskip("c2pa")
    from tests.metadata.signed import chain, signed

    video = written(a_picture(seed, (320, 240)) for seed in seeds)
    made_from = [("before.jpg", jpeg_of(before), "image/jpeg")]
    thumbnail = (a_thumbnail(shown), "image/jpeg")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(
        signed(video, "video/mp4", chain(), ingredients=made_from, thumbnail=thumbnail)
    )
    return path


def test_the_picture_a_video_was_made_from_is_searched_for_in_both_directions(
    index: OpenIndex, pictures: Pictures
) -> None:
    album = pictures.folder / "album"
    a_signed_video(album / "clip.mp4", (31, 32), WHOLE, a_picture(31, (320, 240)))
    pictures.save("album/plain.jpg", a_picture(21, LARGE), quality=85)
    ingest(index, album, keypoints=False)
    match = only(check(index, pictures.save("whole.jpg", WHOLE, quality=70)).case.hidden)
    assert match.match_frame.role is Role.INGREDIENT
    assert match.media.media_type == "video/mp4"
    query = a_signed_video(
        pictures.folder / "query.mp4", (33, 34), a_picture(21, LARGE), a_picture(35, (320, 240))
    )
    report = check(index, query)
    match = only(report.case.hidden)
    assert match.query_frame.role is Role.INGREDIENT
    assert match.match_frame.role is Role.IMAGE
    run = CheckRun(tool(), index.engine.identity(), (report,), (), ())
    fits(json.loads(Json().check(run)))


def test_of_a_video_only_frames_that_were_kept_tell_what_its_own_thumbnail_is(
    pictures: Pictures,
) -> None:
    path = a_signed_video(pictures.folder / "a.mp4", (31, 32), WHOLE, a_picture(32, (320, 240)))
    said = {
        each.origin: each.likened
        for each in examine(Location(str(path)), LIMITS, AS_QUERY).embedded
    }
    assert said[PlaceInFile.C2PA_CLAIM].likeness is Likeness.SAME
    assert said[PlaceInFile.C2PA_INGREDIENT].likeness is Likeness.DIFFERENT
    path = a_signed_video(pictures.folder / "b.mp4", (31, 32), WHOLE, a_picture(35, (320, 240)))
    said = {
        each.origin: each.likened
        for each in examine(Location(str(path)), LIMITS, AS_QUERY).embedded
    }
    assert said[PlaceInFile.C2PA_CLAIM].likeness is Likeness.UNCLEAR
    assert "a video has others" in said[PlaceInFile.C2PA_CLAIM].reason


def test_the_thumbnail_of_an_avif_is_searched_for_in_both_directions(
    index: OpenIndex, pictures: Pictures
) -> None:
    album = pictures.folder / "album"
    album.mkdir(parents=True)
    (album / "crop.avif").write_bytes(avif_with(CROP, WHOLE.resize((320, 240))))
    pictures.save("album/plain.jpg", a_picture(21, LARGE), quality=85)
    ingest(index, album, keypoints=False)
    whole = check(index, pictures.save("whole.jpg", WHOLE, quality=70)).case
    assert only(whole.hidden).match_frame.role is Role.THUMBNAIL
    query = pictures.folder / "query.avif"
    query.write_bytes(avif_with(a_picture(22, LARGE), a_picture(21, LARGE).resize((320, 240))))
    report = check(index, query)
    assert only(report.case.hidden).query_frame.role is Role.THUMBNAIL
    (hidden,) = report.case.examination.embedded
    assert (hidden.origin, hidden.width, hidden.height) == (PlaceInFile.HEIF, 320, 240)
    run = CheckRun(tool(), index.engine.identity(), (report,), (), ())
    fits(json.loads(Json().check(run)))
