"""Every file of the shared collection: read by its own source, nothing lost, or refused by name.

What must come of a file is counted here from the file itself, in another way than the sources do.
"""

from __future__ import annotations

import csv
import gzip
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from provenance.errors import SourceError, UnknownSource
from provenance.model.posting import Attachment, Failed, Skipped
from provenance.sources import recognise
from tests.sources.exports import REPO, Entry, needs_shared_data, read

SHARED = REPO.parent / "shared" / "data"
FOLDERS = ("exports", "web")

Expected = tuple[int, int | None]
"""How many pictures are named, how many postings or captures there are (`None`: not counted)."""


def walk(value: object) -> Iterator[dict[str, object]]:
    """Give every object of JSON, at any depth."""
    if isinstance(value, dict):
        yield value
        for each in value.values():
            yield from walk(each)
    elif isinstance(value, list):
        for each in value:
            yield from walk(each)


def loaded(path: Path) -> object:
    text = path.read_text(encoding="utf-8-sig")
    try:
        return json.loads(text)
    except ValueError:
        return [json.loads(line) for line in text.splitlines() if line.strip()]


def activitypub(path: Path) -> Expected:
    value = loaded(path)
    named = [value.get("attachment", []), value.get("image", [])]
    count = sum(len(each) if isinstance(each, list) else 1 for each in named)
    return count + (value["type"] == "Video"), 1


def telegram(path: Path) -> Expected:
    messages = [one for one in walk(loaded(path)) if "from" in one or "actor" in one]
    shown = ("animation", "video_file", "video_message")
    videos = sum(one.get("media_type") in shown for one in messages)
    return sum("photo" in one for one in messages) + videos, len(messages)


def bluesky(path: Path) -> Expected:
    posts = [one for one in walk(loaded(path)) if one.get("$type") == "app.bsky.feed.post"]
    lists = [one["images"] for one in walk(loaded(path)) if "images" in one]
    own = [images for images in lists if "fullsize" in images[0]]  # else the same once more
    return len(own[0] if own else []), len(posts)


def twarc(path: Path) -> Expected:
    pages = loaded(path)
    pictures = posts = 0
    for page in pages if isinstance(pages, list) else [pages]:
        own = page["data"] if isinstance(page["data"], list) else [page["data"]]
        others = {one["id"]: one for one in page.get("includes", {}).get("tweets", [])}
        keys = {one["id"]: one.get("attachments", {}).get("media_keys", []) for one in own}
        for one in own:
            repeated = [
                r["id"] for r in one.get("referenced_tweets", []) if r["type"] == "retweeted"
            ]
            original = others.get(repeated[0], {}) if repeated else {}
            shown = keys[one["id"]] or original.get("attachments", {}).get("media_keys", [])
            pictures += len(shown)
        more = [o for i, o in others.items() if i not in keys and "media_keys" in str(o)]
        pictures += sum(len(one["attachments"]["media_keys"]) for one in more)
        posts += len(own) + len(more)
    return pictures, posts


def tweets_v1(path: Path) -> Expected:
    posts = loaded(path)
    posts = posts if isinstance(posts, list) else [posts]
    pictures = 0
    for post in posts:
        shown = post.get("retweeted_status", post)
        pictures += len(shown.get("extended_entities", shown.get("entities", {})).get("media", []))
    return pictures, len(posts)


def x_archive(path: Path) -> Expected:
    posts = [each["tweet"] for each in json.loads(path.read_text().partition("=")[2])]
    media = (p.get("extended_entities", p["entities"]).get("media", []) for p in posts)
    return sum(map(len, media)), len(posts)


def zeeschuimer(path: Path) -> Expected:
    items = loaded(path)
    return sum(pictures_of(item["data"]) for item in items), len(items)


def pictures_of(data: dict[str, object]) -> int:
    if "legacy" in data:
        legacy = data["legacy"]
        if "retweeted_status_result" in legacy:
            found = legacy["retweeted_status_result"]["result"]
            legacy = found.get("tweet", found)["legacy"]
        entities = legacy.get("extended_entities") or legacy["entities"]
        return len(entities.get("media", []))
    if "code" in data:
        return len(data.get("carousel_media") or [1])
    return len(data.get("imagePost", {}).get("images", [1]))


def invid_x(path: Path) -> Expected:
    with path.open(newline="") as file:
        rows = list(csv.DictReader(file))
    return sum(row["imageLink"].count("://") for row in rows), len(rows)


def invid_tiktok(path: Path) -> Expected:
    with path.open(newline="") as file:
        rows = list(csv.DictReader(file))
    return len(rows), len(rows)


def google_vision(path: Path) -> Expected:
    web = loaded(path)["webDetection"]
    pages = web["pagesWithMatchingImages"]
    on_pages = json.dumps(pages)
    alone = [each for each in web["fullMatchingImages"] if each["url"] not in on_pages]
    return len(pages) + len(alone), None


def captures(content: bytes) -> int:
    kinds = re.findall(rb"^WARC-Type: (?:response|resource|revisit)\r?$", content, re.MULTILINE)
    return len(kinds)


def warc(path: Path) -> Expected:
    """Count pictures and videos by the types that servers stated, records by their own types."""
    content = path.read_bytes()
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            names = [n for n in archive.namelist() if re.search(r"\.warc(\.gz)?$", n)]
            content = b"".join(plain(archive.read(name)) for name in names)
    content = plain(content)
    return pictures_in(content), captures(content)


def plain(content: bytes) -> bytes:
    return gzip.decompress(content) if content.startswith(b"\x1f\x8b") else content


def pictures_in(content: bytes) -> int:
    """Count answers with a picture or video: what was found, and what was the same as before."""
    records = re.split(rb"^(?=WARC/[\d.]+\r?\n)", content, flags=re.MULTILINE)
    found = 0
    for record in records:
        head, _, rest = record.partition(b"\r\n\r\n")
        answer = rest.partition(b"\r\n\r\n")[0]
        picture = re.search(
            rb"^content-type: *(?:image|video)/", answer, re.IGNORECASE | re.MULTILINE
        )
        kind = re.search(rb"^WARC-Type: (\w+)", head, re.MULTILINE)
        if kind and picture and kind[1] in {b"response", b"revisit"}:
            ok = kind[1] == b"revisit" or re.match(rb"HTTP/[\d.]+ 200", answer)
            found += bool(ok)
        elif kind and kind[1] == b"resource":
            found += b"Content-Type: image/" in head
    return found


def arc(path: Path) -> Expected:
    lines = plain(path.read_bytes()).splitlines()
    records = [each for each in lines if re.match(rb"(https?|dns):\S+ \d", each)]
    return sum(b" image/" in each for each in records), len(records)


def cdx(path: Path) -> Expected:
    text = path.read_text().splitlines()
    lines = [line for line in text if re.match(r"\S+ \d{14} ", line)]
    marks = [line for line in text if re.fullmatch(r"\S+%2[CF]\S*", line)]
    kinds = [(line.split()[3], line.split()[2]) for line in lines]
    suffixes = (".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".avif")
    shown = [
        kind.startswith(("image/", "video/"))
        or (kind == "warc/revisit" and url.lower().endswith(suffixes))
        for kind, url in kinds
    ]
    return sum(shown), len(lines) + len(marks)


def one_without_picture(_: Path) -> Expected:
    return 0, 1


def one_picture(_: Path) -> Expected:
    return 1, 1


READ: dict[str, tuple[str, Callable[[Path], Expected]]] = {
    "exports/activitypub/*.as2.json": ("activitypub", activitypub),
    "exports/bluesky/*.json": ("bluesky", bluesky),
    "exports/telegram/*.json": ("telegram", telegram),
    "exports/twarc-v2/*.jsonl": ("twarc", twarc),
    "exports/twitter-v1/*.json": ("tweets-v1", tweets_v1),
    "exports/x-archive/tweets.js": ("x-archive", x_archive),
    "exports/yt-dlp/example.info.json": ("yt-dlp", one_picture),
    "exports/yt-dlp/channel_source_metadata.json": ("yt-dlp", one_without_picture),
    "exports/zeeschuimer/*.ndjson": ("zeeschuimer", zeeschuimer),
    "exports/invid-csv/TW-*.csv": ("invid-csv", invid_x),
    "exports/invid-csv/TK-*.csv": ("invid-csv", invid_tiktok),
    "web/claimreview/*.json": ("fact-check", one_picture),
    "web/google-vision/*.json": ("google-vision", google_vision),
    "web/warc/*.warc*": ("warc", warc),
    "web/warc/*.arc*": ("warc", arc),
    "web/wacz/[ev][!n]*": ("warc", warc),
    "web/warc/iana.cdx": ("cdx", cdx),
    "web/wayback-cdx/*.txt": ("cdx", cdx),
}
DAMAGED = {
    "bad.arc",
    "example-bad.warc.gz.bad",
    "example-trunc.warc",
    "example-wrong-chunks.warc.gz",
}
"""Real archives that are damaged: what can be read is, and the rest is told."""

REFUSED = {
    "exports/SOURCES.csv": "unknown column 'file'",
    "web/SOURCES.csv": "unknown column 'file'",
    "exports/gallery-dl/*.json": "what gallery-dl's own tests expect",
    "exports/mastodon/*.yaml": "a recording of HTTP traffic",
    "exports/reddit/*.json": "a recording of HTTP traffic",
    "exports/twitter-v2-api/*.yaml": "a recording of HTTP traffic",
    "exports/x-archive/README.txt": "is nothing that a source reads",
    "exports/x-archive/manifest.js": "the manifest of an X account archive",
    "web/auto-archiver/*.csv": "unknown column '(webpages|https://example.com/1/)'",
    "web/invid-api/c2pa-response.json": "a report on Content Credentials",
    "web/invid-api/singlefile-to-wacz-response.json": "the signature of an archived page",
    "web/invid-api/syntheticimages-response.json": "an answer of a detector",
    "web/wacz/invalid_example_1.wacz": "a WACZ that holds no WARC file",
    "web/wayback-cdx/*.yaml": "a recording of HTTP traffic",
}


def of(patterns: object) -> list[tuple[str, str]]:
    """Pair each file with the first pattern that names it."""
    found: dict[str, str] = {}
    for pattern in patterns:
        for path in sorted(SHARED.glob(pattern)):
            found.setdefault(path.relative_to(SHARED).as_posix(), pattern)
    return sorted(found.items())


def kinds(entries: list[Entry], kind: type) -> list[Entry]:
    return [entry for entry in entries if isinstance(entry, kind)]


class TestEveryFile:
    pytestmark = needs_shared_data

    def test_none_is_forgotten(self) -> None:
        there = {
            path.relative_to(SHARED).as_posix()
            for folder in FOLDERS
            for path in (SHARED / folder).rglob("*")
            if path.is_file()
        }
        assert {name for name, _ in of(READ)} ^ {name for name, _ in of(REFUSED)} == there

    @pytest.mark.parametrize(("name", "pattern"), of(READ))
    def test_it_is_read_by_its_own_source_and_nothing_is_lost(
        self, name: str, pattern: str
    ) -> None:
        source, counted = READ[pattern]
        path = SHARED / name
        assert recognise(path).name == source
        entries = read(path)
        assert bool(kinds(entries, Failed)) == (path.name in DAMAGED)
        if path.name in DAMAGED:
            return
        pictures, postings = counted(path)
        assert len(kinds(entries, Attachment)) == pictures
        if postings is not None:
            # A posting has an entry for each of its pictures, or one that says why it has none.
            assert len({entry.where for entry in entries}) == postings
        assert all(entry.reason for entry in kinds(entries, Skipped))

    @pytest.mark.parametrize(("name", "pattern"), of(REFUSED))
    def test_it_is_refused_by_name_and_with_the_reason(self, name: str, pattern: str) -> None:
        path = SHARED / name
        with pytest.raises((UnknownSource, SourceError), match=REFUSED[pattern]) as caught:
            read(path)
        assert path.name in str(caught.value)
