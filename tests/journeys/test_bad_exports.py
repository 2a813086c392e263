"""A list or an export that contradicts itself says where, and what to do about it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.command_line import RunCli
from tests.journeys.schemas import fits
from tests.pictures import Pictures


def test_a_list_with_missing_files_does_the_others(
    run_cli: RunCli, index_path: Path, pictures: Pictures
):
    pictures.save("here.jpg", 0)
    rows = "path,platform\nhere.jpg,x\nlost.jpg,x\nhere.jpg,y\n../../etc/passwd,x\n,x\n"
    done = run_cli("ingest", pictures.write("list.csv", rows.encode()), "--json", index=index_path)
    document = fits(done.json)
    assert (done.code, document["added"], document["found"]) == (3, 2, 5)
    assert [each["where"] for each in document["failed"]] == [
        f"list.csv line {line}" for line in (3, 5, 6)
    ]
    assert "lost.jpg is not there; paths start from the folder of the list" in str(document)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty; the columns are path, platform"),
        (b"file\n1.jpg\n", "unknown column 'file'"),
        (b"path,posted_at\n1.jpg,2023\n", "did you mean 'posted'"),
        (b"platform\nx\n", "has no column 'path'"),
        (b"path,path\na,b\n", "twice; remove one"),
        (b'path\n"open\nnever closed', "check that each quotation mark"),
        (b"path\ncaf\xe9.jpg\n", "is not UTF-8; save it as UTF-8"),
        (b"\x00\x01\x02", "unknown column"),
    ],
)
def test_a_list_that_cannot_be_understood_stores_nothing_and_says_why(
    run_cli: RunCli, index_path: Path, pictures: Pictures, content: bytes, words: str
):
    done = run_cli("ingest", pictures.write("list.csv", content), index=index_path)
    assert (done.code, done.out) == (1, "")
    assert "list.csv" in done.err
    assert words in done.err
    assert "0 pictures" in run_cli("index", "info", index=index_path).out


def test_rows_with_bad_times_fail_one_by_one(run_cli: RunCli, index_path: Path, pictures: Pictures):
    pictures.save("a.jpg", 0)
    rows = "path,posted\na.jpg,2023-11-17\na.jpg,17/11/2023\na.jpg,2023-11-17T10:00:00+25:00\n"
    done = run_cli("ingest", pictures.write("list.csv", rows.encode()), "--json", index=index_path)
    assert (done.code, done.json["added"], len(done.json["failed"])) == (3, 1, 2)
    assert all("posted" in each["reason"] for each in done.json["failed"])


def test_an_export_whose_pictures_were_not_included_says_how_to_export_them(
    run_cli: RunCli, index_path: Path, pictures: Pictures
):
    missing = "(File not included. Change data exporting settings to download.)"
    message = f'{{"id": 1, "type": "message", "date_unixtime": "1700229600", "photo": "{missing}"}}'
    pictures.write(
        "export/result.json",
        f'{{"name": "A", "type": "public_channel", "id": 9, "messages": [{message}]}}'.encode(),
    )
    done = run_cli("ingest", pictures.folder / "export", "--json", index=index_path)
    document = fits(done.json)
    assert (done.code, document["added"], document["without_picture"]) == (0, 1, 1)
    assert "export the chat again with photos" in document["skipped"][0]["reason"]


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b"{}", b'{"messages": 1}', b"\xff\xfe", b'{"messages": [{]}']
)
def test_an_export_that_is_broken_says_so(
    run_cli: RunCli, index_path: Path, pictures: Pictures, content: bytes
):
    pictures.write("export/result.json", content)
    done = run_cli("ingest", pictures.folder / "export", index=index_path)
    assert (done.code, done.out) == (1, "")
    assert "result.json" in done.err


def test_nothing_at_the_path_of_an_ingest_makes_no_index(run_cli: RunCli, index_path: Path):
    done = run_cli("ingest", "nowhere", index=index_path)
    assert done.code == 1
    assert "nowhere: No such file or directory; check the path" in done.err
    assert not index_path.exists()


def test_a_scan_of_nothing_says_so(run_cli: RunCli, index_path: Path):
    assert run_cli("index", "init", index=index_path).code == 0
    done = run_cli("scan", "nowhere", index=index_path)
    assert (done.code, done.out) == (1, "")
    assert "nowhere: No such file or directory; check the path" in done.err
