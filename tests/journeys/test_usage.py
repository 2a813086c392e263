"""A word that means nothing is named, with what could be meant, and nothing is done."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.command_line import RunCli
from tests.pictures import Pictures

BY, WHY = ("--by", "me"), ("--why", "one crack")


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index, which these tests only ask."""
    place = tmp_path_factory.mktemp("usage")
    album = Pictures(place).album(1)
    assert RunCli(place)("ingest", album, index=place / "archive.db").code == 0
    return place / "archive.db"


@pytest.fixture(autouse=True)
def photo(tmp_path: Path, pictures: Pictures) -> Path:
    """A picture to check, where the commands run."""
    return pictures.save(tmp_path / "photo.png", 0)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ((), "Usage: provenance"),
        (("verify",), "No such command"),
        (("chekc", "photo.png"), "No such command"),
        (("check",), "Missing argument"),
        (("check", "photo.png", "--claimed-tme", "2023"), "--claimed-time"),
        (("check", "photo.png", "--json", "--ndjson"), "exclude each other"),
        (("scan", ".", "--json", "--ndjson"), "exclude each other"),
        (("check", "photo.png", "--sort", "newest"), "'closest', 'oldest'"),
        (("check", "photo.png", "--limit", "0"), "x>=1"),
        (("check", "photo.png", "--limit", "many"), "not a valid integer"),
        (("check", "photo.png", "--fail-on", "lies"), "'contradicts'"),
        (("check", "photo.png", "--claimed-time", "yesterday"), "write it as 2023-11-17"),
        (("check", "photo.png", "--claimed-time", "14/11/2023"), "write it as 2023-11-17"),
        (("check", "photo.png", "--claimed-time", "0001-01-01"), "--claimed-time: "),
        (("check", "photo.png", "--claimed-place", "Kidall"), "nearest: Kidal, Mali"),
        (("check", "photo.png", "--claimed-place", "91,181"), "latitude (-90 to 90) first"),
        (("check", "photo.png", "--claimed-place", "zzzzzz"), "LAT,LON"),
        (("scan", ".", "--claimed-time", "soon"), "--claimed-time: "),
        (("ingest", "photo.png", "--posted", "17.11.2023"), "--posted: "),
        (
            ("ingest", "photo.png", "--source", "whatsapp"),
            "sources: telegram, x-archive, zeeschuimer",
        ),
        (("ingest", "photo.png", "--source", "telegramm"), "did you mean 'telegram'"),
        (("ingest",), "Missing argument"),
        (("lookup",), "Missing argument"),
        (("decide", "photo.png"), "Missing argument"),
        (("decide", "photo.png", "x/1", "alike", *BY, *WHY), "'same', 'different'"),
        (("decide", "photo.png", "x/1", "same", *WHY), "Missing option '--by'"),
        (("decide", "photo.png", "x/1", "same", *BY), "Missing option '--why'"),
        (("decide", "photo.png", "x/1", "same", "--by", " ", *WHY), "--by is empty"),
        (("decide", "photo.png", "x/1", "same", *BY, "--why", ""), "--why is empty"),
        (("decide", "photo.png", "./photo.png", "same", *BY, *WHY), "are the same bytes"),
        (("when",), "Missing argument"),
        (("when", "1", "--platform", "tiktak"), "did you mean 'tiktok'"),
        (("index", "repair"), "No such command"),
        (("index", "backup"), "Missing argument"),
    ],
)
def test_a_word_that_means_nothing_is_named(
    run_cli: RunCli, index: Path, words: tuple[str, ...], says: str
):
    done = run_cli(*words, index=index)
    assert (done.code, done.out) == (2, "")
    assert says in " ".join(done.err.split())


@pytest.mark.parametrize(
    ("environment", "says"),
    [
        ({"PROVENANCE_WORKERS": "many"}, "PROVENANCE_WORKERS='many' is not a whole number"),
        ({"PROVENANCE_MAX_FRAME": "3"}, "did you mean 'max_frames'"),
        ({"PROVENANCE_MIN_QUALITY": "-1"}, "cannot be negative"),
    ],
)
def test_a_setting_of_the_environment_that_means_nothing_is_named(
    run_cli: RunCli, index: Path, environment: dict[str, str], says: str
):
    done = run_cli("check", "photo.png", index=index, environment=environment)
    assert (done.code, done.out) == (2, "")
    assert says in done.err


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"workers = 2\nmax_frame = 3\n", "did you mean 'max_frames'"),
        (b"workers = 'many'\n", "must be a whole number"),
        (b"workers = \n", "is not valid TOML"),
        (b"\xff\xfe", "is not valid TOML"),
    ],
)
def test_a_settings_file_that_means_nothing_is_named(
    run_cli: RunCli, index: Path, tmp_path: Path, content: bytes, says: str
):
    (tmp_path / "own.toml").write_bytes(content)
    done = run_cli("--config", "own.toml", "check", "photo.png", index=index)
    assert (done.code, done.out) == (2, "")
    assert says in done.err


def test_a_settings_file_that_is_not_there_is_named(run_cli: RunCli, index: Path):
    done = run_cli("--config", "none.toml", "check", "photo.png", index=index)
    assert done.code == 2
    assert "none.toml: cannot be read" in done.err


def test_a_settings_file_in_the_current_folder_is_never_read(
    run_cli: RunCli, index: Path, tmp_path: Path
):
    """It may be a folder of somebody else's downloads."""
    (tmp_path / "provenance.toml").write_text("index = '/elsewhere'")
    assert run_cli("check", "photo.png", index=index).code == 0


@pytest.mark.parametrize("command", [("check", "photo.png"), ("scan", "."), ("lookup", "x")])
def test_a_report_that_has_no_folder_is_refused_before_any_work(
    run_cli: RunCli, index: Path, command: tuple[str, ...]
):
    done = run_cli(*command, "--html", "nowhere/report.html", index=index)
    assert (done.code, done.out) == (1, "")
    assert done.err.startswith("provenance: nowhere/report.html: ")
    assert "make it first" in done.err


def test_a_report_that_cannot_be_written_costs_only_itself(
    run_cli: RunCli, index: Path, tmp_path: Path
):
    (tmp_path / "report.html").mkdir()
    done = run_cli("check", "photo.png", "--json", "--html", "report.html", index=index)
    assert done.code == 1
    assert len(done.json["reports"]) == 1
    assert "report.html: the report could not be written" in done.err
    assert list(tmp_path.glob("*.part")) == []


def test_a_bad_claim_is_refused_before_any_file_is_answered(run_cli: RunCli, index: Path):
    done = run_cli("check", "photo.png", "missing", "--claimed-time", "soon", index=index)
    assert (done.code, done.out) == (2, "")


@pytest.mark.parametrize("words", [("--help",), ("-h",), ("check", "-h"), ("--version",)])
def test_help_needs_no_index_and_no_settings(run_cli: RunCli, words: tuple[str, ...]):
    broken = {"PROVENANCE_WORKERS": "many"}
    done = run_cli(*words, environment=broken)
    assert (done.code, done.err) == (0, "")
    assert "provenance" in done.out


def test_the_usage_names_the_program_however_it_was_started(run_cli: RunCli):
    assert run_cli("check", "--help").out.startswith("Usage: provenance check [OPTIONS] FILE...")
