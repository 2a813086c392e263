"""Times that programs write in a way that misleads, and what is made of each.

Every trap is one that a maintainer or a user reported; the comment names where.
"""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from provenance.model.moment import ANY_ZONE, Clock, Moment, iso
from provenance.model.posting import Attachment, Failed
from tests.sources.exports import EXPORTS, Entry, a_message, an_export, only, read


def written(path: Path, value: object) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value))
    return path


def moment(entry: Entry, clock: Clock = Clock.POSTED) -> Moment:
    assert isinstance(entry, Attachment)
    (found,) = (each for each in entry.posting.moments if each.clock is clock)
    return found


def span(entry: Entry, clock: Clock = Clock.POSTED) -> str:
    found = moment(entry, clock)
    return f"{iso(found.earliest)}/{iso(found.latest)}"


def gallery_dl(folder: Path, **fields: object) -> Entry:
    data = {"category": "mastodon", "subcategory": "user", "id": "5", "extension": "jpg"}
    return only(written(folder / "1.jpg.json", data | fields))


class TestGalleryDl:
    def test_a_date_that_lost_its_offset_is_read_from_the_raw_time(self, tmp_path: Path) -> None:
        # gallery-dl cuts createdAt[:19], so 23:30+02:00 would become 23:30 UTC
        raw = {"date": "2023-11-17 23:30:00", "created_at": "2023-11-17T23:30:00+02:00"}
        assert span(gallery_dl(tmp_path, **raw)) == "2023-11-17T21:30:00Z/2023-11-17T21:30:00Z"

    def test_bluesky_keeps_the_raw_time_in_its_record(self, tmp_path: Path) -> None:
        raw = {"date": "2023-11-17 23:30:00", "createdAt": "2023-11-17T23:30:00-05:00"}
        entry = gallery_dl(tmp_path, category="bluesky", **raw)
        assert span(entry) == "2023-11-18T04:30:00Z/2023-11-18T04:30:00Z"

    def test_without_the_raw_time_the_offset_may_have_been_any(self, tmp_path: Path) -> None:
        found = moment(gallery_dl(tmp_path, date="2023-11-17 23:30:00"))
        assert found.latest - found.earliest == 2 * ANY_ZONE

    def test_elsewhere_the_date_is_utc_though_it_does_not_say_so(self, tmp_path: Path) -> None:
        entry = gallery_dl(tmp_path, category="twitter", date="2023-11-17 23:30:00")
        assert span(entry) == "2023-11-17T23:30:00Z/2023-11-17T23:30:00Z"


class TestInvid:
    def tiktok(self, folder: Path, date: str) -> Entry:
        path = folder / "export.csv"
        with path.open("w", newline="") as file:
            csv.writer(file).writerows(
                [["videoUrl", "date", "id", "collectionID"], ["https://t.example", date, "5", "C"]]
            )
        return only(path)

    def test_hours_of_tiktok_are_of_whoever_exported(self, tmp_path: Path) -> None:
        # toLocaleString of the browser: the same video has another hour in another zone
        found = moment(self.tiktok(tmp_path, "2023-11-17T23:30:00"))
        assert found.latest - found.earliest == 2 * ANY_ZONE

    def test_no_value_is_no_time(self, tmp_path: Path) -> None:
        entry = self.tiktok(tmp_path, "missing")
        assert isinstance(entry, Attachment)
        assert entry.posting.moments == ()


MISSING = ["0001-01-01T00:00:00", "0001-01-01T00:00:00Z", "1970-01-01T00:00:00Z", "", None]


class TestMissingValues:
    @pytest.mark.parametrize("stated", MISSING)
    def test_of_gallery_dl(self, tmp_path: Path, stated: str | None) -> None:
        entry = gallery_dl(tmp_path, category="twitter", date=stated)
        assert isinstance(entry, Attachment)
        assert entry.posting.moments == ()

    @pytest.mark.parametrize("stated", [0, "0", None, -1])
    def test_of_unix_seconds(self, tmp_path: Path, stated: object) -> None:
        data = {"id": "a", "title": "A", "extractor_key": "Youtube", "webpage_url": "https://y.e"}
        entry = only(written(tmp_path / "a.info.json", data | {"timestamp": stated}))
        assert isinstance(entry, Attachment)
        assert entry.posting.moments == ()

    def test_of_an_x_that_was_not_opened_yet(self, tmp_path: Path) -> None:
        post = {"id_str": "5", "text": "A", "created_at": "Mon Jan 05 00:00:00 +0000 1998"}
        post |= {"entities": {"media": [{"id_str": "9", "media_url": "https://p.e/a.jpg"}]}}
        entry = only(written(tmp_path / "a.json", [post]))
        assert isinstance(entry, Failed)
        assert "before the platform opened in 2006" in entry.reason


class TestDays:
    def video(self, folder: Path, **fields: object) -> Entry:
        data = {"id": "a", "title": "A", "extractor_key": "Youtube", "webpage_url": "https://y.e"}
        return only(written(folder / "a.info.json", data | fields))

    def test_a_day_alone_is_of_any_zone(self, tmp_path: Path) -> None:
        # yt-dlp #9829: YouTube's day is off by one against its own page
        entry = self.video(tmp_path, upload_date="20130821")
        assert span(entry) == "2013-08-20T10:00:00Z/2013-08-22T14:00:00Z"

    def test_a_second_goes_before_the_day(self, tmp_path: Path) -> None:
        entry = self.video(tmp_path, upload_date="20130821", timestamp=1377050000)
        assert span(entry) == "2013-08-21T01:53:20Z/2013-08-21T01:53:20Z"

    def test_when_it_was_downloaded_is_no_posting(self, tmp_path: Path) -> None:
        entry = self.video(tmp_path, epoch=1700000000)
        assert isinstance(entry, Attachment)
        assert [each.clock for each in entry.posting.moments] == [Clock.COLLECTED]


class TestReposts:
    """What is repeated is older than what repeats it, and is a posting of its own."""

    @pytest.mark.parametrize(
        ("name", "posted", "original"),
        [
            ("twarc/posts.jsonl", "2023-11-17T12:20:00Z", "2023-11-17T06:20:00Z"),
            ("discord/wall.json", "2023-11-18T08:00:00Z", "2023-11-14T20:46:20Z"),
            ("telegram-html/messages.html", "2023-11-18T08:00:00Z", "2023-11-14T20:46:20Z"),
        ],
    )
    def test_both_times_are_kept_apart(self, name: str, posted: str, original: str) -> None:
        clocks = [
            {m.clock: iso(m.latest) for m in entry.posting.moments}
            for entry in read(EXPORTS / name)
            if isinstance(entry, Attachment)
        ]
        (repost,) = (each for each in clocks if Clock.FORWARDED_ORIGINAL in each)
        assert (repost[Clock.POSTED], repost[Clock.FORWARDED_ORIGINAL]) == (posted, original)

    def test_a_repost_of_version_1_gives_the_post_that_it_repeats(self, tmp_path: Path) -> None:
        media = {"media": [{"id_str": "9", "media_url": "https://p.e/a.jpg"}]}
        original = {
            "id_str": "1000",
            "created_at": "Tue Nov 14 20:46:20 +0000 2023",
            "text": "A wall",
            "extended_entities": media,
        }
        repost = {
            "id_str": "2000",
            "created_at": "Fri Nov 17 12:00:00 +0000 2023",
            "text": "RT @a: A wall",
            "extended_entities": media,
            "retweeted_status": original,
        }
        entries = read(written(tmp_path / "posts.json", [repost]))
        assert {e.posting.native_id: span(e)[:20] for e in entries} == {
            "2000": "2023-11-17T12:00:00Z",
            "1000": "2023-11-14T20:46:20Z",
        }
        assert span(entries[0], Clock.FORWARDED_ORIGINAL)[:20] == "2023-11-14T20:46:20Z"
        assert entries[0].keys == entries[1].keys

    @pytest.mark.parametrize(
        ("name", "words"),
        [
            ("Somebody else", "Forwarded from Somebody else\nwords"),
            (None, "Forwarded from an account without a name\nwords"),
        ],
    )
    def test_a_forward_of_telegram_has_a_name_and_no_time(
        self, tmp_path: Path, name: str | None, words: str
    ) -> None:
        # tdesktop #16890: the export has neither id nor time of what is forwarded
        message = a_message() | {"forwarded_from": name}
        entry = only(an_export(tmp_path, message))
        assert isinstance(entry, Attachment)
        assert entry.posting.text == words
        assert [each.clock for each in entry.posting.moments] == [Clock.POSTED]


class TestTelegram:
    def test_the_unix_time_goes_before_the_exporters_own_clock(self, tmp_path: Path) -> None:
        message = a_message(date="2023-11-18T01:00:00", date_unixtime="1700229600")
        entry = only(an_export(tmp_path, message))
        assert span(entry) == "2023-11-17T14:00:00Z/2023-11-17T14:00:00Z"

    def test_an_export_from_before_june_2022_is_open_by_any_zone(self, tmp_path: Path) -> None:
        # tdesktop #24054
        found = moment(only(an_export(tmp_path, a_message(date_unixtime=None))))
        assert found.latest - found.earliest == 2 * ANY_ZONE
