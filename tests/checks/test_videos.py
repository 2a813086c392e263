"""What the boxes of a video leave to ask, and what ordinary videos must not."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from provenance.checks import run_checks
from provenance.metadata import read, video_segments
from provenance.model.finding import Bearing
from tests.builders import a_case, a_media
from tests.metadata.boxes import box, keys, movie, track, user_text

WHEN = datetime(2019, 7, 24, 8, 25, 57)
LATER = datetime(2019, 7, 29, 8, 25, 57)
RECORDED = keys(com_apple_quicktime_creationdate="2019-07-24T11:25:40+0300")
OURS = {
    *("video-written-by", "video-dates-apart", "video-date-zero", "video-position"),
    *("video-boxes", "video-size", "track-dates-apart"),
}


def found(data: bytes, width: int = 1920, height: int = 1080) -> dict[str, Bearing]:
    case = a_case()
    media = replace(a_media(width=width, height=height), media_type="video/mp4")
    seen = replace(case.examination, media=media, metadata=read(video_segments(data)))
    findings = run_checks(replace(case, examination=seen))
    return {each.check: each.bearing for each in findings if each.check in OURS}


def test_an_ordinary_recording_leaves_nothing_to_ask() -> None:
    assert found(movie(track(WHEN, "Core Media Video"), RECORDED, made=WHEN)) == {}


def test_a_recording_that_was_written_in_another_zone_the_same_day_is_ordinary() -> None:
    late = datetime(2019, 7, 25, 9, 0)
    assert found(movie(track(late, "SoundHandle"), RECORDED, made=late)) == {}


def test_common_sizes_are_no_sign() -> None:
    assert found(movie(track(WHEN), made=WHEN), 1280, 720) == {}


def test_a_handler_of_a_site_informs() -> None:
    data = movie(track(WHEN, "Vimeo Artax Video Handler"), made=WHEN)
    assert found(data) == {"video-written-by": Bearing.INFORMS}


def test_a_file_written_days_after_the_recording_asks() -> None:
    data = movie(track(LATER), RECORDED, made=LATER)
    assert found(data) == {"video-dates-apart": Bearing.ASKS}


def test_a_date_of_zero_informs() -> None:
    assert found(movie(track(None))) == {"video-date-zero": Bearing.INFORMS}


def test_a_position_informs() -> None:
    data = movie(box("udta", user_text("\xa9xyz", "+32.0929+034.8620/")), made=WHEN)
    assert found(data) == {"video-position": Bearing.INFORMS}


def test_a_box_of_an_app_informs() -> None:
    assert found(movie(made=WHEN) + box("beam")) == {"video-boxes": Bearing.INFORMS}


def test_the_size_of_apps_informs() -> None:
    assert found(movie(made=WHEN), 480, 848) == {"video-size": Bearing.INFORMS}


def test_a_track_of_another_day_informs() -> None:
    data = movie(track(WHEN), track(LATER), made=LATER)
    assert found(data) == {"track-dates-apart": Bearing.INFORMS}
