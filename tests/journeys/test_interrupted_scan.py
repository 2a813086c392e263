"""A scan that was stopped goes on, and says all that one says that nobody stopped."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from tests.command_line import RunCli
from tests.pictures import Pictures


@pytest.fixture(scope="module")
def scanned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of pictures, beside an index that holds some of them."""
    pictures = Pictures(tmp_path_factory.mktemp("scanned"))
    for seed in range(0, 60, 3):
        pictures.save(f"posted/{seed}.png", seed)
    # By hashes: a scan that also looks for keypoints is stopped no differently, only later.
    words = ("ingest", "posted", "--signals", "hashes")
    done = RunCli(pictures.folder)(*words, index=pictures.folder / "archive.db")
    assert done.code == 0
    pictures.write("album/notes.txt", b"notes")
    pictures.write("album/page.jpg", b"<html>")
    return pictures.album(60)


@pytest.fixture(scope="module")
def index(scanned: Path) -> Path:
    """That index."""
    return scanned.with_name("archive.db")


@pytest.fixture(scope="module")
def said(scanned: Path, index: Path) -> list[dict]:
    """What a scan says that nobody stops."""
    lines = RunCli(scanned.parent)("scan", scanned, "--ndjson", index=index).lines
    assert len(lines) == 62
    return [_timeless(line) for line in lines]


@pytest.mark.parametrize("lines", [0, 1, 17, 40])
def test_a_scan_that_is_killed_goes_on_and_says_all_that_an_uninterrupted_one_says(
    run_cli: RunCli, index: Path, scanned: Path, said: list[dict], lines: int
):
    process = run_cli.start("scan", scanned, "--ndjson", index=index)
    for _ in range(lines):
        process.stdout.readline()
    process.kill()
    process.communicate()
    again = run_cli("scan", scanned, "--ndjson", index=index)
    assert again.code == 3
    assert [_timeless(line) for line in again.lines] == said


def test_ctrl_c_during_a_scan_keeps_what_was_printed_whole(
    run_cli: RunCli, index: Path, scanned: Path
):
    process = run_cli.start("scan", scanned, "--ndjson", index=index)
    first = process.stdout.readline()
    process.send_signal(signal.SIGINT)
    out, err = process.communicate()
    assert process.returncode in {130, 3}
    assert b"Traceback" not in err
    assert (first + out).endswith(b"\n")


def test_two_scans_of_one_folder_at_once_say_the_same(run_cli: RunCli, index: Path, scanned: Path):
    both = [run_cli.start("scan", scanned, "--ndjson", index=index) for _ in range(2)]
    ended = [process.communicate() for process in both]
    assert [process.returncode for process in both] == [3, 3]
    assert [err.count(b"Traceback") for _, err in ended] == [0, 0]
    first, second = (out.decode().splitlines() for out, _ in ended)
    assert len(first) == len(second) == 62


@pytest.mark.parametrize("place", ["a file", "a folder that may not be written"])
def test_a_scan_that_cannot_remember_still_scans(
    run_cli: RunCli, index: Path, scanned: Path, tmp_path: Path, place: str
):
    cache = tmp_path / "cache"
    if place == "a file":
        cache.touch()
    else:
        cache.symlink_to(os.devnull)
    elsewhere = {"XDG_CACHE_HOME": str(cache)}
    done = run_cli("scan", scanned, "--ndjson", index=index, environment=elsewhere)
    assert (done.code, len(done.lines)) == (3, 62)


def test_a_damaged_memory_of_a_scan_is_no_memory(
    run_cli: RunCli, index: Path, scanned: Path, home_of_its_own: Path
):
    process = run_cli.start("scan", scanned, "--ndjson", index=index)
    process.stdout.readline()
    process.kill()
    process.communicate()
    (journal,) = (home_of_its_own / "cache" / "provenance").glob("scan-*.db")
    journal.write_bytes(b"no database " * 100)
    done = run_cli("scan", scanned, "--ndjson", index=index)
    assert (done.code, len(done.lines)) == (3, 62)


@pytest.mark.parametrize("words", [("--restart",), ()])
def test_a_scan_leaves_nothing_behind_when_it_is_done(
    run_cli: RunCli, index: Path, scanned: Path, home_of_its_own: Path, words: tuple[str, ...]
):
    assert run_cli("scan", scanned, *words, "--ndjson", index=index).code == 3
    assert list(home_of_its_own.rglob("scan-*")) == []


def _timeless(line: dict) -> dict:
    return {key: value for key, value in line.items() if key != "made_at"}
