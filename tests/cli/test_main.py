"""Every error ends in one place, as a sentence and an exit code."""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Iterator
from types import SimpleNamespace

import click
import pytest

from provenance import errors
from provenance.cli import main
from provenance.errors import ProvenanceError

PROMISED = {
    "ProvenanceError": 1,
    "InputError": 1,
    "MediaNotFound": 1,
    "UnreadableMedia": 1,
    "UnsupportedMedia": 1,
    "MissingPart": 1,
    "RefusedMedia": 13,
    "UnknownSource": 1,
    "UnknownSubject": 1,
    "UsageError": 2,
    "SourceError": 1,
    "StoreError": 12,
    "NoStore": 10,
    "StoreLocked": 11,
    "ReportError": 1,
}
"""What scripts rely on."""


def _kinds(kind: type[ProvenanceError] = ProvenanceError) -> Iterator[type[ProvenanceError]]:
    yield kind
    for each in kind.__subclasses__():
        yield from _kinds(each)


def _ending(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> int:
    """Run a command that ends in an error."""

    def fail(**_: object) -> None:
        raise error

    monkeypatch.setattr(main.cli, "main", fail)
    return main._to_the_end()


@pytest.fixture(autouse=True)
def interruptible() -> Iterator[None]:
    """Give the test run its own Ctrl-C back, which a program that ends no longer needs."""
    before = signal.getsignal(signal.SIGINT)
    yield
    signal.signal(signal.SIGINT, before)


def test_every_kind_of_error_has_the_promised_exit_code():
    assert {kind.__name__: kind.exit_code for kind in _kinds()} == PROMISED


def test_the_other_promised_exit_codes():
    assert errors.EXIT_SOME_FAILED == 3
    assert errors.EXIT_FAIL_ON_MET == 20
    assert errors.EXIT_INTERRUPTED == 130


@pytest.mark.parametrize("kind", list(_kinds()), ids=lambda kind: kind.__name__)
def test_an_error_is_printed_as_it_stands_and_gives_its_exit_code(
    kind: type[ProvenanceError], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
):
    assert _ending(monkeypatch, kind("photo.jpg: is empty; fetch it again")) == kind.exit_code
    said = capsys.readouterr()
    assert (said.out, said.err) == ("", "provenance: photo.jpg: is empty; fetch it again\n")


def test_an_error_is_one_line_whatever_a_name_holds(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
):
    _ending(monkeypatch, ProvenanceError("two\nlines \x1b[31m\u202e.jpg: is empty"))
    assert capsys.readouterr().err == r"provenance: two lines \x1b[31m<U+202E>.jpg: is empty" "\n"


@pytest.mark.parametrize("error", [KeyboardInterrupt(), click.Abort()])
def test_an_interruption_says_that_nothing_is_lost(
    error: BaseException, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
):
    assert _ending(monkeypatch, error) == 130
    assert "what was stored is kept" in capsys.readouterr().err


def test_a_ctrl_c_after_the_end_changes_nothing(monkeypatch: pytest.MonkeyPatch):
    """Python runs more code at its exit, where an exception would be printed as a traceback."""
    monkeypatch.setattr(main.cli, "main", lambda **_: 3)
    assert main._to_the_end() == 3
    signal.raise_signal(signal.SIGINT)


class Interrupted:
    """Is interrupted while it is thrown away, where nothing can be raised."""

    def __del__(self) -> None:
        raise KeyboardInterrupt


def wait_for_ever() -> None:
    thrown_away = Interrupted()
    del thrown_away
    while True:
        time.sleep(0.01)


@pytest.mark.timeout(60)
def test_a_ctrl_c_that_python_swallowed_is_raised_again(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
):
    before = signal.getsignal(signal.SIGALRM)
    monkeypatch.setattr(sys, "unraisablehook", main._unraisable)
    try:
        with pytest.raises(KeyboardInterrupt):
            wait_for_ever()
    finally:
        signal.signal(signal.SIGALRM, before)
    assert "Traceback" not in capsys.readouterr().err


def test_anything_else_that_python_swallowed_is_shown(monkeypatch: pytest.MonkeyPatch):
    shown: list[object] = []
    monkeypatch.setattr(sys, "__unraisablehook__", shown.append)
    swallowed = SimpleNamespace(exc_type=OSError)
    main._unraisable(swallowed)
    assert shown == [swallowed]


def test_a_command_that_ends_without_a_number_has_succeeded(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(main.cli, "main", lambda **_: None)
    assert main._to_the_end() == 0


@pytest.mark.parametrize("name", main.COMMANDS)
def test_every_command_can_be_had_by_its_name(name: str):
    command = main.cli.get_command(click.Context(main.cli), name)
    assert command is not None
    assert command.name == name


def test_an_unknown_command_is_none():
    assert main.cli.get_command(click.Context(main.cli), "serve") is None
