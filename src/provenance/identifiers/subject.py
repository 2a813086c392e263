"""The words that were asked about, taken apart: a link, the name of a file, or a bare id."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self
from urllib.parse import unquote

LONGEST = 4096
"""Longer words are no identifier; the longest link that browsers share is shorter."""

BY_CHANCE = 15
"""A bare number of fewer digits may be a phone number, a time or a counter."""

_WEB = re.compile(
    r"(?:https?://)?(?:[^/?#\s@]*@)?(?P<host>[\w-]+(?:\.[\w-]+)*\.[a-z]{2,})(?::[0-9]+)?"
    r"(?P<path>/[^?#]*)?(?:[?#].*)?",
    re.IGNORECASE | re.DOTALL,
)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]+:\S+", re.ASCII)
_ENDING = re.compile(r"(?:\.info)?\.[A-Za-z][A-Za-z0-9]{1,4}\Z")
_IN_BRACKETS = re.compile(r".*\[([^\[\]]+)\](?:\.\w+)?", re.DOTALL)
_MIXED = re.compile(r"(?=.*[a-z]).(?=.*[A-Z]).*")


@dataclass(frozen=True, slots=True)
class Found:
    """An identifier as it was written, and whether the text or the user names its platform."""

    ident: str
    certain: bool


@dataclass(frozen=True, slots=True)
class Subject:
    """What a kind of identifier looks at.

    `link` is host and path of a web address (host in lower case, without `www.`), or the whole of
    another address (`at://…`, `urn:…`); empty for anything else. `stem` is the last part of a path
    without its ending, `token` what may be a bare id: the stem, or what yt-dlp put in brackets.
    """

    text: str
    link: str
    stem: str
    token: str

    @classmethod
    def of(cls, text: str) -> Self:
        """Take a text apart; any text will do."""
        if text.isascii() and text.isalnum():  # the usual bare id, in which there is nothing else
            return cls(text, "", text, text)
        stripped = text.strip()
        link = _link(stripped)
        path = link or stripped
        stem = _ENDING.sub("", re.split(r"[/\\]", path.rstrip("/"))[-1])
        bracketed = _IN_BRACKETS.fullmatch(stem)
        return cls(text, link, stem, bracketed[1] if bracketed else stem)

    def named_by(self, links: Sequence[re.Pattern[str]]) -> re.Match[str] | None:
        """Give the match of the first pattern that the whole link follows."""
        matches = (pattern.fullmatch(self.link) for pattern in links) if self.link else ()
        return next((match for match in matches if match), None)

    def find(
        self,
        links: Sequence[re.Pattern[str]],
        bare: re.Pattern[str],
        platform: str,
        *,
        mixed: bool = False,
    ) -> Found | None:
        """Find the group `id` of a link that names the platform, or of a bare token.

        A token from a link of somebody else counts only where the user stated the platform. A bare
        one is left out where something else is more likely to look like it; `mixed` tells that
        such ids have capital and small letters.
        """
        if match := self.named_by(links):
            return Found(match["id"], certain=True)
        if self.link and not platform:
            return None
        match = bare.fullmatch(self.token)
        if match is None or (not platform and _by_chance(match["id"], mixed=mixed)):
            return None
        return Found(match["id"], certain=bool(platform))


def _link(text: str) -> str:
    """Give the address that a text is; a name with a dot and no path is the name of a file."""
    web = _WEB.fullmatch(text)
    if web and (web["path"] or "://" in text):
        host = web["host"].lower().removeprefix("www.")
        return (host + unquote(web["path"] or "")).rstrip("/")
    return text.rstrip("/") if _SCHEME.fullmatch(text) else ""


def _by_chance(ident: str, *, mixed: bool) -> bool:
    """Tell whether a bare id has a form that something else is more likely to have.

    Of the ids with mixed letters one in a hundred has no small letter, or no capital behind its
    first character; most words, dates and names of files are like that.
    """
    digits = ident.replace("_", "")
    if digits.isdecimal():
        return len(digits) < BY_CHANCE
    return mixed and _MIXED.fullmatch(ident) is None
