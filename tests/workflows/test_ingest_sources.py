"""What an ingest takes from a source and from its user, and what it says of one that is none."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from provenance.errors import MediaNotFound, SourceError, UnknownSource, UsageError
from provenance.settings import Settings
from provenance.workflows.ingest import ingest, stated_posting
from provenance.workflows.opening import OpenIndex, open_index
from tests.pictures import Pictures, a_picture

EXPORTS = Path(__file__).parents[2] / "fixtures" / "exports"
HTML = b"<!DOCTYPE html><html></html>"


def test_what_the_user_states_holds_for_all_of_a_folder(index: OpenIndex, pictures: Pictures):
    stated = stated_posting("Facebook", "somebody", "https://f.example/1", "2023-11-17", "words")
    ingest(index, pictures.album(2), stated=stated)
    assert index.engine.coverage().postings == 1
    found = index.engine.sightings(index.engine.named("https://f.example/1"))
    assert {each.posting for (each,) in found.values()} == {stated}


def test_what_a_list_states_wins_over_what_the_user_states(index: OpenIndex, pictures: Pictures):
    pictures.save("1.jpg", 1)
    listed = pictures.write("list.csv", b"path,platform,url\n1.jpg,telegram,https://t.example/1\n")
    ingest(index, listed, stated=stated_posting("facebook", "somebody", "", "2023-11-17", ""))
    ((found,),) = index.engine.sightings(index.engine.named("https://t.example/1")).values()
    assert (found.posting.platform, found.posting.account) == ("telegram", "somebody")
    assert found.posting.moments[0].stated == "2023-11-17"


def test_a_list_with_a_missing_picture_does_everything_else(index: OpenIndex, pictures: Pictures):
    pictures.save("1.jpg", 1)
    listed = pictures.write("list.csv", b"path,native_id\nlost.jpg,1\n1.jpg,2\n")
    report = ingest(index, listed)
    assert (report.added, report.found) == (1, 2)
    assert "line 2" in report.failed[0].where
    assert "lost.jpg is not there" in report.failed[0].reason


def test_a_broken_picture_of_a_list_is_named_by_its_line_and_its_path(
    index: OpenIndex, pictures: Pictures
):
    pictures.write("page.jpg", HTML)
    (failed,) = ingest(index, pictures.write("list.csv", b"path\npage.jpg\n")).failed
    assert "line 2" in failed.where
    assert "page.jpg" in failed.reason
    assert "web page" in failed.reason


def test_a_picture_over_a_limit_is_refused(index_path: Path, pictures: Pictures):
    picture = pictures.save("album/large.png", a_picture(0))
    settings = Settings(workers=1, max_file_bytes=1000)
    with open_index(index_path, create=True, settings=settings) as index:
        (failed,) = ingest(index, picture).failed
    assert failed.refused
    assert "max_file_bytes" in failed.reason


def test_a_refusal_in_a_list_is_still_a_refusal(index_path: Path, pictures: Pictures):
    pictures.save("large.png", a_picture(0))
    listed = pictures.write("list.csv", b"path\nlarge.png\n")
    settings = Settings(workers=1, max_file_bytes=1000)
    with open_index(index_path, create=True, settings=settings) as index:
        (failed,) = ingest(index, listed).failed
    assert failed.refused


def test_the_telegram_fixture_is_accounted_for(index: OpenIndex):
    report = ingest(index, EXPORTS / "telegram")
    assert report.source == "telegram"
    assert (report.found, report.added, report.without_picture) == (10, 5, 1)
    assert (len(report.skipped), len(report.failed)) == (4, 1)


def test_the_collection_names_its_source_its_place_and_the_digest_of_its_index(index: OpenIndex):
    ingest(index, EXPORTS / "csv" / "list.csv")
    ((first,),) = index.engine.sightings(index.engine.named("facebook/1001")).values()
    (collection,) = first.collections
    assert collection.source == "csv"
    assert Path(collection.path) == EXPORTS / "csv" / "list.csv"
    assert len(collection.sha256) == 64
    assert collection.tool.startswith("provenance ")


def test_a_folder_whose_name_is_no_text_is_ingested(index: OpenIndex, pictures: Pictures):
    folder = b"caf\xe9".decode("utf-8", "surrogateescape")
    report = ingest(index, pictures.album(2, folder))
    assert report.added == 2


def test_words_that_are_no_text_are_stored_as_text(index: OpenIndex, pictures: Pictures):
    words = b"caf\xe9".decode("utf-8", "surrogateescape")
    ingest(index, pictures.album(1), stated=stated_posting(words, words, words, None, words))
    ((found,),) = index.engine.sightings(index.engine.named(words)).values()
    assert found.posting.text == r"caf\xe9"


def test_a_path_where_nothing_is_is_named(index: OpenIndex, tmp_path: Path):
    with pytest.raises(MediaNotFound, match="nowhere"):
        ingest(index, tmp_path / "nowhere")


@pytest.mark.parametrize("source", ["csv", "telegram"])
@pytest.mark.parametrize("make", ["nothing", "folder", "pipe", "socket"])
def test_a_named_source_of_which_nothing_can_be_read_is_an_error_in_words(
    index: OpenIndex, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, source: str, make: str
):
    path = tmp_path / "list"
    if make == "folder":
        path.mkdir()
    elif make == "pipe":
        os.mkfifo(path)
    elif make == "socket":
        monkeypatch.undo()
        with socket.socket(socket.AF_UNIX) as server:
            server.bind(str(path))
    with pytest.raises((MediaNotFound, SourceError), match=r"list.*; "):
        ingest(index, path, source=source)


def test_a_file_that_no_source_reads_lists_who_was_asked(index: OpenIndex, pictures: Pictures):
    with pytest.raises(UnknownSource, match=r"telegram, .*csv, zip, folder"):
        ingest(index, pictures.write("notes.txt", b"notes"))


def test_an_unknown_source_is_a_usage_error_with_the_nearest_name(
    index: OpenIndex, pictures: Pictures
):
    with pytest.raises(UsageError, match="did you mean 'telegram'"):
        ingest(index, pictures.folder, source="telegramm")


@pytest.mark.parametrize("posted", ["yesterday", "17.11.2023", "03/04/2024", "2023-13-01", "1"])
def test_a_posting_time_that_cannot_be_read_is_a_usage_error(posted: str):
    with pytest.raises(UsageError, match="--posted: "):
        stated_posting("", "", "", posted, "")
