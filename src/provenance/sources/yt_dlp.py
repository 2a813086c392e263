"""Reads what yt-dlp writes beside a download: `NAME.info.json`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from pathlib import PurePosixPath

from provenance.model.moment import Clock
from provenance.model.posting import Attachment, Failed, JoinKey, Posting, Skipped
from provenance.sources.fields import Json, at, base, each, first, only, text
from provenance.sources.json_source import JsonSource
from provenance.sources.posted import File, Posted, attempted
from provenance.sources.times import OURS, Moments, day, seconds
from provenance.sources.trees import Tree

_STILLS = ("jpg", "webp", "png")
_SUFFIXES = ("mp4", "webm", "mkv", "mov", "flv", "3gp", "gif", *_STILLS)
_PLATFORMS = {"twitter": "x", "youtubetab": "youtube"}
_BEGINS = re.compile(rb'\A\s*\{\s*"(id|title|_type|extractor|channel)"')
_NAMED = re.compile(rb'"(extractor_key|extractor|webpage_url)"\s*:')


class YtDlp(JsonSource):
    """Reads the description of a video, or of a list of videos, with the files beside it."""

    name = "yt-dlp"
    recognised_by = "a description of yt-dlp (.info.json, extractor, webpage_url)"

    def looks(self, name: str, start: bytes) -> bool:
        """Take the name that yt-dlp gives; the fields that tell may come far behind."""
        named = name.lower().endswith(".info.json") or b'"_type"' in start
        return bool(_BEGINS.match(start) and named and (_NAMED.search(start) or b"format" in start))

    def postings(self, value: object, tree: Tree) -> Iterator[Posted | Skipped | Failed]:  # noqa: ARG002
        """Give the video, or each video of a list."""
        if text(value, "_type") in {"playlist", "multi_video"} or at(value, "entries") is not None:
            listed = list(each(value, "entries"))
            for entry in listed:
                what = f"video {text(entry, 'id')}"
                yield attempted(what, partial(_posted, entry, only(value)))
            if not listed:
                yield Skipped(text(value, "id"), "a list of videos that names none")
        elif not text(value, "id"):
            raise ValueError("it is no description of a video, which has an id")
        elif not first(value, "webpage_url", "extractor_key", "extractor", "formats"):
            yield Skipped(text(value, "id"), "the description of a channel, of no video")
        else:
            yield _posted(only(value), {})

    def document(
        self, tree: Tree, name: str, stated: Posting
    ) -> Iterator[Attachment | Skipped | Failed]:
        """Stream one description; beside a video its thumbnail is a picture of the posting, too."""
        for entry in super().document(tree, name, stated):
            yield entry
            if isinstance(entry, Attachment) and entry.location:
                path = PurePosixPath((entry.location.path, *entry.location.inside)[-1])
                still = None if path.suffix[1:] in _STILLS else _still(tree, name, path.stem)
                if still:
                    yield Attachment(entry.posting, tree.location(still), entry.where)


def _still(tree: Tree, name: str, stem: str) -> str | None:
    folder = PurePosixPath(name).parent
    names = ((folder / f"{stem}.{suffix}").as_posix() for suffix in _STILLS)
    return next((each for each in names if tree.holds(each)), None)


def _posted(info: Json, around: Json) -> Posted:
    ident = text(info, "id")
    key = (first(info, "extractor_key", "ie_key") or first(around, "extractor_key")).lower()
    platform = _PLATFORMS.get(key, key) or text(info, "extractor").partition(":")[0]
    moments = seconds(at(info, "timestamp"), Clock.POSTED) or day(
        text(info, "upload_date"), Clock.POSTED
    )
    edited = seconds(at(info, "modified_timestamp"), Clock.EDITED)
    posting = Posting(
        platform=platform,
        native_id=ident,
        url=first(info, "webpage_url", "url"),
        account=first(info, "uploader_id", "uploader", "channel", "channel_id"),
        text="\n".join(part for part in (text(info, "title"), text(info, "description")) if part),
        moments=moments + edited + _collected(info, around),
    )
    keys = (JoinKey(f"{platform}-video", ident),) if platform and ident else ()
    return Posted(posting, (File(tuple(_names(info)), keys),), f"video {ident}")


def _collected(info: Json, around: Json) -> Moments:
    return seconds(at(info, "epoch") or at(around, "epoch"), Clock.COLLECTED, OURS)


def _names(info: Json) -> Iterator[str]:
    """Give the names that the download may have; where only its thumbnail is there, that is it."""
    for path in (text(info, "_filename"), text(info, "filename")):
        name = base(path.replace("\\", "/"))
        stem = PurePosixPath(name).stem
        if stem:
            yield from (f"{stem}.{suffix}" for suffix in _SUFFIXES)
            yield name
    title, ident = text(info, "title"), text(info, "id")
    if ident:
        yield from (f"{title} [{ident}].{suffix}" for suffix in _SUFFIXES)
        yield from (f"{ident}.{suffix}" for suffix in _SUFFIXES)
