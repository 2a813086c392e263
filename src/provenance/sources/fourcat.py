"""Reads the tables that 4CAT makes of its data sets: one post in each row, whatever the platform.

Traps (4CAT 1.5x, datasources/): `timestamp` is a text without a zone, of the server's clock for
Telegram and of UTC for others, so only `unix_timestamp` is exact; for Bluesky `timestamp` is a
number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from provenance.model.moment import Clock
from provenance.model.origin import Relay, announced
from provenance.model.posting import Attachment, Failed, JoinKey, Posting, Skipped
from provenance.sources.fields import base
from provenance.sources.four_chan import key_of
from provenance.sources.json_source import DocumentSource
from provenance.sources.passed_on import languages, origin
from provenance.sources.posted import File, Posted
from provenance.sources.tables import Row, columns_of, entries
from provenance.sources.times import LISTED, RECORD, Moments, iso, seconds
from provenance.sources.trees import Tree
from provenance.sources.visual import NOT_VISUAL, names_visual

_ALWAYS = {"id", "timestamp"}
_EITHER = {"thread_id", "unix_timestamp", "collected_from_url"}
_LINKS = ("link", "url", "post_url", "tiktok_url", "permalink")
_PICTURES = (
    *("images", "image_urls", "image_url", "media_urls", "media_url", "photos"),
    *("video_url", "video_urls", "videos", "thumbnail_url", "image_file"),
)
_SHOWN = {"photo", "image", "video", "gif", "animation", "video_file", "video_message"}
_HOSTS = re.compile(
    r"https?://(?:[\w-]+\.)*(?P<host>x|twitter|instagram|tiktok|facebook|threads|vk|gab|imgur|bsky"
    r"|pinterest|tumblr|linkedin|truthsocial|9gag|youtube|reddit)\.(?:com|net|app|ru)/"
)
_PLATFORMS = {"twitter": "x", "bsky": "bluesky", "truthsocial": "truth-social"}
_HOSTED = re.compile(r"https?://pbs\.twimg\.com/")
_IN_CELL = re.compile(r"[\s,;]+")
_NUMBER = re.compile(r"\d{9,}(\.\d+)?")
_NONE = {"", "none", "null", "nan", "[]"}


class Fourcat(DocumentSource):
    """Reads tables; pictures are known by the links and names that the columns give."""

    name = "fourcat"
    recognised_by = "a table of 4CAT (id, timestamp, thread_id or unix_timestamp)"

    def looks(self, name: str, start: bytes) -> bool:
        """Take a table by its columns."""
        columns = columns_of(start) if name.lower().endswith(".csv") else set()
        return columns >= _ALWAYS and bool(columns & _EITHER) and bool(columns & {"body", "author"})

    def document(
        self, tree: Tree, name: str, stated: Posting
    ) -> Iterator[Attachment | Skipped | Failed]:
        """Stream the rows of one table."""
        yield from entries(tree, name, stated, _row)


def _row(row: Row, where: str) -> Iterator[Posted | Skipped | Failed]:
    row = {column: cell for column, cell in row.items() if cell.lower() not in _NONE}
    if not row:
        yield Skipped(where, "a row that says nothing")
        return
    kind = row.get("attachment_type", "photo")
    if kind not in _SHOWN and not names_visual(row.get("attachment_filename", "")):
        yield Skipped(where, f"{kind[:60]}: {NOT_VISUAL}")
        return
    yield Posted(_posting(row), tuple(_files(row)), where)


def _posting(row: Row) -> Posting:
    link = next((row[name] for name in _LINKS if "://" in row.get(name, "")), "")
    platform, ident = _platform(row, link), row.get("id", "")
    if platform == "telegram":
        # the id begins with the name of the chat since 2023
        number = ident.rpartition("-")[2]
        chat = row.get("chat") or row.get("thread_id", "")
        ident = f"{chat}/{number}" if chat and number else ""
        link = link or (f"https://t.me/{ident}" if ident and not chat.isdecimal() else "")
    words = [row[name] for name in ("subject", "body") if name in row]
    who = row.get("author_forwarded_from_username") or row.get("author_forwarded_from_name", "")
    if who:
        words.insert(0, announced(who))
    return Posting(
        platform=platform,
        native_id=ident if platform else "",
        url=link,
        account=row.get("author_username") or row.get("author") or row.get("author_name", ""),
        text="\n".join(words),
        moments=_moments(row, "", Clock.POSTED)
        + _moments(row, "_edited", Clock.EDITED)
        + _moments(row, "_forwarded_from", Clock.FORWARDED_ORIGINAL),
        languages=languages(row.get("lang", "")),
        origins=origin(Relay.FORWARD, platform, account=who)
        + origin(Relay.REPOST, platform, account=row.get("retweeted_user", ""))
        + origin(Relay.QUOTE, platform, account=row.get("quoted_user", "")),
    )


def _platform(row: Row, link: str) -> str:
    if "attachment_filename" in row or "author_forwarded_from_name" in row or "chat" in row:
        return "telegram"
    if "image_md5" in row and "board" in row:
        return "4chan"
    host = _HOSTS.match(link)
    return _PLATFORMS.get(host["host"], host["host"]) if host else ""


def _moments(row: Row, suffix: str, clock: Clock) -> Moments:
    """Read Unix seconds, else the text, whose zone is that of a server nobody knows."""
    text = row.get(f"timestamp{suffix}", "")
    number = row.get(f"unix_timestamp{suffix}", "") or (text if _NUMBER.fullmatch(text) else "")
    return seconds(number, clock, RECORD) if number else iso(text, clock, LISTED)


def _files(row: Row) -> Iterator[File]:
    if "tiktok_url" in row and (ident := row.get("id", "")):
        yield File((f"{ident}.mp4", f"{ident}.jpg"), (JoinKey("tiktok-video", ident),))
        return
    if name := row.get("attachment_filename"):
        own = PurePosixPath(name).name
        yield File((own, f"images/{own}", f"videos/{own}"))
        return
    if md5 := row.get("image_md5"):
        yield File((row.get("image_4chan", ""), row.get("image_file", "")), key_of(md5))
        return
    cell = next((row[name] for name in _PICTURES if name in row), "")
    for link in dict.fromkeys(part for part in _IN_CELL.split(cell) if "://" in part):
        plain = re.split(r"[?#]", link, maxsplit=1)[0]
        keys = (JoinKey("media-url", plain),) if _HOSTED.match(link) else ()
        yield File((base(link),), keys)
