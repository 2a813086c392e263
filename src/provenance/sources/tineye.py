"""Reads recorded answers of TinEye: which pages held a picture like the one that was asked about.

A crawl is an upper bound: the page held the picture by that day, perhaps long before. The answer
holds no picture, and names the one that was asked about only where whoever saved it added that;
what TinEye calls a match is its own word (pytineye 3.0, api.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from provenance.model.moment import Clock
from provenance.model.posting import Failed, Posting, Skipped
from provenance.sources.asked import AskedSource
from provenance.sources.fields import Json, at, base, each, first, only, text
from provenance.sources.posted import File, Posted, attempted
from provenance.sources.times import CRAWLER, OURS, Moments, day, seconds
from provenance.sources.trees import Tree

_NOTHING = "TinEye found no match in its own index; this does not show that the picture is new"
_DONE = "200"
_DIGEST = re.compile(r"[0-9a-f]{32,64}")


class Tineye(AskedSource):
    """Reads answers of the API, and of the website, as they were saved."""

    name = "tineye"
    recognised_by = "a recorded answer of TinEye (matches, backlinks, crawl_date)"
    signs = (
        re.compile(rb'"matches"\s*:\s*\['),
        re.compile(rb'"(crawl_date|backlinks|total_backlinks|query_hash|num_matches)"\s*:'),
    )

    def postings(self, value: object, tree: Tree) -> Iterator[Posted | Skipped | Failed]:  # noqa: ARG002
        """Give each page that TinEye links to a match, and what the answer leaves out."""
        answer = only(value)
        matches = at(answer, "results", "matches") or at(answer, "matches")
        if text(answer, "code") not in {"", _DONE} or not isinstance(matches, list | None):
            raise ValueError(
                f"TinEye did not answer ({text(answer, 'messages', 0) or 'no matches'})"
            )
        stats = only(answer, "stats")
        asked = seconds(at(stats, "timestamp"), Clock.COLLECTED, OURS)
        for number, match in enumerate(matches or [], 1):
            yield from _found(only(match), f"match {number}", asked)
        yield from _left_out(matches or [], first(stats, "total_results", "num_matches"))


def _found(match: Json, what: str, asked: Moments) -> Iterator[Posted | Skipped | Failed]:
    links = [*each(match, "backlinks")]
    for domain in each(match, "domains"):  # the website has them a second time, by domain
        links += [link for link in each(domain, "backlinks") if link not in links]
    file = _copy(text(match, "image_url"))
    for number, link in enumerate(links, 1):
        named = f"{what} link {number}"
        yield attempted(named, partial(_posted, link, file, named, asked))
    if not links:
        yield Skipped(what, "TinEye names no page for this match")


def _copy(link: str) -> File:
    """Name TinEye's own copy of a match, which no other file is called by.

    A picture's name on its page is that of many others, perhaps of the one that was asked about.
    """
    name = base(link)
    endings = ("", ".jpg", ".jpeg", ".png", ".webp")
    return File(tuple(name + each for each in endings) if _DIGEST.fullmatch(name) else ())


def _posted(link: Json, file: File, what: str, asked: Moments) -> Posted:
    page, url, crawled = text(link, "backlink"), text(link, "url"), text(link, "crawl_date")
    if "://" not in (page or url):
        raise ValueError("it has no link to a page or picture")
    posting = Posting(
        platform="web",
        # one page may have held two pictures, and one link two pictures one after the other
        native_id=" ".join(part for part in (url, page) if part)
        + (f"@{crawled}" if crawled else ""),
        url=page or url,
        moments=day(crawled, Clock.CRAWLED, CRAWLER) + asked,
    )
    return Posted(posting, (file,), what)


def _left_out(matches: list[object], total: str) -> Iterator[Skipped]:
    if not matches:
        yield Skipped("answer", _NOTHING)
    elif total.isdecimal() and int(total) > len(matches):
        more = int(total) - len(matches)
        yield Skipped(
            "answer", f"{more:,} more matches that TinEye counts are on other pages of it"
        )
