"""Stopped at any moment, by Ctrl-C, by kill or by another program: nothing is lost or doubled."""

from __future__ import annotations

import json
import resource
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing, suppress
from functools import partial
from pathlib import Path

import pytest

from provenance.index import open_engine
from tests.command_line import RunCli, environment_with
from tests.contents import contents
from tests.journeys.schemas import fits
from tests.pictures import Pictures

INGEST = ("ingest", "--signals", "hashes")
"""What is stopped here is the same for keypoints, which would take ten times as long."""

PICTURES = 12
ROWS = 240
BATCH = 16

IN_SMALL_BATCHES = f"""
from provenance.workflows import ingest
ingest._BATCH = {BATCH}
ingest._IN_ONE_MESSAGE = 1
from provenance.cli import main
run = main.cli.main
def announced(**options):
    print("begins", file=main.sys.stderr, flush=True)
    return run(**options)
main.cli.main = announced
main.main()
"""
"""The program as it is, but with transactions small enough to be stopped between and within."""


@pytest.fixture(scope="module")
def listed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A list of many postings of a few pictures."""
    pictures = Pictures(tmp_path_factory.mktemp("listed"))
    pictures.album(PICTURES)
    rows = [f"album/{row % PICTURES:03}.jpg,x,{row}\n" for row in range(ROWS)]
    return pictures.write("list.csv", ("path,platform,native_id\n" + "".join(rows)).encode())


@pytest.fixture(scope="module")
def uninterrupted(listed: Path) -> dict:
    """What an index holds after an ingest that nobody stopped."""
    whole = listed.with_name("whole.db")
    assert RunCli(listed.parent)(*INGEST, listed, index=whole).code == 0
    return contents(whole)


def _stored(path: Path) -> int:
    """Count the postings that are on the disk now."""
    with suppress(sqlite3.Error), closing(sqlite3.connect(path, timeout=0.05)) as connection:
        return int(connection.execute("SELECT count(*) FROM sightings").fetchone()[0])
    return 0


def _started(index: Path, *words: object, room: int | None = None) -> subprocess.Popen[bytes]:
    """Start the program and wait until its first own line runs; `room` bounds what it writes."""
    process = subprocess.Popen(
        [sys.executable, "-c", IN_SMALL_BATCHES, "--index", index, *words],
        env=environment_with({"PROVENANCE_WORKERS": "2"}),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
        preexec_fn=partial(_bounded, room) if room else None,  # noqa: PLW1509 - one thread
    )
    assert process.stderr is not None
    assert process.stderr.readline() == b"begins\n"
    return process


def _bounded(room: int) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))


def _wait_for(happened: Callable[[], bool], process: subprocess.Popen[bytes]) -> None:
    while process.poll() is None and not happened():
        time.sleep(0.001)


@pytest.mark.parametrize("stored", [0, 1, BATCH + 1, 5 * BATCH, 9 * BATCH])
def test_an_ingest_that_is_killed_goes_on_when_it_is_run_again(
    index_path: Path, listed: Path, uninterrupted: dict, stored: int
):
    process = _started(index_path, *INGEST, listed)
    _wait_for(lambda: index_path.exists() and _stored(index_path) >= stored, process)
    process.kill()
    process.communicate()
    assert process.returncode == -signal.SIGKILL
    again = _started(index_path, *INGEST, listed)
    assert (again.communicate()[1], again.returncode) == (b"", 0)
    assert contents(index_path) == uninterrupted


@pytest.mark.parametrize("moment", range(8))
def test_an_index_is_whole_after_a_kill_at_any_moment(
    index_path: Path, listed: Path, uninterrupted: dict, moment: int
):
    process = _started(index_path, *INGEST, listed)
    with suppress(subprocess.TimeoutExpired):
        process.wait(0.05 + moment * 0.1)
    process.kill()
    process.communicate()
    if index_path.exists():
        with closing(open_engine(index_path)) as index:
            assert index.verify() == ()
            assert index.coverage().postings % BATCH == 0
    again = _started(index_path, *INGEST, listed)
    assert (again.communicate()[1], again.returncode) == (b"", 0)
    assert contents(index_path) == uninterrupted


def test_what_a_killed_ingest_left_in_the_folder_is_no_index_and_harms_nobody(
    run_cli: RunCli, index_path: Path, listed: Path
):
    half = index_path.with_name(f"{index_path.name}.1.new")
    half.write_bytes(b"SQLite format 3\x00 half a draft")
    assert run_cli(*INGEST, listed, index=index_path).code == 0


def test_ctrl_c_during_an_ingest_stores_what_was_examined_and_says_how_to_go_on(
    index_path: Path, listed: Path, uninterrupted: dict
):
    process = _started(index_path, *INGEST, listed)
    _wait_for(lambda: index_path.exists() and _stored(index_path) >= BATCH, process)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate()
    assert (process.returncode, out) == (130, b"")
    assert err.decode().split("\n", 1)[1] == (
        "provenance: interrupted; what was stored is kept, "
        "and the same command goes on from there\n"
    )
    assert _stored(index_path) >= BATCH
    again = _started(index_path, *INGEST, listed)
    assert again.communicate()[1] == b""
    assert contents(index_path) == uninterrupted


@pytest.mark.parametrize("pause", [0, 0.01, 0.03, 0.06, 0.1, 0.15, 0.2])
@pytest.mark.parametrize("words", ["check", "ingest", "scan"])
def test_ctrl_c_is_an_interruption_whenever_it_comes(
    index_path: Path, listed: Path, words: str, pause: float
):
    """Among imports, before there is an index, before a file was read."""
    with closing(open_engine(index_path, make=True)):
        process = _started(index_path, words, listed if words == "ingest" else listed.parent)
    with suppress(subprocess.TimeoutExpired):
        process.wait(pause)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate()
    assert b"Traceback" not in out + err
    # A check of a folder fails by itself, and anything may have ended or be ending already.
    assert process.returncode in {130, 0, 1, 3, -signal.SIGINT}


def test_a_decoding_process_that_dies_while_it_waits_ends_nothing_but_itself(
    index_path: Path, pictures: Pictures
):
    """As the system takes one between two questions when memory runs out."""
    album = pictures.album(30)
    program = """
import os, signal, sys
from provenance.workflows import ingest
from provenance.workflows.workers import Workers
ingest._IN_ONE_MESSAGE = 1
ask, used = Workers._ask, set()
def ask_after_a_death(self, worker, chunk):
    if worker.process in used:
        os.kill(worker.process, signal.SIGKILL)
        os.waitid(os.P_PID, worker.process, os.WEXITED | os.WNOWAIT)
    used.add(worker.process)
    ask(self, worker, chunk)
Workers._ask = ask_after_a_death
from provenance.cli.main import main
main()
"""
    done = subprocess.run(
        [sys.executable, "-c", program, "--index", index_path, "ingest", album, "--json"],
        env=environment_with({"PROVENANCE_WORKERS": "1"}),
        capture_output=True,
        check=False,
    )
    assert done.stderr == b""
    assert done.returncode in {0, 3}
    assert json.loads(done.stdout)["found"] == 30


@pytest.mark.parametrize("share", [-0.5, 0, 0.4, 0.8])
def test_a_disk_that_fills_up_is_told_in_words_and_costs_nothing_that_was_stored(
    index_path: Path, listed: Path, uninterrupted: dict, tmp_path: Path, share: float
):
    """A limit on the size of files stands for the disk; it lies between an empty index and all."""
    open_engine(tmp_path / "empty.db", make=True).close()
    empty, whole = (
        path.stat().st_size for path in (tmp_path / "empty.db", listed.with_name("whole.db"))
    )
    room = empty + int((whole - empty) * share)
    process = _started(index_path, *INGEST, listed, room=room)
    _, err = process.communicate()
    assert process.returncode == 12
    assert err.startswith(f"provenance: {index_path}: ".encode())
    if share < 0:
        assert list(tmp_path.glob("archive.db*")) == []
    else:
        with closing(open_engine(index_path)) as index:
            assert index.verify() == ()
    again = _started(index_path, *INGEST, listed)
    assert again.communicate()[1] == b""
    assert contents(index_path) == uninterrupted


def test_two_programs_that_ingest_the_same_at_once_leave_what_one_does(
    index_path: Path, listed: Path, uninterrupted: dict
):
    both = [_started(index_path, *INGEST, listed, "--json") for _ in range(2)]
    ended = [process.communicate() for process in both]
    assert [(process.returncode, err) for process, (_, err) in zip(both, ended, strict=True)] == [
        (0, b""),
        (0, b""),
    ]
    assert contents(index_path) == uninterrupted
    with closing(open_engine(index_path)) as index:
        assert index.verify() == ()


def test_a_check_is_answered_while_another_program_ingests(
    run_cli: RunCli, index_path: Path, listed: Path, pictures: Pictures
):
    process = _started(index_path, *INGEST, listed)
    _wait_for(lambda: index_path.exists() and _stored(index_path) > 0, process)
    done = run_cli("check", pictures.save("query.png", 0), "--json", index=index_path)
    process.communicate()
    assert done.code == 0
    assert len(fits(done.json)["reports"][0]["matches"]) == 1
