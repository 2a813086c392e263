"""A file may be called anything: it is found again, and its name steers no terminal."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.command_line import Finished, RunCli
from tests.journeys.schemas import fits
from tests.pictures import Pictures

NAMES = {
    "bytes that are no text": (b"caf\xe9.png", r"caf\xe9.png"),
    "a newline": (b"two\nlines.png", "two\nlines.png"),
    "escape": (b"\x1b[31mred\x1b[0m.png", "\x1b[31mred\x1b[0m.png"),
    "title of a terminal": (b"\x1b]0;owned\x07.png", "\x1b]0;owned\x07.png"),
    "a bell and a backspace": (b"\x07\x08\x08.png", "\x07\x08\x08.png"),
    "carriage return": (b"innocent\revil.png", "innocent\revil.png"),
    "8-bit control": ("\x9b31m.png".encode(), "\x9b31m.png"),
    "right to left": ("صورة.png".encode(), "صورة.png"),
    "right-to-left override": ("a\u202egnp.exe.png".encode(), "a\u202egnp.exe.png"),
    "line separator": ("a\u2028b.png".encode(), "a\u2028b.png"),
    "a leading dash": (b"-rf.png", "-rf.png"),
    "an option": (b"--json", "--json"),
    "spaces": (b"  a  b .png", "  a  b .png"),
    "a percent sign": (b"100%s.png", "100%s.png"),
    "braces": (b"{0}.png", "{0}.png"),
    "markup": (b"[bold]<script>alert(1)<script>.png", "[bold]<script>alert(1)<script>.png"),
    "emoji": ("🌊.png".encode(), "🌊.png"),
    "a combining accent": ("e\u0301.png".encode(), "e\u0301.png"),
    "a quote": (b"'\";--.png", "'\";--.png"),
    "as long as may be": (b"x" * 251 + b".png", "x" * 251 + ".png"),
    "a backslash": (rb"a\b.png", r"a\b.png"),
    "a glob": (b"*.png", "*.png"),
    "a URL": (b"https:host.png", "https:host.png"),
    "a hash": (b"deadbeef", "deadbeef"),
}
names = pytest.mark.parametrize("kind", NAMES)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for all tests of this module."""
    return tmp_path_factory.mktemp("names")


@pytest.fixture(scope="module")
def run(place: Path) -> RunCli:
    """The command line, run in that folder."""
    return RunCli(place)


@pytest.fixture(scope="module")
def folder(place: Path) -> Path:
    """A folder with one picture under every name, and one with an empty file under every name."""
    data = Pictures(place).save("model.png", 0).read_bytes()
    for raw, _ in NAMES.values():
        Pictures(place).write(Path(os.fsdecode(b"named/" + raw)), data)
        Pictures(place).write(Path(os.fsdecode(b"empty/" + raw)), b"")
    return place / "named"


@pytest.fixture(scope="module")
def index(run: RunCli, folder: Path) -> Path:
    """An index of the whole folder."""
    done = run("ingest", folder, "--json", index=folder.with_name("archive.db"))
    document = fits(done.json)
    assert (done.code, document["found"], document["failed"]) == (0, len(NAMES), [])
    return folder.with_name("archive.db")


@pytest.fixture(scope="module")
def paths(folder: Path) -> list[bytes]:
    """The paths of all pictures, as bytes."""
    return [os.fsencode(folder) + b"/" + raw for raw, _ in NAMES.values()]


@pytest.fixture(scope="module")
def reports(run: RunCli, index: Path, paths: list[bytes]) -> dict[str, dict]:
    """What a check says of each kind of name."""
    done = run("check", "--json", "--", *paths, index=index)
    assert done.code == 0
    return dict(zip(NAMES, fits(done.json)["reports"], strict=True))


@pytest.fixture(scope="module")
def failures(run: RunCli, index: Path, folder: Path) -> dict[str, dict]:
    """What a check says of an empty file of each kind of name."""
    empty = os.fsencode(folder.with_name("empty"))
    done = run("check", "--json", "--", *_in(empty), index=index)
    assert done.code == 1
    return dict(zip(NAMES, fits(done.json)["failed"], strict=True))


@names
def test_a_file_of_this_name_is_checked(reports: dict[str, dict], kind: str):
    assert Path(reports[kind]["input"]["path"]).name == NAMES[kind][1]
    assert reports[kind]["matches"][0]["strength"] == "exact"


@names
def test_a_file_of_this_name_is_among_those_that_show_the_picture(
    reports: dict[str, dict], kind: str
):
    (match,) = reports["spaces"]["matches"]
    (sighting,) = match["sightings"]
    assert NAMES[kind][1] in {Path(file).name for file in sighting["files"]}


@names
def test_an_empty_file_of_this_name_fails_under_it(failures: dict[str, dict], kind: str):
    assert Path(failures[kind]["where"]).name == NAMES[kind][1]
    assert failures[kind]["reason"] == "is empty (0 bytes); fetch it again"


@names
def test_a_file_of_this_name_is_looked_up_by_its_path_and_shown_harmlessly(
    run: RunCli, index: Path, folder: Path, kind: str
):
    done = run("lookup", "--", os.fsencode(folder) + b"/" + NAMES[kind][0], index=index)
    assert done.code == 0
    _is_harmless(done)


def test_a_scan_gives_every_name_as_it_is(run: RunCli, index: Path, folder: Path):
    done = run("scan", folder, "--ndjson", index=index)
    assert done.out.count("\n") == len(NAMES)
    named = {Path(fits(line)["input"]["path"]).name for line in done.lines}
    assert named == {display for _, display in NAMES.values()}
    _is_harmless(done)


@pytest.mark.parametrize("words", [("scan",), ("ingest",), ("ingest", "--json")])
@pytest.mark.parametrize("which", ["named", "empty"])
def test_what_is_said_of_all_names_steers_nothing(
    run: RunCli, index: Path, folder: Path, words: tuple[str, ...], which: str
):
    _is_harmless(run(*words, folder.with_name(which), index=index))


@pytest.mark.parametrize("which", ["named", "empty", "missing"])
@pytest.mark.parametrize("words", [("check",), ("check", "--json"), ("check", "--ndjson")])
def test_what_a_check_says_of_all_names_steers_nothing(
    run: RunCli, index: Path, folder: Path, words: tuple[str, ...], which: str
):
    paths = _in(os.fsencode(folder.with_name(which)))
    _is_harmless(run(*words, "--", *paths, index=index))


@pytest.mark.parametrize("words", [("ingest",), ("scan",), ("lookup",), ("index", "backup")])
def test_an_error_about_a_name_steers_nothing(run: RunCli, index: Path, words: tuple[str, ...]):
    for raw, _ in STEERING:
        done = run(*words, "--", b"nowhere/" + raw, index=index)
        assert done.code in {1, 2}
        _is_harmless(done)


STEERING = [NAMES[kind] for kind in ("title of a terminal", "a newline", "right-to-left override")]


@pytest.mark.parametrize("kind", ["bytes that are no text", "a newline", "escape", "an option"])
def test_an_index_of_this_name_is_used_and_named_harmlessly(
    run: RunCli, folder: Path, tmp_path: Path, kind: str
):
    place = os.fsencode(tmp_path) + b"/" + NAMES[kind][0]
    assert run("ingest", folder.with_name("model.png"), index=place).code == 0
    for words in (("index", "info"), ("index", "verify"), ("doctor",), ("index", "init")):
        done = run(*words, index=place)
        assert done.code == 0
        _is_harmless(done)
    _is_harmless(run("check", "x", index=place + b".missing"))


@pytest.mark.parametrize("kind", ["bytes that are no text", "a newline", "escape", "an option"])
def test_a_report_may_have_this_name(
    run: RunCli, index: Path, folder: Path, tmp_path: Path, kind: str
):
    target = os.fsencode(tmp_path) + b"/" + NAMES[kind][0]
    done = run("check", folder.with_name("model.png"), "--html", target, index=index)
    assert done.code == 0
    assert Path(os.fsdecode(target)).read_bytes().startswith(b"<!")
    _is_harmless(done)


def test_a_leading_dash_without_two_dashes_is_a_usage_error_that_says_so(run: RunCli, index: Path):
    done = run("check", "-rf.png", index=index)
    assert (done.code, done.out) == (2, "")
    assert "No such option" in done.err


def test_a_word_that_means_nothing_steers_no_terminal(run: RunCli):
    """On a terminal, because click takes escapes out of what goes anywhere else."""
    terminal, other_end = os.openpty()
    with run.start("check", "--\x1b]0;owned\x07\u202e", stderr=other_end) as process:
        assert process.wait() == 2
    said = os.read(terminal, 10_000)
    os.close(terminal)
    os.close(other_end)
    assert b"No such option" in said
    assert b"\x1b" not in said
    assert "\u202e".encode() not in said


def _in(folder: bytes) -> list[bytes]:
    return [folder + b"/" + raw for raw, _ in NAMES.values()]


def _is_harmless(done: Finished) -> None:
    """Hold that nothing was printed that a terminal obeys or that turns the text round."""
    controls = {
        character
        for character in done.out + done.err
        if (ord(character) < 0x20 and character != "\n")
        or 0x7F <= ord(character) < 0xA0
        or character in "\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    }
    assert controls == set()
    assert not any(line.startswith("lines") for line in (done.out + done.err).splitlines())
