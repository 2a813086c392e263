"""Knows by name what is often handed in and holds no postings, so that the refusal helps."""

from __future__ import annotations

import re
from pathlib import Path

from provenance.sources.trees import start_of

_JSON = rb"\A(\xef\xbb\xbf)?\s*[\[{]"
_KNOWN = (
    (
        rb'\A\s*(interactions:|\{\s*"(http_)?interactions"\s*:)',
        "a recording of HTTP traffic for tests (VCR)",
        "save the answers in it as files of their own",
    ),
    (
        rb"\A\s*window\.__THAR_CONFIG",
        "the manifest of an X account archive",
        "hand in the archive, or its folder with data/tweets.js",
    ),
    (
        rb"\A\s*window\.YTD\.",
        "a part of an X account archive that holds no posts",
        "hand in the archive, or its folder with data/tweets.js",
    ),
    (
        rb'"log"\s*:\s*\{\s*"(version|creator|pages)"',
        "a HAR recording of a browser",
        "save the page as WARC or WACZ",
    ),
    (
        rb"\A\s*<!DOCTYPE html>|\A\s*<html",
        "a web page",
        "save it as WARC or WACZ, which say when it was seen",
    ),
    (
        _JSON + rb'[\s\S]*"#category"\s*:',
        "what gallery-dl's own tests expect",
        "hand in what gallery-dl writes with --write-metadata",
    ),
    (
        _JSON + rb'[\s\S]*"(c2pa|c2paManifests|manifestStore|active_manifest)"',
        "a report on Content Credentials (C2PA)",
        "check the picture itself",
    ),
    (
        _JSON + rb'[\s\S]*"(progan_r50_grip|syntheticimage|detector)',
        "an answer of a detector of synthetic pictures",
        "keep it beside the case: it names no posting",
    ),
    (
        _JSON + rb'[\s\S]*"(domainCert|timeSignature|signedData)"\s*:',
        "the signature of an archived page",
        "hand in the WACZ that it belongs to",
    ),
    (rb"\ASQLite format 3\0", "a database", "export a list from it as CSV"),
    (rb"\ARar!|\A7z\xbc\xaf|\A\x1f\x8b", "an archive that is not read in place", "unpack it"),
    (rb"\A%PDF-", "a PDF", "take the pictures out of it"),
)
_PATTERNS = tuple((re.compile(sign), what, step) for sign, what, step in _KNOWN)


def named(path: Path) -> tuple[str, str] | None:
    """Give what a file is that no source reads, and the next step; `None` where nobody knows."""
    start = start_of(path)
    return next(((what, step) for sign, what, step in _PATTERNS if sign.search(start)), None)
