"""Postings without their picture, from ingest to check; what an id says of time; the preview."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema

from provenance import reports
from provenance.model.moment import Clock, iso
from provenance.model.posting import Sighting
from provenance.reports.json import Json
from provenance.workflows.check import check
from provenance.workflows.ingest import ingest
from provenance.workflows.lookup import lookup
from provenance.workflows.opening import OpenIndex

EXPORTS = Path(__file__).parents[2] / "fixtures" / "exports"
THREAD = EXPORTS / "fourchan" / "thread.json"
GONE = EXPORTS / "csv" / "pictures" / "second.png"
"""A picture of the thread, of which the export holds no file but the MD5."""


def sightings(index: OpenIndex, picture: Path) -> list[Sighting]:
    found = check(index, picture).case.matches
    return [sighting for match in found for sighting in match.sightings]


def test_what_was_found_equals_what_came_of_it_and_bare_postings_are_counted(index: OpenIndex):
    done = ingest(index, THREAD)
    assert (done.found, done.added, len(done.skipped), done.without_picture) == (3, 2, 1, 1)
    assert index.engine.coverage().without_picture == 1
    again = ingest(index, THREAD)
    assert (again.added, again.known, again.without_picture) == (0, 2, 0)


def test_a_picture_is_found_by_the_md5_of_a_posting_that_came_without_it(index: OpenIndex):
    ingest(index, THREAD)
    report = check(index, GONE)
    (match,) = report.case.matches
    (found,) = match.sightings
    assert found.by_key is not None
    assert (match.strength, found.by_key.kind, found.files) == ("exact", "md5", ())
    assert report.case.earliest is not None
    assert iso(report.case.earliest.first.public.latest) == "2023-11-17T12:02:00Z"


def test_a_match_shows_the_bare_postings_that_share_its_key(index: OpenIndex):
    ingest(index, EXPORTS / "twarc" / "posts.jsonl")
    ingest(index, EXPORTS / "x-archive")
    picture = EXPORTS / "twarc" / "AAAAAAAAAAAAAA1.jpg"
    assert [s.by_key for s in sightings(index, picture)] == [None]
    bare = EXPORTS / "csv" / "pictures" / "second.png"
    assert sightings(index, bare) == []


def test_a_dry_run_previews_what_an_ingest_adds(index: OpenIndex):
    tried = ingest(index, THREAD, dry_run=True)
    assert (tried.added, tried.without_picture) == (2, 1)
    assert [preview.has_file for preview in tried.previews] == [True, False]
    assert [part.source for part in tried.parts] == ["fourchan"]
    assert index.engine.coverage().postings == 0


def test_the_id_of_a_posting_dates_it_on_a_clock_of_its_own(index: OpenIndex):
    ingest(index, EXPORTS / "x-archive")
    (found,) = sightings(index, EXPORTS / "csv" / "pictures" / "first.jpg")
    clocks = {m.clock: iso(m.latest) for m in found.posting.moments if m.latest}
    assert clocks[Clock.POSTED] == "2023-11-17T12:00:00Z"
    assert clocks[Clock.ID_CREATED].startswith("2023-11-17T")


def test_pictures_in_archives_are_examined_in_place(index: OpenIndex):
    packed = ingest(index, EXPORTS / "zip" / "album.zip")
    assert (packed.added, len(packed.skipped), packed.failed) == (2, 1, ())
    captured = ingest(index, EXPORTS / "warc" / "capture.warc.gz")
    assert (captured.added, captured.without_picture, captured.failed) == (2, 1, ())
    files = [file for s in sightings(index, GONE) for file in s.files]
    assert [file.rpartition("!/")[2] for file in files] == ["album/second.png"]


def a_status(folder: Path, name: str) -> tuple[Path, str]:
    """An export of one posting whose picture is not there, and its link."""
    number, account = 117020580668356975, {"id": "1", "acct": "someone", "username": "someone"}
    url = f"https://social.example/@someone/{number}"
    picture = {"id": "7", "type": "image", "url": "https://files.example/media_attachments/7.jpg"}
    status = {
        "id": str(number),
        "created_at": "2026-08-01T13:52:36.389Z",
        "url": url,
        "uri": f"https://social.example/users/someone/statuses/{number}",
        "content": "<p>A wall</p>",
        "account": {**account, "url": "https://social.example/@someone"},
        "reblog": None,
        "visibility": "public",
        "media_attachments": [picture],
    }
    path = folder / name
    path.write_text(json.dumps(status) + "\n", encoding="utf-8")
    return path, url


def test_a_lookup_takes_the_link_or_the_id_of_a_posting_without_its_picture(
    index: OpenIndex, tmp_path: Path
):
    export, url = a_status(tmp_path, "statuses.jsonl")
    ingest(index, export)
    native_id = lookup(index, url).appearances[0].sighting.posting.native_id
    for words in (url, native_id, f"mastodon/{native_id}"):
        report = lookup(index, words)
        assert (report.media, report.matches) == ((), ())
        assert [each.sighting.posting.url for each in report.appearances] == [url]
        assert report.earliest is not None


def test_the_document_of_a_lookup_without_a_picture_follows_its_schema(
    index: OpenIndex, tmp_path: Path
):
    export, url = a_status(tmp_path, "statuses.jsonl")
    ingest(index, export)
    text = Json().lookup(lookup(index, url))
    schema = Path(reports.__file__).parent / "schemas" / "lookup-1.json"
    jsonschema.validate(json.loads(text), json.loads(schema.read_text(encoding="utf-8")))
    assert json.loads(text)["appearances"][0]["media_sha256"] == ""
