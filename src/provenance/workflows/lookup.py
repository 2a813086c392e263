"""Every known appearance of one picture, posting or link that is in the index."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from provenance.checks.earliest import appearances, earliest_appearance
from provenance.errors import UnknownSubject
from provenance.media import reader
from provenance.model.match import Match
from provenance.model.media import Location
from provenance.model.posting import Skipped
from provenance.model.report import LookupReport
from provenance.signals import exchanged
from provenance.workflows.match import matches_of_hash, matches_of_stored
from provenance.workflows.opening import OpenIndex, tool

_NOT_SEARCHED = (
    Skipped(
        "mirrored and rotated copies",
        "a lookup compares the stored hashes, upright only; check the file itself to find them",
    ),
)


def lookup(index: OpenIndex, words: str) -> LookupReport:
    """Report on what words name: a file, a SHA-256, a posting's URL or its id, another tool's hash.

    Raises `UnknownSubject` where the index holds nothing of that name. A hash is a question that
    may have no answer: then the report is empty.
    """
    fingerprint = exchanged.read(words)
    if fingerprint is not None:
        return _report(index, words, (), matches_of_hash(index.engine, fingerprint, index.settings))
    named = _named(index, words)
    if not named:
        raise UnknownSubject(_unknown(index, words))
    return _report(index, words, named, matches_of_stored(index.engine, named, index.settings))


def _report(
    index: OpenIndex, words: str, named: tuple[str, ...], found: tuple[Match, ...]
) -> LookupReport:
    dated, undated = appearances(found)
    earliest, _ = earliest_appearance(found)
    return LookupReport(
        tool(),
        index.engine.identity(),
        words,
        tuple(match.media for match in found if match.media.sha256 in named),
        found,
        dated,
        undated,
        earliest,
        index.engine.coverage(),
        _NOT_SEARCHED,
    )


def _named(index: OpenIndex, words: str) -> tuple[str, ...]:
    found = index.engine.named(words)
    if found or not Path(words).is_file():
        return found
    data = reader.read(Location(os.fspath(words)), index.settings.max_file_bytes)
    sha256 = hashlib.sha256(data).hexdigest()
    return (sha256,) if index.engine.find(sha256) else ()


def _unknown(index: OpenIndex, words: str) -> str:
    postings = index.engine.coverage().postings
    if Path(words).is_file():
        return (
            f"{words}: these bytes are not in this index ({postings:,} postings); "
            "`provenance check` also searches for copies that look like it"
        )
    return (
        f"{words!r} names nothing in this index ({postings:,} postings); give a SHA-256, the URL "
        "or the id of a posting, or a file"
    )
