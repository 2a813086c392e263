"""Every source that names files hands on a video as it does a picture."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from provenance.model.posting import Attachment, Skipped
from provenance.sources.warc_parts import left_out, missing
from tests.sources.exports import EXPORTS, read

VIDEO = b"of a video"
CID = "bafkreibme22gw2h7y2h7tg2fhqotaqjucnbc24deqo72b6mkl2egezxhvy"


def written(path: Path, value: object) -> Path:
    path.write_text(json.dumps(value))
    return path


def held(folder: Path, name: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(VIDEO)
    return path


def x_media() -> dict[str, object]:
    variants = [
        {"content_type": "application/x-mpegURL", "url": "https://video.twimg.com/v/pl/a.m3u8"},
        {"content_type": "video/mp4", "url": "https://video.twimg.com/v/720/a.mp4?tag=12"},
    ]
    still = "https://pbs.twimg.com/ext_tw_video_thumb/9/a.jpg"
    return {"id_str": "9", "media_url_https": still, "video_info": {"variants": variants}}


def x_post() -> dict[str, object]:
    return {
        "id_str": "5",
        "created_at": "Fri Nov 17 12:00:00 +0000 2023",
        "full_text": "A",
        "extended_entities": {"media": [x_media()]},
    }


def x_archive(folder: Path) -> Path:
    path = folder / "tweets.js"
    path.write_text(f"window.YTD.tweets.part0 = {json.dumps([{'tweet': x_post()}])}")
    return path


def tweets_v1(folder: Path) -> Path:
    return written(folder / "posts.json", [x_post()])


def twarc(folder: Path) -> Path:
    media = {"media_key": "7_9", "type": "video", "preview_image_url": "https://a.b/a.jpg"}
    media["variants"] = [{"url": "https://video.twimg.com/v/720/a.mp4?tag=12"}]
    post = {"id": "5", "text": "A", "author_id": "7", "attachments": {"media_keys": ["7_9"]}}
    return written(folder / "page.json", {"data": [post], "includes": {"media": [media]}})


def auto_archiver(folder: Path) -> Path:
    metadata = {"url": "https://a.b/1", "_processed_at": "2023-11-17T12:00:00+00:00"}
    media = [{"filename": "a.mp4", "_mimetype": "video/mp4"}]
    return written(folder / "metadata.json", {"metadata": metadata, "media": media})


def discord(folder: Path) -> Path:
    attached = [{"id": "9", "fileName": "a.mp4", "url": "https://cdn.example/9/a.mp4?ex=1"}]
    message = {"id": "1175042654723899393", "attachments": attached}
    head = {"guild": {"id": "1"}, "channel": {"id": "2", "type": "GuildTextChat"}}
    return written(folder / "channel.json", head | {"messages": [message]})


def bluesky(folder: Path) -> Path:
    embed = {"$type": "app.bsky.embed.video", "video": {"ref": {"$link": CID}}}
    post = {"$type": "app.bsky.feed.post", "createdAt": "2023-11-17T12:00:00Z", "embed": embed}
    view = {"uri": "at://did:plc:a/app.bsky.feed.post/3kdg", "value": post}
    return written(folder / "records.json", {"records": [view]})


def mastodon(folder: Path) -> Path:
    media = {"id": "1", "type": "video", "url": "https://m.example/a.mp4"}
    status = {"id": "5", "uri": "https://m.example/5", "created_at": "2023-11-17T12:00:00Z"}
    return written(folder / "status.json", status | {"media_attachments": [media]})


def reddit(folder: Path) -> Path:
    video = {"reddit_video": {"fallback_url": "https://v.redd.it/a/DASH_720.mp4"}}
    post = {"name": "t3_5", "subreddit": "s", "created_utc": 1700222400, "media": video}
    shown = {"permalink": "/r/s/5", "title": "A", "url": "https://v.redd.it/a"}
    return written(folder / "posts.json", post | shown)


def fourchan(folder: Path) -> Path:
    post = {"no": 5, "now": "11/17/23", "time": 1700222400, "tim": 9, "filename": "a"}
    return written(folder / "thread.json", {"posts": [post | {"ext": ".webm"}]})


def gallery_dl(folder: Path) -> Path:
    data = {"category": "twitter", "subcategory": "tweet", "tweet_id": 5, "extension": "mp4"}
    return written(folder / "a.mp4.json", data | {"filename": "a"})


def zeeschuimer(folder: Path) -> Path:
    data = {"id": "5", "createTime": 1700222400, "video": {"id": "5"}}
    line = {"source_platform": "tiktok.com", "timestamp_collected": 1700222400000, "data": data}
    return written(folder / "capture.ndjson", line)


def activitypub(folder: Path) -> Path:
    media = {"type": "Document", "mediaType": "video/mp4", "url": "https://m.example/a.mp4"}
    note = {"id": "https://m.example/5", "type": "Note", "attachment": [media]}
    return written(
        folder / "note.json", {"@context": "https://www.w3.org/ns/activitystreams"} | note
    )


def invid(folder: Path) -> Path:
    path = folder / "TK.csv"
    path.write_text("videoUrl,date,id,collectionID\nhttps://a.b/5,2023-11-17,5,c\n")
    return path


def listed(folder: Path) -> Path:
    path = folder / "list.csv"
    path.write_text("path\na.mp4\n")
    return path


@pytest.mark.parametrize(
    ("make", "name"),
    [
        (x_archive, "tweets_media/5-a.mp4"),
        (tweets_v1, "a.mp4"),
        (twarc, "media/a.mp4"),
        (auto_archiver, "a.mp4"),
        (discord, "a.mp4"),
        (bluesky, f"{CID}.mp4"),
        (mastodon, "a.mp4"),
        (reddit, "a.mp4"),
        (fourchan, "9.webm"),
        (gallery_dl, "a.mp4"),
        (zeeschuimer, "5.mp4"),
        (activitypub, "a.mp4"),
        (invid, "5.mp4"),
        (listed, "a.mp4"),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_a_video_that_is_there_is_handed_on(
    tmp_path: Path, make: Callable[[Path], Path], name: str
):
    video = held(tmp_path, name)
    (entry,) = read(make(tmp_path))
    assert isinstance(entry, Attachment)
    assert entry.location is not None
    assert Path(entry.location.path) == video


@pytest.mark.parametrize("make", [x_archive, twarc])
def test_a_video_goes_before_the_still_that_stands_for_it(
    tmp_path: Path, make: Callable[[Path], Path]
):
    name = "tweets_media/5-a.mp4" if make is x_archive else "a.mp4"
    video, still = held(tmp_path, name), name.replace(".mp4", ".jpg")
    held(tmp_path, still)
    (entry,) = read(make(tmp_path))
    assert Path(entry.location.path) == video


def test_beside_a_download_of_yt_dlp_its_thumbnail_is_a_picture_of_the_posting(tmp_path: Path):
    described = next((EXPORTS / "yt-dlp").glob("*.info.json"))
    (tmp_path / described.name).write_bytes(described.read_bytes())
    stem = described.name.removesuffix(".info.json")
    both = [held(tmp_path, f"{stem}.webm"), held(tmp_path, f"{stem}.jpg")]
    video, still = read(tmp_path / described.name)
    assert [Path(each.location.path) for each in (video, still)] == both
    assert video.posting == still.posting
    assert (bool(video.keys), bool(still.keys)) == (True, False)


def a_record(folder: Path, url: str, head: str, body: bytes = VIDEO) -> Path:
    answer = f"HTTP/1.1 {head}\r\n\r\n".encode() + body
    record = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\n"
        "WARC-Date: 2023-11-18T09:00:00Z\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
        "Content-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(answer)}\r\n\r\n"
    ).encode()
    path = folder / "a.warc"
    path.write_bytes(record + answer + b"\r\n\r\n")
    return path


@pytest.mark.parametrize(
    ("url", "head"),
    [
        ("https://a.b/1", "200 OK\r\nContent-Type: video/mp4"),
        ("https://a.b/1", "200 OK\r\nContent-Type: Video/WebM; codecs=vp9"),
        ("https://a.b/1.mp4?x=1", "200 OK\r\nContent-Type: binary/octet-stream"),
        ("https://a.b/1.mov", "200 OK\r\nServer: none"),
        ("https://a.b/1", "206 Partial\r\nContent-Type: video/mp4\r\nContent-Range: bytes 0-9/10"),
    ],
)
def test_a_video_in_a_web_archive_is_a_capture(tmp_path: Path, url: str, head: str):
    (entry,) = read(a_record(tmp_path, url, head))
    assert isinstance(entry, Attachment)
    assert entry.location is not None


def test_the_beginning_of_a_video_is_used_and_the_rest_is_said_to_be_missing(tmp_path: Path):
    head = "206 Partial\r\nContent-Type: video/mp4\r\nContent-Range: bytes 0-9/20"
    video, rest = read(a_record(tmp_path, "https://a.b/1", head))
    assert isinstance(video, Attachment)
    assert isinstance(rest, Skipped)
    assert "only the first 10 bytes of 20" in rest.reason


@pytest.mark.parametrize(
    ("head", "reason"),
    [
        ("200 OK\r\nContent-Type: application/vnd.apple.mpegurl", "neither a picture nor a video"),
        ("200 OK\r\nContent-Type: audio/mp4", "neither a picture nor a video"),
        ("404 No\r\nContent-Type: video/mp4", "the server answered 404"),
        (
            "206 Partial\r\nContent-Type: video/mp4\r\nContent-Range: bytes 10-19/20",
            "a part of a file: bytes 10 to 19 of 20",
        ),
        ("206 Partial\r\nContent-Type: video/mp4", "does not say which"),
    ],
)
def test_what_is_no_video_or_no_beginning_of_one_says_so(tmp_path: Path, head: str, reason: str):
    (entry,) = read(a_record(tmp_path, "https://a.b/1", head))
    assert isinstance(entry, Skipped)
    assert reason in entry.reason


def test_a_range_whose_whole_size_nobody_knows_is_said_to_be_a_part():
    assert left_out("206", "bytes 0-9/*") == ""
    assert "of *" in missing("206", "bytes 0-9/*")
    assert missing("200", "bytes 0-9/20") == ""
