"""Every source of JSON under any JSON, and what each makes of its fixture and of real files."""

from __future__ import annotations

import json
import shutil
import zipfile
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.errors import SourceError
from provenance.model.moment import Clock, iso
from provenance.model.posting import Attachment, Failed, JoinKey, Skipped
from provenance.sources import SOURCES, parts, recognise, source_named
from provenance.sources.json_source import JsonSource
from provenance.sources.trees import OnDisk
from tests.sources.exports import EXPORTS, NOTHING_STATED, REPO, needs_shared_data, read

JSON_SOURCES = [source for source in SOURCES if isinstance(source, JsonSource)]
SHARED = REPO.parent / "shared" / "data"


def words_of(source: JsonSource) -> list[str]:
    """Give the names of fields that the fixture of a source has, so that random JSON has them."""
    found: list[str] = []
    for file in (EXPORTS / source.name).iterdir():
        if file.suffix in {".json", ".jsonl", ".ndjson"}:
            for line in file.read_text().splitlines():
                found += [word for word in line.split('"')[1::2] if word.isidentifier()]
    return sorted(set(found)) or ["id"]


def any_json(words: list[str]) -> st.SearchStrategy[object]:
    leaves = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8)
    keys = st.sampled_from(words)
    return st.recursive(
        leaves | st.sampled_from(["2023-11-17T12:00:00Z", "\ud83d", "x.com", "instagram.com"]),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=5),
        max_leaves=25,
    )


@pytest.mark.parametrize("source", JSON_SOURCES, ids=lambda source: source.name)
@settings(max_examples=150, deadline=None, derandomize=True)
@given(data=st.data())
def test_any_json_gives_entries_or_an_error_in_words(source: JsonSource, data: st.DataObject):
    value = data.draw(any_json(words_of(source)))
    try:
        found = list(source.postings(value, OnDisk(EXPORTS)))
    except ValueError:
        return
    for each in found:
        hash(each)
        str(each).encode("utf-8", "backslashreplace")


@pytest.mark.parametrize(
    "source",
    [s for s in SOURCES if s.name not in {"folder", "csv", "zip"}],
    ids=lambda source: source.name,
)
def test_an_export_in_a_zip_archive_says_the_same_as_in_a_folder(source, tmp_path: Path):
    folder = EXPORTS / source.name
    path = tmp_path / "export.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for file in sorted(folder.rglob("*")):
            archive.write(file, f"export/{file.relative_to(folder)}")
        archive.writestr("__MACOSX/export/._tweets.js", b"junk")
    assert recognise(path) is source
    packed = list(source.attachments(path, NOTHING_STATED))
    document = next(f for f in sorted(folder.iterdir()) if source.accepts(f))
    loose = list(source.attachments(document, NOTHING_STATED))
    assert [_said(each) for each in packed] == [_said(each) for each in loose]
    assert all(e.location.path == str(path) for e in packed if getattr(e, "location", None))


def _said(entry: Attachment | Skipped | Failed) -> object:
    if isinstance(entry, Attachment):
        return entry.posting, entry.location is None, entry.keys
    return entry.reason


def test_several_exports_in_one_folder_are_each_found(tmp_path: Path):
    for name in ("telegram", "x-archive", "csv", "warc"):
        shutil.copytree(EXPORTS / name, tmp_path / name)
    shutil.copy(EXPORTS / "folder" / "first.jpg", tmp_path / "loose.jpg")
    found = [(part.source.name, part.path.name) for part in parts(tmp_path)]
    assert found == [
        ("csv", "list.csv"),
        ("telegram", "telegram"),
        ("warc", "capture.warc.gz"),
        ("x-archive", "x-archive"),
        ("folder", tmp_path.name),
    ]


def test_several_exports_in_one_archive_are_each_found(tmp_path: Path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for name in ("telegram/result.json", "x-archive/tweets.js", "discord/wall.json"):
            archive.write(EXPORTS / name, name)
    found = [part.source.name for part in parts(tmp_path / "a.zip")]
    assert found == ["telegram", "x-archive", "discord", "zip"]


@pytest.mark.parametrize(
    "source", [s for s in SOURCES if s.name not in {"folder", "csv"}], ids=lambda s: s.name
)
def test_an_export_in_an_archive_is_read_by_one_source_only(source, tmp_path: Path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for file in sorted((EXPORTS / source.name).rglob("*")):
            archive.write(file, file.relative_to(EXPORTS))
    found = [part.source.name for part in parts(tmp_path / "a.zip")]
    assert found == ([source.name] if source.name in {"zip", "warc"} else [source.name, "zip"])


def everything(path: Path) -> list[Attachment | Skipped | Failed]:
    return [e for part in parts(path) for e in part.source.attachments(path, NOTHING_STATED)]


def test_what_no_export_in_an_archive_names_is_accounted_for(tmp_path: Path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for file in (EXPORTS / "twarc").iterdir():
            archive.write(file, file.name)
        archive.writestr("loose.jpg", b"\x89PNG")
        archive.writestr("../out.jpg", b"\x89PNG")
        archive.writestr("__MACOSX/._loose.jpg", b"junk")
    *export, loose, out, junk = everything(tmp_path / "a.zip")
    assert [_said(e) for e in export] == [_said(e) for e in read(EXPORTS / "twarc/posts.jsonl")]
    assert (loose.location.inside, type(junk)) == (("loose.jpg",), Skipped)
    assert (type(out), out.refused) == (Failed, True)


def test_what_a_telegram_export_in_an_archive_does_not_name_is_no_posting(tmp_path: Path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.write(EXPORTS / "telegram" / "result.json", "chat/result.json")
        archive.writestr("chat/stickers/thumb.jpg", b"\x89PNG")
        archive.writestr("beside/loose.jpg", b"\x89PNG")
        archive.writestr("/etc/passwd", b"root")
    *_, loose, last = everything(tmp_path / "a.zip")
    assert loose.location.inside == ("beside/loose.jpg",)
    assert (type(last), last.refused) == (Failed, True)
    assert not any("stickers" in entry.where for entry in everything(tmp_path / "a.zip"))


def test_a_repost_keeps_the_time_of_what_it_repeats_apart():
    found = {
        e.posting.native_id: e
        for e in read(EXPORTS / "twarc" / "posts.jsonl")
        if isinstance(e, Attachment)
    }
    repost = found["1725490000000000000"]
    clocks = {m.clock: m for m in repost.posting.moments}
    assert iso(clocks[Clock.POSTED].latest) == "2023-11-17T12:20:00Z"
    assert iso(clocks[Clock.FORWARDED_ORIGINAL].latest) == "2023-11-17T06:20:00Z"
    assert repost.keys == found["1725400000000000000"].keys


def test_bluesky_has_what_the_client_asserts_and_what_the_server_saw_apart():
    (entry,) = read(EXPORTS / "bluesky" / "feed.json")
    assert {m.clock: m.trust.value for m in entry.posting.moments} == {
        Clock.POSTED: "self-asserted",
        Clock.CRAWLED: "server-made",
    }


def test_4chan_states_the_md5_of_a_file_that_is_not_there():
    *_, last = read(EXPORTS / "fourchan" / "thread.json")
    assert last.location is None
    assert [key.kind for key in last.keys] == ["md5"]
    assert len(last.keys[0].value) == 32


def test_a_revisit_names_the_bytes_that_it_does_not_hold():
    _, held, revisit = read(EXPORTS / "warc" / "capture.warc.gz")
    assert (held.posting.url, revisit.location) == ("https://news.example/page", None)
    assert held.keys == revisit.keys
    assert [m.clock for m in held.posting.moments] == [Clock.CRAWLED]


@pytest.mark.parametrize(
    "name",
    [
        "x-archive/tweets.js",
        "twarc/posts.jsonl",
        "tweets-v1/posts.json",
        "zeeschuimer/capture.ndjson",
    ],
)
def test_x_media_is_one_key_however_its_number_is_written(name: str):
    keys = {e.keys for e in read(EXPORTS / name) if isinstance(e, Attachment)}
    assert (JoinKey("x-media", "1725484990000000001"),) in keys


def test_a_line_of_lines_that_is_broken_loses_nothing_else(tmp_path: Path):
    path = tmp_path / "posts.jsonl"
    page = (EXPORTS / "twarc" / "posts.jsonl").read_text()
    path.write_text(page + "{broken\n" + '{"deep": ' + "[" * 200_000 + "\n" + page)
    kinds = Counter(type(e).__name__ for e in read(path))
    assert kinds == {"Attachment": 6, "Skipped": 2, "Failed": 2}


def test_a_zip_bomb_is_refused_by_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("provenance.sources.trees._BOMB_BYTES", 1 << 20)
    head = b"window.YTD.tweets.part0 = ["
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("data/tweets.js", head + b" " * (1 << 24))
    with pytest.raises(SourceError, match=r"tweets\.js|ZIP|reads"):
        list(source_named("x-archive").attachments(tmp_path / "a.zip", NOTHING_STATED))


COUNTS = {
    "exports/twarc-v2/brexit.jsonl": ("twarc", 56, 66),
    "exports/twitter-v1/get_retweets.json": ("tweets-v1", 0, 14),
    "exports/x-archive/tweets.js": ("x-archive", 20, 337),
    "exports/zeeschuimer/zeeschuimer-export-tiktok.com-2026-01-23T155729.part1.ndjson": (
        "zeeschuimer",
        32,
        0,
    ),
    "exports/bluesky/thread_view_post_with_embed_media.json": ("bluesky", 1, 1),
    "exports/yt-dlp/example.info.json": ("yt-dlp", 1, 0),
    "exports/yt-dlp/channel_source_metadata.json": ("yt-dlp", 0, 1),
    "exports/invid-csv/TK-TEST-PLAYWRIGHT_TIKTOK_export.part1.csv": ("invid-csv", 11, 0),
    "web/warc/iana.warc.gz": ("warc", 33, 138),
    "web/warc/example.warc_4b4764.gz": ("warc", 55, 244),
    "web/wacz/example.wacz": ("warc", 7, 7),
}


class TestRealFiles:
    pytestmark = needs_shared_data

    @pytest.mark.parametrize("name", COUNTS)
    def test_it_is_recognised_and_nothing_is_lost(self, name: str):
        source, attachments, skipped = COUNTS[name]
        path = SHARED / name
        assert recognise(path).name == source
        kinds = Counter(type(e).__name__ for e in read(path))
        assert kinds == {k: n for k, n in (("Attachment", attachments), ("Skipped", skipped)) if n}

    def test_an_archive_of_x_has_as_many_media_as_an_independent_count(self):
        path = SHARED / "exports" / "x-archive" / "tweets.js"
        posts = json.loads(path.read_text().partition("=")[2])
        media = sum(
            len(p["tweet"].get("extended_entities", p["tweet"]["entities"]).get("media", []))
            for p in posts
        )
        found = [e for e in read(path) if isinstance(e, Attachment)]
        assert len(found) == media
