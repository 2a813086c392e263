"""What this installation can do, in words."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import fields
from importlib import metadata
from importlib.util import find_spec

from provenance.errors import StoreError, UsageError
from provenance.index.connection import journal_mode
from provenance.media.formats import FORMATS, HEIF
from provenance.settings import Settings
from provenance.signals.sscd import Weights
from provenance.workflows.neural import proven, weights_of
from provenance.workflows.opening import open_index, tool

_OTHER_PARTS = ("exifread", "imagehash", "sqlite-utils", "click", "jinja2", "rich")


def examine_installation(settings: Settings) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Give headings with their lines."""
    this = tool()
    others = ((name, metadata.version(name)) for name in _OTHER_PARTS)
    parts = tuple(f"{name} {version}" for name, version in (*this.parts, *others))
    yield f"{this.name} {this.version}", parts
    yield "formats", tuple(_formats())
    yield "neural", (_neural(settings),)
    yield "index", tuple(_index(settings))
    verified = "" if find_spec("c2pa") else ": needs provenance[c2pa]"
    yield "Content Credentials", (f"told where they are; verified{verified}",)
    yield "network", ("nothing leaves this machine",)
    yield (
        "settings",
        tuple(f"{each.name} = {getattr(settings, each.name)!r}" for each in fields(Settings)),
    )


def _formats() -> Iterator[str]:
    for each in FORMATS:
        missing = each is HEIF and find_spec("pi_heif") is None
        yield f"{each.media_type}{': needs provenance[heic]' if missing else ''}"


def _neural(settings: Settings) -> str:
    """Say whether pictures can be embedded; the weights are tried, as they would be."""
    try:
        found = weights_of(settings)
        if isinstance(found, Weights):
            proven(settings)
    except UsageError as error:
        return f"not ready: {error}"
    if not isinstance(found, Weights):
        return f"not ready, and not needed: {found}"
    runtime = metadata.version("onnxruntime")
    return f"ready: onnxruntime {runtime}, weights {found.sha256[:12]} ({found.path})"


def _index(settings: Settings) -> Iterator[str]:
    yield f"journal {journal_mode()} (SQLite {sqlite3.sqlite_version})"
    try:
        with open_index(settings=settings) as index:
            held = index.engine.coverage()
            yield f"{index.engine.identity().path}: {held.postings:,} postings"
    except StoreError as error:
        yield str(error)
