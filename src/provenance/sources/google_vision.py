"""Reads recorded answers of Google Cloud Vision to a web detection: pages that hold a picture.

They state no time at all, and hold no picture: a file that is called as one of them is may be
another. That a picture matches is Google's own word; what only "looks similar" is no posting of the
picture, and is passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from provenance.model.posting import Failed, Posting, Skipped
from provenance.sources.asked import AskedSource
from provenance.sources.fields import Json, at, each, first, only, plain, text
from provenance.sources.posted import File, Posted, attempted
from provenance.sources.trees import Tree

_NOTHING = "Google names no page or picture here; this does not show that the picture is new"
_SIMILAR = "a picture that only looks similar, as Google says itself"


class GoogleVision(AskedSource):
    """Reads answers of `images:annotate`, one or many, in the spelling of JSON or of Python."""

    name = "google-vision"
    recognised_by = "a recorded answer of Google Cloud Vision (webDetection)"
    signs = (re.compile(rb'"(webDetection|web_detection)"\s*:'),)

    def postings(self, value: object, tree: Tree) -> Iterator[Posted | Skipped | Failed]:  # noqa: ARG002
        """Give each page and each picture that Google says to match."""
        answers = list(each(value, "responses")) or [only(value)]
        for number, answer in enumerate(answers, 1):
            if problem := text(answer, "error", "message"):
                yield Failed(f"answer {number}", f"Google did not answer ({problem[:200]})")
                continue
            found = list(_detected(only(answer, "webDetection") or only(answer, "web_detection")))
            yield from found or [Skipped(f"answer {number}", _NOTHING)]


def _detected(web: Json) -> Iterator[Posted | Skipped | Failed]:
    shown: set[str] = set()
    for number, page in enumerate(_listed(web, "pages", "with", "matching", "images"), 1):
        shown.update(text(picture, "url") for picture in _matching(page))
        named = f"page {number}"
        yield attempted(named, partial(_page, page, named))
    for number, picture in enumerate(_matching(web), 1):
        if text(picture, "url") not in shown:
            named = f"picture {number}"
            yield attempted(named, partial(_picture, picture, named))
    for number, _ in enumerate(_listed(web, "visually", "similar", "images"), 1):
        yield Skipped(f"similar picture {number}", _SIMILAR)


def _matching(value: Json) -> list[Json]:
    full = _listed(value, "full", "matching", "images")
    return [*full, *_listed(value, "partial", "matching", "images")]


def _listed(value: Json, *words: str) -> list[Json]:
    camel = words[0] + "".join(word.capitalize() for word in words[1:])
    return [*each(value, camel if at(value, camel) is not None else "_".join(words))]


def _page(page: Json, what: str) -> Posted:
    url = text(page, "url")
    if "://" not in url:
        raise ValueError("the page has no link")
    posting = Posting(
        platform="web",
        native_id=url,
        url=url,
        text=plain(plain(first(page, "pageTitle", "page_title"))),
    )
    return Posted(posting, (File(),), what)


def _picture(picture: Json, what: str) -> Posted:
    url = text(picture, "url")
    if "://" not in url:
        raise ValueError("the picture has no link")
    return Posted(Posting(platform="web", native_id=url, url=url), (File(),), what)
