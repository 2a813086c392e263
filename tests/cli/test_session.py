"""What is written arrives whole, or its failure is told in words."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click
import pytest

from provenance.cli import session
from provenance.errors import ReportError, UsageError


def test_a_file_is_written_whole(tmp_path: Path):
    session.write_file(str(tmp_path / "report.html"), "<p>نص</p>")
    assert (tmp_path / "report.html").read_text("utf-8") == "<p>نص</p>"
    assert len(list(tmp_path.iterdir())) == 1


def test_a_file_that_is_there_is_replaced(tmp_path: Path):
    (tmp_path / "report.html").write_text("old and longer")
    session.write_file(str(tmp_path / "report.html"), "new")
    assert (tmp_path / "report.html").read_text() == "new"


def test_what_no_file_can_hold_is_shown(tmp_path: Path):
    session.write_file(str(tmp_path / "report.html"), "caf\udce9")
    assert (tmp_path / "report.html").read_text() == r"caf\udce9"


def test_a_file_that_cannot_be_written_leaves_the_old_one_and_no_half_of_a_new_one(tmp_path: Path):
    (tmp_path / "report.html").mkdir()
    with pytest.raises(ReportError, match=r"report\.html: the report could not be written"):
        session.write_file(str(tmp_path / "report.html"), "text")
    assert list(tmp_path.iterdir()) == [tmp_path / "report.html"]


def test_a_pipe_is_written_to_and_not_replaced(tmp_path: Path):
    os.mkfifo(tmp_path / "pipe")
    reader = os.open(tmp_path / "pipe", os.O_RDONLY | os.O_NONBLOCK)
    session.write_file(str(tmp_path / "pipe"), "text")
    assert os.read(reader, 100) == b"text"
    os.close(reader)
    assert (tmp_path / "pipe").is_fifo()
    assert list(tmp_path.iterdir()) == [tmp_path / "pipe"]


def test_a_place_below_nothing_is_refused_beforehand(tmp_path: Path):
    with pytest.raises(ReportError, match="make it first"):
        session.require_folder(str(tmp_path / "nowhere" / "report.html"))


def test_a_name_alone_lies_in_the_current_folder():
    session.require_folder("report.html")


def test_results_are_utf_8_whatever_the_locale(capfdbinary: pytest.CaptureFixture[bytes]):
    session.write("é نص \udce9\n")
    assert capfdbinary.readouterr().out == "é نص ".encode() + rb"\udce9" + b"\n"


def test_a_closed_stdout_is_an_error_in_words(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys, "stdout", None)
    with pytest.raises(ReportError, match="stdout is closed"):
        session.write("text")


@pytest.mark.parametrize("options", [{"quiet": True}, {"no_progress": True}, {}])
def test_items_are_handed_on_whether_or_not_progress_is_drawn(options: dict[str, bool]):
    with _context(**options) as ctx:
        assert list(session.with_progress(ctx, iter([1, 2, 3]), "files")) == [1, 2, 3]


def test_quiet_is_quiet(capsys: pytest.CaptureFixture):
    with _context(quiet=True) as ctx:
        session.say(ctx, "words")
    assert capsys.readouterr().err == ""


def test_what_is_said_is_harmless(capsys: pytest.CaptureFixture):
    with _context() as ctx:
        session.say(ctx, "written to \x1b[31m\nx")
    assert capsys.readouterr().err == "written to \\x1b[31m x\n"


def test_an_option_goes_before_the_environment(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PROVENANCE_INDEX", "environment.db")
    with _context(index="option.db") as ctx:
        assert session.settings(ctx).index == "option.db"
    with _context() as ctx:
        assert session.settings(ctx).index == "environment.db"


def test_a_settings_file_that_is_named_must_be_there(tmp_path: Path):
    with _context(config=str(tmp_path / "none.toml")) as ctx, pytest.raises(UsageError):
        session.settings(ctx)


def test_a_reader_that_went_away_ends_the_process_by_its_signal():
    readable, writable = os.pipe()
    os.close(readable)
    process = os.fork()
    if process == 0:
        sys.stdout = os.fdopen(writable, "w")
        session.write("text")
        os._exit(0)
    os.close(writable)
    _, status = os.waitpid(process, 0)
    assert os.WIFSIGNALED(status)


def _context(**options: object) -> click.Context:
    given = {"index": None, "config": None, "quiet": False, "no_progress": False} | options
    return click.Context(click.Command("test"), obj=given)
