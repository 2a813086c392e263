"""Somebody watches a folder: what arrives is checked, and a known picture is told at once."""

from __future__ import annotations

import shutil
import signal
from pathlib import Path

import pytest

from tests.command_line import RunCli
from tests.pictures import Pictures


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a picture of the index beside it, and an empty one to watch."""
    pictures = Pictures(tmp_path_factory.mktemp("watched"))
    pictures.save("posted/known.png", 1)
    pictures.save("elsewhere/new.png", 2)
    pictures.write("elsewhere/notes.txt", b"notes")
    pictures.write("elsewhere/page.jpg", b"<html>")
    words = ("ingest", "posted", "--signals", "hashes", "--posted", "2023-11-17")
    assert RunCli(pictures.folder)(*words, index=pictures.folder / "archive.db").code == 0
    return pictures.folder


@pytest.fixture
def watched(tmp_path: Path, known: Path) -> Path:
    shutil.copytree(known / "elsewhere", tmp_path / "in")
    return tmp_path / "in"


def test_what_lies_there_is_checked_once_and_accounted_for(
    run_cli: RunCli, known: Path, watched: Path
):
    shutil.copy(known / "posted/known.png", watched / "again.png")
    done = run_cli("watch", watched, "--once", "--ndjson", index=known / "archive.db")
    assert done.code == 3
    assert len(done.lines) == 4
    assert "2 checked, 1 of them matched something, 1 skipped, 1 failed" in done.err


def test_an_alert_is_one_line_for_what_matches(run_cli: RunCli, known: Path, watched: Path):
    shutil.copy(known / "posted/known.png", watched / "again.png")
    done = run_cli("watch", watched, "--once", "--alert", index=known / "archive.db")
    (line,) = done.out.splitlines()
    assert line.endswith("; exact, same bytes")
    assert "again.png: seen before: earliest known appearance 2023-11-17" in line
    assert "page.jpg" in "".join(done.err.split())


def test_what_arrives_is_checked_until_ctrl_c(run_cli: RunCli, known: Path, watched: Path):
    process = run_cli.start("watch", watched, "--alert", index=known / "archive.db")
    assert b"files there already: 3" in process.stderr.readline()
    shutil.copy(known / "posted/known.png", watched / "again.png")
    assert b"again.png: seen before" in process.stdout.readline()
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (130, b"")
    assert b"1 checked, 1 of them matched something, 0 skipped, 0 failed" in err
    assert b"Traceback" not in err


def test_what_was_added_is_found_when_it_comes_again(
    run_cli: RunCli, tmp_path: Path, watched: Path
):
    shutil.copy(watched / "new.png", watched / "zz.png")
    words = ("watch", watched, "--once", "--ingest", "--alert")
    done = run_cli(*words, index=tmp_path / "fresh.db")
    (line,) = done.out.splitlines()
    assert "zz.png: seen before" in line


def test_a_folder_that_is_not_there_is_named(run_cli: RunCli, known: Path):
    done = run_cli("watch", "nowhere", "--once", index=known / "archive.db")
    assert done.code != 0
    assert "nowhere: is no folder" in done.err
