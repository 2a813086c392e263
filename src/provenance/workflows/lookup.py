"""Every known appearance of one picture, posting or link that is in the index."""

from __future__ import annotations

from collections.abc import Iterator

from provenance.checks.earliest import appearances, earliest_appearance, of_sightings
from provenance.errors import UnknownSubject
from provenance.media import reader
from provenance.model.case import Coverage, Examination
from provenance.model.embedding import Network
from provenance.model.media import Location
from provenance.model.posting import Sighting, Skipped
from provenance.model.report import LookupReport
from provenance.signals import exchanged
from provenance.workflows import account, hash_list
from provenance.workflows.decided import Found
from provenance.workflows.linked import links
from provenance.workflows.match import matches
from provenance.workflows.match_stored import matches_of_hash, matches_of_stored
from provenance.workflows.naming import is_file, named
from provenance.workflows.opening import OpenIndex, tool
from provenance.workflows.travelled import travel, travel_of

_BY_HASH = Skipped(
    "parts, mirrored and rotated copies",
    "a hash finds whole upright copies only; check the file itself, if you can get it",
)
_BY_HASHES = Skipped(
    "parts, mirrored and rotated copies",
    "a lookup compares the stored hashes, upright only; check the file itself to find them",
)
_BY_BOTH = Skipped(
    "small parts and heavy edits",
    "a lookup compares what is stored: hashes, upright only, and some keypoints; check the file "
    "itself to find more",
)
_BARE = Skipped(
    "copies of the picture",
    "the index holds this posting without its picture; ingest or check the file to find them",
)


def lookup(index: OpenIndex, words: str) -> LookupReport:
    """Report on what words name: a file, a SHA-256, a posting's URL or its id, other tools' hashes.

    Raises `UnknownSubject` where the index holds nothing of that name. A hash is a question that
    may have no answer: then the report is empty.
    """
    fingerprint = exchanged.read(words)
    if fingerprint is not None:
        found = matches_of_hash(index.engine, fingerprint, index.settings)
        return _report(index, words, (), found, _BY_HASH)
    if is_file(words) and (listed := _hash_list(index, words)):
        (found,) = matches(index.engine, [listed], index.settings)
        sha256 = listed.media.sha256
        own = (sha256,) if index.engine.find(sha256) else ()
        gaps = (Skipped("all but hashes", each) for each in listed.remarks)
        return _report(index, words, own, found, *gaps)
    asked = named(index, words)
    bare = () if asked else index.engine.bare(words)
    if bare:
        return _of_bare(index, words, bare)
    if not asked:
        raise UnknownSubject(_unknown(index, words))
    found = matches_of_stored(index.engine, asked, index.settings)
    gap = _BY_BOTH if index.engine.has_keypoints() else _BY_HASHES
    return _report(index, words, asked, found, gap)


def _report(
    index: OpenIndex, words: str, asked: tuple[str, ...], found: Found, *gaps: Skipped
) -> LookupReport:
    coverage = index.engine.coverage()
    keys = tuple(dict.fromkeys(key for each in asked for key in index.engine.file_keys(each)))
    dated, undated = appearances(found.matches)
    earliest, _ = earliest_appearance(found.matches)
    return LookupReport(
        tool(),
        index.engine.identity(),
        words,
        tuple(match.media for match in found.matches if match.media.sha256 in asked),
        found.matches,
        dated,
        undated,
        earliest,
        coverage,
        (*gaps, *account.without_keypoints(coverage), *_not_embedded(coverage)),
        found.set_aside,
        index.engine.decisions(asked),
        travel_of(index.engine, found.matches),
        found.hidden,
        links(index.engine, asked, keys, found.matches, index.settings),
    )


def _hash_list(index: OpenIndex, words: str) -> Examination | None:
    """Read a file of hashes; `None` for any other file. Raises `InputError`."""
    location = Location(words)
    data = reader.read(location, index.settings.max_file_bytes)
    if not hash_list.is_one(location, data):
        return None
    return hash_list.examined(location, data, as_query=True, weights=None)


def _not_embedded(coverage: Coverage) -> Iterator[Skipped]:
    """Say what has no embedding where others do; stored ones are compared without any network."""
    if coverage.embeddings:
        most = max(coverage.embeddings, key=lambda each: each.frames)
        yield from account.without_embeddings(coverage, Network(most.weights))


def _of_bare(index: OpenIndex, words: str, bare: tuple[Sighting, ...]) -> LookupReport:
    earliest, dated, undated = of_sightings(bare)
    return LookupReport(
        tool(),
        index.engine.identity(),
        words,
        (),
        (),
        dated,
        undated,
        earliest,
        index.engine.coverage(),
        (_BARE,),
        travel=travel(index.engine, bare),
    )


def _unknown(index: OpenIndex, words: str) -> str:
    postings = index.engine.coverage().postings
    if is_file(words):
        return (
            f"{words}: these bytes are not in this index ({postings:,} postings); "
            "`provenance check` also searches for copies that look like it"
        )
    return (
        f"{words!r} names nothing in this index ({postings:,} postings); give a SHA-256, the URL "
        "or the id of a posting, or a file"
    )
