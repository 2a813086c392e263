from __future__ import annotations

import json
from pathlib import Path

import pytest

from provenance.model.moment import Clock
from provenance.model.posting import Attachment, Failed, Skipped
from provenance.sources import recognise
from tests.sources.exports import EXPORTS, REPO, needs_shared_data, only, read

DIGEST = "OSSAPWJ23L56IYVRW3GFEAR4MCJMGPTB"
SHARED = REPO.parent / "shared" / "data" / "web" / "warc"


def a_line(**cells: str) -> str:
    usual = {"when": "20140126200624", "url": "http://a.example/1.jpg", "kind": "image/jpeg"}
    return "example,a)/1.jpg {when} {url} {kind} {status} {digest} 334\n".format(
        **usual | {"status": "200", "digest": DIGEST} | cells
    )


def written(folder: Path, text: str) -> Path:
    path = folder / "index.cdx"
    path.write_text(text)
    return path


def test_a_capture_is_dated_by_the_crawler_and_known_by_its_bytes(tmp_path: Path) -> None:
    entry = only(written(tmp_path, a_line()))
    assert isinstance(entry, Attachment)
    assert [m.clock for m in entry.posting.moments] == [Clock.CRAWLED]
    assert entry.posting.native_id == "http://a.example/1.jpg@2014-01-26T20:06:24Z"
    assert [(key.kind, len(key.value)) for key in entry.keys] == [("sha1", 40)]


def test_columns_are_those_that_the_first_line_names(tmp_path: Path) -> None:
    line = f"image/jpeg 20140126200624 http://a.example/1.jpg 200 {DIGEST}\n"
    assert isinstance(only(written(tmp_path, f" CDX m b a s k\n{line}")), Attachment)


def test_lines_of_json_are_read_too(tmp_path: Path) -> None:
    value = {"url": "http://a.example/1.jpg", "mime": "image/jpeg", "status": "200"}
    text = json.dumps(value | {"digest": f"sha1:{DIGEST}"})
    entry = only(written(tmp_path, f"example,a)/1.jpg 20140126200624 {text}\n"))
    assert isinstance(entry, Attachment)
    assert entry.keys


@pytest.mark.parametrize(
    ("line", "kind", "reason"),
    [
        (a_line(kind="text/html"), Skipped, "text/html: neither a picture nor a video"),
        (a_line(status="404"), Skipped, "answered 404"),
        (a_line(kind="warc/revisit", url="http://a.example/page"), Skipped, "warc/revisit"),
        (a_line(when="20141326200624"), Failed, "the calendar"),
        ("com%2Ccnn%29%2F+2001041400593%3A\n", Skipped, "the answer goes on"),
        ("half a line\n", Failed, "has not the columns"),
        ("example,a)/ 20140126200624 {broken\n", Failed, "cannot be understood"),
    ],
)
def test_every_line_is_accounted_for(tmp_path: Path, line: str, kind: type, reason: str) -> None:
    entries = read(written(tmp_path, a_line() + line))
    assert isinstance(entries[-1], kind)
    assert reason in entries[-1].reason


def test_a_table_of_something_else_is_not_taken(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("a 20140126200624 b c d\n")
    with pytest.raises(Exception, match="nothing that a source reads"):
        recognise(tmp_path / "notes.txt")


class TestRealCrawl:
    pytestmark = needs_shared_data

    def test_the_index_names_captures_as_the_archive_itself_does(self) -> None:
        named = {
            e.posting.native_id: e.keys for e in read(SHARED / "iana.cdx") if hasattr(e, "keys")
        }
        held = {
            e.posting.native_id: e.keys for e in read(SHARED / "iana.warc.gz") if hasattr(e, "keys")
        }
        assert named == held


def test_the_fixture_holds_no_picture() -> None:
    entries = read(EXPORTS / "cdx" / "index.cdx")
    assert [type(entry).__name__[0] for entry in entries] == ["A", "A", "S", "S"]
