from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from provenance.errors import SourceError
from provenance.model.moment import ANY_ZONE, Clock, iso
from provenance.model.posting import Attachment, Failed, Skipped
from provenance.sources import parts, recognise
from tests.sources.exports import EXPORTS, a_picture, read

FIXTURE = EXPORTS / "telegram-html"
PAGE = (FIXTURE / "messages.html").read_text()


def a_page(folder: Path, page: str = PAGE, name: str = "messages.html") -> Path:
    a_picture(folder / "photos" / "photo_1@17-11-2023_15-00-00.jpg")
    (folder / name).write_text(page)
    return folder


def test_the_fixture_accounts_for_each_message() -> None:
    kinds = [(type(e).__name__[0], e.where.rsplit(" ", 1)[1]) for e in read(FIXTURE)]
    assert kinds == [
        ("S", "-1"),
        ("A", "5"),
        ("A", "6"),
        ("S", "6"),
        ("A", "7"),
        ("A", "8"),
        ("S", "8"),
        ("S", "9"),
    ]


def test_a_photo_is_that_of_its_message_with_the_words_as_they_were() -> None:
    photo = read(FIXTURE)[1]
    assert isinstance(photo, Attachment)
    assert photo.location.path.endswith("photos/photo_1@17-11-2023_15-00-00.jpg")
    assert photo.posting.account == "Example account"
    assert photo.posting.text == "A wall <here>\nand more"


def test_the_time_has_the_zone_that_the_page_states() -> None:
    (posted,) = read(FIXTURE)[1].posting.moments
    assert iso(posted.latest) == "2023-11-17T14:00:00Z"
    assert posted.stated == "17.11.2023 15:00:00 UTC+01:00"


def test_a_page_from_before_2022_has_no_zone(tmp_path: Path) -> None:
    folder = a_page(tmp_path, PAGE.replace(" UTC+01:00", ""))
    (posted,) = read(folder)[1].posting.moments
    assert posted.latest - posted.earliest == 2 * ANY_ZONE


def test_a_forward_has_the_name_and_the_time_of_what_it_repeats() -> None:
    forward = read(FIXTURE)[4]
    clocks = {moment.clock: iso(moment.latest) for moment in forward.posting.moments}
    assert forward.posting.text == "Forwarded from Somebody else"
    assert forward.posting.account == "Another account"
    assert clocks == {
        Clock.POSTED: "2023-11-18T08:00:00Z",
        Clock.FORWARDED_ORIGINAL: "2023-11-14T20:46:20Z",
    }


def test_a_message_that_hangs_below_another_has_its_author() -> None:
    assert read(FIXTURE)[2].posting.account == "Example account"


def test_a_photo_that_was_not_exported_leaves_its_posting_and_says_why() -> None:
    _, _, posting, picture, *_ = read(FIXTURE)
    assert posting.location is None
    assert isinstance(picture, Skipped)
    assert "Not included, change data exporting settings to download." in picture.reason


VIDEO = PAGE[PAGE.index('<div class="media clearfix pull_left media_video">') :]
VIDEO = VIDEO[: VIDEO.index("</div>\n\n       </div>")]


@pytest.mark.parametrize(
    "markup",
    [
        '<a class="video_file_wrap clearfix pull_left" href="video_files/1.mp4"><div '
        'class="video_duration">00:05</div><img class="video_file" src="video_files/1_thumb.jpg">'
        "</a>",
        '<a class="animated_wrap clearfix pull_left" href="video_files/1.mp4"></a>',
        '<a class="media clearfix pull_left block_link media_video" href="video_files/1.mp4"></a>',
        '<a class="media clearfix pull_left block_link media_file" href="video_files/1.mp4"></a>',
    ],
)
def test_a_video_is_that_of_its_message(tmp_path: Path, markup: str) -> None:
    folder = a_page(tmp_path, PAGE.replace(VIDEO, markup))
    (folder / "video_files").mkdir()
    (folder / "video_files" / "1.mp4").write_bytes(b"of a video")
    (video,) = (entry for entry in read(folder) if entry.where.endswith("message 8"))
    assert isinstance(video, Attachment)
    assert video.location is not None
    assert video.location.path.endswith("video_files/1.mp4")
    assert video.posting.account == "Another account"


def test_a_video_that_was_not_exported_leaves_its_posting_and_says_why() -> None:
    posting, video = (entry for entry in read(FIXTURE) if entry.where.endswith("message 8"))
    assert isinstance(posting, Attachment)
    assert posting.location is None
    assert isinstance(video, Skipped)
    assert "names this video but the export does not hold it" in video.reason


def test_pages_are_read_in_the_order_of_their_numbers(tmp_path: Path) -> None:
    for number in ("", "2", "10"):
        page = PAGE.replace('id="message', f'id="message{number or 1}0')
        a_page(tmp_path, page, f"messages{number}.html")
    pages = [entry.where.split()[0] for entry in read(tmp_path)]
    assert list(dict.fromkeys(pages)) == ["messages.html", "messages2.html", "messages10.html"]


def test_an_export_of_all_chats_is_found_chat_by_chat(tmp_path: Path) -> None:
    for number in (1, 2):
        shutil.copytree(FIXTURE, tmp_path / "chats" / f"chat_00{number}")
    found = [(part.source.name, part.path.name) for part in parts(tmp_path)]
    assert found[:2] == [("telegram-html", "chat_001"), ("telegram-html", "chat_002")]


def test_another_page_is_not_taken_for_one(tmp_path: Path) -> None:
    (tmp_path / "messages.html").write_text("<html><div class='message'>Hello</div></html>")
    assert recognise(tmp_path).name == "folder"


@pytest.mark.parametrize("share", [0.4, 0.6, 0.8, 0.95])
def test_a_page_that_breaks_off_says_after_which_message(tmp_path: Path, share: float) -> None:
    entries = read(a_page(tmp_path, PAGE[: int(len(PAGE) * share)]))
    assert isinstance(entries[-1], Failed)
    assert "breaks off after message" in entries[-1].reason
    assert any(isinstance(entry, Attachment) for entry in entries)


def test_a_time_of_another_shape_fails_alone(tmp_path: Path) -> None:
    entries = read(a_page(tmp_path, PAGE.replace("17.11.2023 15:00:00 UTC+01:00", "yesterday")))
    assert [type(entry) for entry in entries[:3]] == [Skipped, Failed, Attachment]


@pytest.mark.parametrize("name", ["../out.jpg", "/etc/out.jpg", "photos/../../out.jpg"])
def test_a_picture_outside_the_export_is_never_handed_on(tmp_path: Path, name: str) -> None:
    a_picture(tmp_path / "out.jpg")
    folder = tmp_path / "export"
    folder.mkdir()
    page = PAGE.replace('href="photos/photo_1@17-11-2023_15-00-00.jpg"', f'href="{name}"')
    assert read(a_page(folder, page))[1].location is None


@pytest.mark.parametrize(
    ("what", "reason"),
    [
        ("<div>" * 5000, "nested more than"),
        (
            '<div class="message default"><div class="text">' + "x" * (1 << 21),
            "more than 1,048,576 characters",
        ),
        ('<a href="' + "x" * (1 << 21), "without an end"),
    ],
)
def test_a_page_that_is_made_to_exhaust_is_refused(tmp_path: Path, what: str, reason: str) -> None:
    page = PAGE.replace('<div class="message default', what + '<div class="message default', 1)
    with pytest.raises(SourceError, match=reason):
        read(a_page(tmp_path, page))
