"""Whatever is handed in: a sentence with the file and the next step, and the rest is done."""

from __future__ import annotations

import os
import shutil
import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.command_line import Finished, RunCli
from tests.journeys.schemas import fits
from tests.pictures import Pictures, a_picture
from tests.privileges import needs_permissions, without_roots_powers

HTML = b"<!DOCTYPE html><html><body>Sorry, this page is not available.</body></html>"


@dataclass(frozen=True)
class Bad:
    """A bad input: how it is made, what is said of it, and the exit code if it is alone."""

    name: str
    make: Callable[[Path], object]
    says: str
    then: str
    code: int = 1
    skipped_in_folders: bool = False
    absent_from_folders: bool = False


def _cut(path: Path) -> None:
    a_picture(1).save(path)
    path.write_bytes(path.read_bytes()[:2000])


def _flipped(path: Path) -> None:
    a_picture(1).save(path)
    data = bytearray(path.read_bytes())
    data[60:4000] = os.urandom(3940)
    path.write_bytes(data)


def _bomb(path: Path) -> None:
    """Write a PNG of a few bytes that promises 400 million pixels."""
    header = struct.pack(">IIBBBBB", 20_000, 20_000, 8, 0, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"IDAT", zlib.compress(bytes(1000))), (b"IEND", b"")]
    path.write_bytes(
        b"\x89PNG\r\n\x1a\n"
        + b"".join(
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
            for kind, data in chunks
        )
    )


BAD = (
    Bad("missing.jpg", lambda _: None, "no such file", "check the path", absent_from_folders=True),
    Bad("empty.jpg", Path.touch, "empty (0 bytes)", "fetch it again"),
    Bad("cut.png", _cut, "cut short or damaged", "fetch it again"),
    Bad("damaged.png", _flipped, "damaged", ""),
    Bad("page.jpg", lambda path: path.write_bytes(HTML), "web page (HTML)", "fetch it again"),
    Bad("json.jpg", lambda path: path.write_text('{"error": 1}'), "JSON", ""),
    Bad("drawing.png", lambda path: path.write_text("<svg></svg>"), "SVG", "convert it to PNG"),
    Bad(
        "document.jpg", lambda path: path.write_bytes(b"%PDF-1.7"), "PDF", "save the picture in it"
    ),
    Bad("archive.jpg", lambda path: path.write_bytes(b"PK\x03\x04"), "ZIP", "unpack it"),
    Bad("noise.jpg", lambda path: path.write_bytes(b"\x07" * 999), "not a picture", "JPEG, PNG"),
    Bad(
        "notes.txt",
        lambda path: path.write_text("notes"),
        "not a picture",
        "JPEG, PNG",
        skipped_in_folders=True,
    ),
    Bad("folder.jpg", Path.mkdir, "is a folder", "provenance scan", absent_from_folders=True),
    Bad(
        "pipe.jpg",
        os.mkfifo,
        "named pipe",
        "save its content to a file",
        skipped_in_folders=True,
    ),
    Bad(
        "below.txt/a.jpg",
        lambda path: path.parent.write_text("a file"),
        "no such file",
        "check the path",
        absent_from_folders=True,
    ),
    Bad("bomb.png", _bomb, "limit", "raise max_frame_pixels", code=13),
)
kinds = pytest.mark.parametrize("bad", BAD, ids=lambda bad: bad.name)


def _made(bad: Bad, folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    bad.make(folder / bad.name)
    return folder / bad.name


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of two pictures, which these tests only ask."""
    place = tmp_path_factory.mktemp("bad-input")
    album = Pictures(place).album(2)
    assert RunCli(place)("ingest", album, index=place / "archive.db").code == 0
    return place / "archive.db"


@kinds
def test_a_bad_file_among_good_ones_costs_only_itself(
    run_cli: RunCli, index: Path, pictures: Pictures, bad: Bad
):
    first, last = pictures.save("first.png", 0), pictures.save("last.png", 1)
    path = _made(bad, pictures.folder / "bad")
    done = run_cli("check", first, path, last, "--json", index=index)
    document = fits(done.json)
    assert done.code == 3
    assert [Path(each["input"]["path"]) for each in document["reports"]] == [first, last]
    assert all(len(each["matches"]) == 1 for each in document["reports"])
    (failed,) = document["failed"]
    assert failed["where"] == str(path)
    assert bad.says in failed["reason"]
    assert bad.then in failed["reason"]


@kinds
def test_a_bad_file_alone_says_what_it_is_and_what_to_do(
    run_cli: RunCli, index: Path, tmp_path: Path, bad: Bad
):
    _made(bad, tmp_path)
    done = run_cli("check", bad.name, index=index)
    assert done.code == bad.code
    assert f"failed {bad.name}: " in done.said
    assert bad.says in done.said
    assert bad.then in done.said


@pytest.fixture
def folder_of_bad_files(pictures: Pictures) -> Path:
    """A folder with every kind of bad file between two pictures."""
    pictures.save("mixed/0 first.png", 0)
    pictures.save("mixed/zz last.png", 1)
    for bad in BAD:
        if not bad.absent_from_folders:
            _made(bad, pictures.folder / "mixed")
    return pictures.folder / "mixed"


IN_FOLDERS = [bad for bad in BAD if not bad.absent_from_folders]
FAILED = {bad.name for bad in IN_FOLDERS if not bad.skipped_in_folders}
SKIPPED = {bad.name for bad in IN_FOLDERS if bad.skipped_in_folders}


def test_a_scan_does_every_good_file_and_says_why_not_the_others(
    run_cli: RunCli, index: Path, folder_of_bad_files: Path
):
    done = run_cli("scan", folder_of_bad_files, "--json", index=index)
    document = fits(done.json)
    assert done.code == 3
    assert [len(each["matches"]) for each in document["reports"]] == [1, 1]
    assert _names(document["failed"]) == FAILED
    assert _names(document["skipped"]) == SKIPPED
    _each_has_its_reason(document)


def test_a_scan_in_lines_has_one_for_each_file(
    run_cli: RunCli, index: Path, folder_of_bad_files: Path
):
    done = run_cli("scan", folder_of_bad_files, "--ndjson", index=index)
    assert done.code == 3
    names = [Path(fits(line)["input"]["path"]).name for line in done.lines]
    assert names == sorted(FAILED | SKIPPED | {"0 first.png", "zz last.png"})


def test_an_ingest_does_every_good_file_and_says_why_not_the_others(
    run_cli: RunCli, index_path: Path, folder_of_bad_files: Path
):
    done = run_cli("ingest", folder_of_bad_files, "--json", index=index_path)
    document = fits(done.json)
    assert done.code == 3
    assert document["added"] == 2
    assert _names(document["failed"]) == FAILED
    assert _names(document["skipped"]) == SKIPPED
    assert document["found"] == 2 + len(FAILED) + len(SKIPPED)
    _each_has_its_reason(document)


@kinds
def test_a_bad_path_to_ingest_says_what_it_is(
    run_cli: RunCli, index_path: Path, tmp_path: Path, bad: Bad
):
    path = _made(bad, tmp_path)
    done = run_cli("ingest", path, index=index_path)
    # An empty folder can be ingested whatever its name.
    assert done.code == (0 if path.is_dir() else bad.code)
    assert path.is_dir() or bad.name in "".join((done.out + done.err).split("\n    "))


@needs_permissions
def test_a_file_that_may_not_be_read_says_so(run_cli: RunCli, index: Path, pictures: Pictures):
    good, secret = pictures.save("good.png", 0), pictures.save("secret.jpg", 1)
    secret.chmod(0)
    done = run_cli("check", secret, good, "--json", index=index, preexec_fn=without_roots_powers)
    assert (done.code, len(done.json["reports"])) == (3, 1)
    (failed,) = fits(done.json)["failed"]
    assert failed["where"] == str(secret)
    assert "no permission to read it; change its permissions or copy it" in failed["reason"]


@needs_permissions
@pytest.mark.parametrize("command", ["scan", "ingest"])
def test_a_folder_that_may_not_be_listed_fails_and_the_rest_is_done(
    run_cli: RunCli, index: Path, index_path: Path, pictures: Pictures, command: str
):
    shutil.copy(index, index_path)
    pictures.save("mixed/a.png", 7)
    pictures.save("mixed/secret/b.png", 8)
    pictures.save("mixed/z.png", 9)
    secret = pictures.folder / "mixed" / "secret"
    secret.chmod(0)
    try:
        done = run_cli(
            command, secret.parent, "--json", index=index_path, preexec_fn=without_roots_powers
        )
    finally:
        secret.chmod(0o700)
    document = fits(done.json)
    assert done.code == 3
    assert document["added"] == 2 if command == "ingest" else len(document["reports"]) == 2
    assert [each["where"] for each in document["failed"]] == [str(secret)]


def test_a_file_over_the_limit_of_bytes_is_refused(
    run_cli: RunCli, index: Path, pictures: Pictures
):
    picture = pictures.save("large.png", 0)
    done = _limited(run_cli, "check", picture, index=index)
    assert done.code == 13
    assert "bytes, over the limit of 1,000; raise max_file_bytes" in done.said


def test_several_files_over_the_limit_are_refused(run_cli: RunCli, index: Path, pictures: Pictures):
    paths = [pictures.save(f"{seed}.png", seed) for seed in range(2)]
    assert _limited(run_cli, "check", *paths, index=index).code == 13


def test_a_refused_file_beside_a_broken_one_is_a_failure(
    run_cli: RunCli, index: Path, pictures: Pictures
):
    paths = (pictures.save("large.png", 0), pictures.write("empty.png", b""))
    assert _limited(run_cli, "check", *paths, index=index).code == 1


def test_the_only_picture_of_an_ingest_that_is_refused_is_a_refusal(
    run_cli: RunCli, index_path: Path, pictures: Pictures
):
    picture = pictures.save("large.png", 0)
    done = _limited(run_cli, "ingest", picture, "--json", index=index_path)
    assert done.code == 13
    assert "max_file_bytes" in fits(done.json)["failed"][0]["reason"]


def test_a_process_without_memory_is_a_refusal_that_names_the_limit(
    run_cli: RunCli, index: Path, pictures: Pictures
):
    limits = {"PROVENANCE_MAX_MEMORY_BYTES": "1000000"}
    done = run_cli("check", pictures.save("a.png", 0), "--json", index=index, environment=limits)
    assert done.code == 13
    assert "raise max_memory_bytes" in fits(done.json)["failed"][0]["reason"]


def test_the_same_file_twice_is_answered_twice(run_cli: RunCli, index: Path, pictures: Pictures):
    picture = pictures.save("one.png", 0)
    document = run_cli("check", picture, picture, "--json", index=index).json
    assert len(document["reports"]) == 2


def _limited(run_cli: RunCli, *arguments: object, index: Path) -> Finished:
    limits = {"PROVENANCE_MAX_FILE_BYTES": "1000"}
    return run_cli(*arguments, index=index, environment=limits)


def _names(entries: list[dict]) -> set[str]:
    return {Path(each["where"]).name for each in entries}


def _each_has_its_reason(document: dict) -> None:
    reasons = {Path(each["where"]).name: each["reason"] for each in document["failed"]}
    for bad in IN_FOLDERS:
        if not bad.skipped_in_folders:
            assert bad.says in reasons[bad.name]
