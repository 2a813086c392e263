"""The style of the page: allowed by its hash, asking nobody, readable on every ground."""

from __future__ import annotations

import base64
import hashlib
import re

import pytest

from provenance.reports.html import Html
from tests.builders import a_run
from tests.reports.page import Page, pages_saying


@pytest.mark.parametrize("page", pages_saying("x"), ids=["check", "lookup", "ingest", "decide"])
def test_the_policy_allows_this_style_and_nothing_else(page):
    taken = Page(page)
    digest = base64.b64encode(hashlib.sha256(taken.text_of("style").encode()).digest()).decode()
    policies = [
        meta["content"]
        for meta in taken.all("meta")
        if meta.get("http-equiv") == "Content-Security-Policy"
    ]
    assert policies == [
        f"default-src 'none'; img-src data:; style-src 'sha256-{digest}'; "
        "base-uri 'none'; form-action 'none'"
    ]


def test_the_style_asks_nobody_for_anything():
    style = Page(Html().check(a_run())).text_of("style")
    assert not re.search(r"url\(|@import|@font-face", style)


def _luminance(colour: str) -> float:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(share * c for share, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def _palettes() -> list[dict[str, str]]:
    style = Page(Html().check(a_run())).text_of("style")
    palettes = [dict(re.findall(r"--(\w+): (#[0-9a-f]{6})", part)) for part in style.split(":root")]
    return [palette for palette in palettes if palette]


@pytest.mark.parametrize("palette", _palettes()[:2], ids=["light", "dark"])
@pytest.mark.parametrize("ink", ["ink", "muted", "link", "against", "for", "note"])
@pytest.mark.parametrize("ground", ["paper", "panel"])
def test_every_ink_can_be_read_on_every_ground(palette, ink, ground):
    """WCAG 2.2, 1.4.3: a contrast of at least 4.5 to 1."""
    darker, lighter = sorted(_luminance(palette[name]) for name in (ink, ground))
    assert (lighter + 0.05) / (darker + 0.05) >= 4.5
