"""Whoever investigates must not announce it: no command opens a connection or starts a program."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.command_line import SOURCE, Finished, RunCli
from tests.pictures import Pictures

WATCHMAN = """
import os, sys
def watch(event, arguments):
    if event.startswith(("socket.", "subprocess.", "os.system", "os.exec", "os.spawn",
                         "os.posix_spawn", "webbrowser.", "urllib.", "ftplib.", "smtplib.")):
        os.write(2, f"BROKE SILENCE {event} {arguments!r}\\n".encode())
        os._exit(97)
sys.addaudithook(watch)
"""
"""Python loads a module of this name before any program, and tells it of all that is done."""

COMMANDS = {
    "ingest": ("ingest", "album"),
    "ingest again": ("ingest", "album", "--json"),
    "dry run": ("ingest", "--dry-run", "album"),
    "check": (
        *("check", "album/000.jpg", "missing.jpg", "--html", "report.html"),
        *("--claimed-time", "2023-11-14", "--claimed-place", "Kidal"),
    ),
    "scan": ("scan", "album", "--ndjson", "--html", "report.html"),
    "lookup": ("lookup", "facebook/1", "--html", "report.html"),
    "decide": (
        *("decide", "album/000.jpg", "album/001.jpg", "different"),
        *("--by", "me", "--why", "other hills"),
    ),
    "init": ("index", "init"),
    "info": ("index", "info"),
    "verify": ("index", "verify"),
    "backup": ("index", "backup", "backup.db"),
    "doctor": ("doctor",),
    "when": ("when", "https://x.com/a/status/1703197127906644088"),
    "help": ("--help",),
}


@pytest.fixture(scope="module")
def watched(tmp_path_factory: pytest.TempPathFactory) -> RunCli:
    """A folder with an index and an album, where a watchman lies in wait."""
    place = tmp_path_factory.mktemp("silence")
    Pictures(place).album(3)
    (place / "watchman").mkdir()
    (place / "watchman" / "sitecustomize.py").write_text(WATCHMAN)
    assert RunCli(place)("ingest", "album", index=place / "archive.db").code == 0
    return RunCli(place)


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_keeps_silent(watched: RunCli, name: str):
    done = _watched(watched, *COMMANDS[name])
    assert "BROKE SILENCE" not in done.err
    assert done.code == {"check": 3, "lookup": 1}.get(name, 0)


def test_the_watchman_is_awake(watched: RunCli):
    """A program that does reach out is caught, in this process or in one that it forked."""
    for program in ("import socket; socket.socket()", "import os; os.system('true')"):
        done = subprocess.run(
            [sys.executable, "-c", program],
            env={"PYTHONPATH": str(watched.folder / "watchman")},
            capture_output=True,
            check=False,
        )
        assert (done.returncode, done.stderr[:13]) == (97, b"BROKE SILENCE")


def _watched(run: RunCli, *words: str) -> Finished:
    watchman = str(run.folder / "watchman")
    path = {"PYTHONPATH": f"{watchman}:{SOURCE}"}
    return run(*words, index=run.folder / "archive.db", environment=path)
