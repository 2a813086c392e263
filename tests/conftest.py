"""What every test lives with: folders of its own, no settings from outside, no network."""

from __future__ import annotations

import os
import signal
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import pytest
from hypothesis import settings

from tests.command_line import RunCli
from tests.pictures import Pictures

# Before anything imports NumPy: its threads would make the fork of a decoding process a warning.
os.environ["OPENBLAS_NUM_THREADS"] = "1"

# A shell that starts the tests in the background has them, and what they start, ignore Ctrl-C.
signal.signal(signal.SIGINT, signal.default_int_handler)

# How long an example takes says something about the machine, and nothing about the program.
settings.register_profile("provenance", deadline=None)
settings.load_profile("provenance")


class NetworkRefused(Exception):
    """A test tried to reach something outside this machine's own processes."""


@pytest.fixture(autouse=True)
def home_of_its_own(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """Keep the user's settings, index and journals out of the tests, and the tests out of them."""
    return _moved(tmp_path_factory.mktemp("home"), monkeypatch)


@pytest.fixture(scope="session", autouse=True)
def home_of_the_session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The same for fixtures that outlive a test."""
    with pytest.MonkeyPatch.context() as patch:
        yield _moved(tmp_path_factory.mktemp("home"), patch)


def _moved(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in list(os.environ):
        if name.startswith("PROVENANCE_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(home))
    for kind in ("CACHE", "CONFIG", "DATA", "STATE"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(home / kind.lower()))
    return home


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse every socket that would leave the process, and every look-up of a name."""

    def refuse(*_: object, **__: object) -> NoReturn:
        raise NetworkRefused("no test may use the network")

    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, refuse)
    for name in ("getaddrinfo", "gethostbyname", "gethostbyaddr", "create_connection"):
        monkeypatch.setattr(socket, name, refuse)


@pytest.fixture
def index_path(tmp_path: Path) -> Path:
    """A place for an index; nothing is there yet."""
    return tmp_path / "archive.db"


@pytest.fixture
def pictures(tmp_path: Path) -> Pictures:
    """A folder that pictures are made in."""
    return Pictures(tmp_path / "pictures")


@pytest.fixture
def run_cli(tmp_path: Path) -> RunCli:
    """The real command line, run as a program of its own."""
    return RunCli(tmp_path)
