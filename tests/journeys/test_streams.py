"""Pipes, terminals and closed or broken streams: the results arrive, or it is said why not."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from tests.command_line import Finished, RunCli, command, environment_with
from tests.pictures import Pictures

QUERY = "downloads/query.png"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an index of one picture, and files to check."""
    place = tmp_path_factory.mktemp("streams")
    pictures = Pictures(place)
    pictures.save("posted.jpg", 0)
    pictures.save(QUERY, 0)
    pictures.save("downloads/unknown.png", 5)
    pictures.write("downloads/notes.txt", b"notes")
    assert RunCli(place)("ingest", "posted.jpg", index=place / "archive.db").code == 0
    return place


@pytest.fixture(scope="module")
def run(place: Path) -> RunCli:
    """The command line, run in that folder."""
    return RunCli(place)


@pytest.fixture(scope="module")
def index(place: Path) -> Path:
    return place / "archive.db"


def test_progress_is_drawn_on_a_terminal_and_only_on_stderr(run: RunCli, index: Path):
    with_terminal = _on_a_terminal("scan", "downloads", "--ndjson", index=index)
    assert "\x1b" not in with_terminal.out
    assert "files" in with_terminal.err
    assert len(with_terminal.lines) == 3


@pytest.mark.parametrize("words", [("--no-progress",), ("--quiet",), ("-q",)])
def test_progress_can_be_turned_off(run: RunCli, index: Path, words: tuple[str, ...]):
    done = _on_a_terminal(*words, "scan", "downloads", "--ndjson", index=index)
    assert "\x1b" not in done.err


def test_quiet_leaves_errors_alone(run: RunCli, index: Path):
    done = run("-q", "check", QUERY, "--html", "quiet.html", index=index)
    assert (done.code, done.err) == (0, "")
    assert run("-q", "lookup", "nothing", index=index).err != ""


def test_a_reader_that_goes_away_ends_the_program_quietly(run: RunCli, index: Path):
    """As in `provenance scan … | head -1`."""
    done = _with_streams("| head -c 1", "scan", "downloads", "--ndjson", index=index)
    assert done.stdout == b"{"
    assert done.stderr in {b"", b"3 files: 2 checked, 1 skipped, 0 failed\n"}


def test_a_closed_stdout_is_told_in_words(run: RunCli, index: Path):
    done = _with_streams(">&-", "check", QUERY, index=index)
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.startswith(b"provenance: stdout is closed")


@pytest.mark.parametrize("streams", ["<&-", "2>&-", "<&- 2>&-"])
def test_other_streams_may_be_closed(run: RunCli, index: Path, streams: str):
    """As they are for a program that another one starts."""
    done = _with_streams(streams, "scan", "downloads", "--ndjson", index=index)
    assert (done.returncode, done.stdout.count(b"\n"), done.stdout[:1]) == (0, 3, b"{")


def test_a_full_disk_behind_stdout_is_told_in_words(run: RunCli, index: Path):
    full = Path(os.sep, "dev", "full")
    if not full.exists():
        pytest.skip("this system has no device that is always full")
    with full.open("wb") as stdout:
        process = run.start("check", QUERY, index=index, stdout=stdout)
        _, err = process.communicate()
    assert process.returncode == 1
    assert b"Traceback" not in err
    assert b"No space left" in err


def _with_streams(streams: str, *words: object, index: Path) -> subprocess.CompletedProcess[bytes]:
    """Run with streams as a shell redirects them."""
    program = " ".join(map(_quoted, command(*words, index=index)))
    return subprocess.run(
        ["bash", "-c", f"{program} {streams}"],
        cwd=index.parent,
        env=environment_with(),
        capture_output=True,
        check=False,
    )


def _quoted(word: object) -> str:
    return f"'{word}'"


def _on_a_terminal(*words: object, index: Path) -> Finished:
    """Run with stderr on a terminal."""
    terminal, other_end = os.openpty()
    with subprocess.Popen(
        command(*words, index=index),
        cwd=index.parent,
        env=environment_with({"TERM": "xterm"}),
        stdout=subprocess.PIPE,
        stderr=other_end,
    ) as process:
        os.close(other_end)
        out, _ = process.communicate()
    err = b""
    while block := _read(terminal):
        err += block
    os.close(terminal)
    return Finished(process.returncode, out.decode(), err.decode())


def _read(terminal: int) -> bytes:
    """Read what is left; Linux ends a terminal that nobody holds any more with an error."""
    try:
        return os.read(terminal, 10_000)
    except OSError:
        return b""
