"""What scripts rely on: results on stdout alone, the promised JSON, the promised exit codes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.command_line import RunCli
from tests.journeys.schemas import fits
from tests.pictures import Pictures

REPO = Path(__file__).parents[2]
EXPORTS = REPO / "fixtures" / "exports"
FRENCH = "Des femmes face au mur, à Kidal : « l’armée française » les a-t-elle alignées ? Non."
ARABIC = "نساء أمام الجدار في كيدال، يقول المنشور إنها صورة حديثة لكنها قديمة جدا"
LIST = f"""path,platform,native_id,url,account,posted,text
early.jpg,facebook,1,https://f.example/1,Une page,2019-03-02T11:00:00Z,"{FRENCH}"
late.jpg,telegram,7,https://t.example/c/7,قناة,2023-11-17 15:00,"{ARABIC}"
undated.jpg,x,3,https://x.example/3,somebody,,
"""


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an index of three copies of one picture, and pictures to check."""
    place = tmp_path_factory.mktemp("output")
    pictures = Pictures(place)
    for name, quality in (("early", 60), ("late", 90), ("undated", 40)):
        pictures.save(f"{name}.jpg", 0, quality=quality)
    pictures.write("list.csv", LIST.encode())
    pictures.save("downloads/query.png", 0)
    pictures.save("downloads/unknown.png", 5)
    pictures.write("downloads/notes.txt", b"notes")
    assert RunCli(place)("ingest", "list.csv", index=place / "archive.db").code == 0
    return place


@pytest.fixture(scope="module")
def run(place: Path) -> RunCli:
    """The command line, run in that folder."""
    return RunCli(place)


@pytest.fixture(scope="module")
def index(place: Path) -> Path:
    return place / "archive.db"


QUERY = "downloads/query.png"
PROMISED = {
    "check": ("check", QUERY, "--json"),
    "check with a claim": (
        *("check", QUERY, "--json"),
        *("--claimed-time", "2023-11-14", "--claimed-place", "Kidal, Mali"),
    ),
    "check without a match": ("check", "downloads/unknown.png", "--json"),
    "scan": ("scan", "downloads", "--json"),
    "lookup": ("lookup", "facebook/1", "--json"),
    "ingest": ("ingest", "list.csv", "--json"),
    "dry run": ("ingest", "list.csv", "--dry-run", "--json"),
}
TEXTS = {
    name: tuple(word for word in words if word != "--json") for name, words in PROMISED.items()
}


@pytest.mark.parametrize("name", PROMISED)
def test_json_is_one_document_that_fits_its_schema_and_stderr_is_empty(
    run: RunCli, index: Path, name: str
):
    done = run(*PROMISED[name], index=index)
    fits(done.json)
    assert done.code == 0
    assert done.err == ("3 files: 2 checked, 1 skipped, 0 failed\n" if name == "scan" else "")


@pytest.mark.parametrize("words", [("check", QUERY, "downloads"), ("scan", "downloads")])
def test_every_line_of_ndjson_is_a_document_that_fits_its_schema(
    run: RunCli, index: Path, words: tuple[str, ...]
):
    lines = run(*words, "--ndjson", index=index).lines
    assert len(lines) == (2 if words[0] == "check" else 3)
    for line in lines:
        fits(line)


def test_an_ingest_counts_as_the_contract_says(run: RunCli, index: Path):
    document = run("ingest", "list.csv", "--json", index=index).json
    assert list(document)[:6] == ["schema", "found", "added", "known", "skipped", "failed"]
    assert document["schema"] == "provenance.ingest/1"
    assert (document["found"], document["added"], document["known"]) == (3, 0, 3)
    assert document["skipped"] == document["failed"] == []


def test_a_check_names_the_earliest_known_appearance(run: RunCli, index: Path):
    document = run("check", QUERY, "--json", index=index).json
    (report,) = document["reports"]
    assert report["earliest"]["posting"]["url"] == "https://f.example/1"
    assert report["earliest"]["moment"]["latest"] == "2019-03-02T11:00:00Z"


def test_a_scan_says_of_a_file_what_a_check_says(run: RunCli, index: Path):
    (checked,) = run("check", QUERY, "--json", index=index).json["reports"]
    scanned = run("scan", "downloads", "--json", index=index).json["reports"][0]
    for report in (checked, scanned):
        del report["made_at"]
    assert checked == scanned


def test_ndjson_and_json_say_the_same(run: RunCli, index: Path):
    (document,) = run("check", QUERY, "--json", index=index).json["reports"]
    (line,) = run("check", QUERY, "--ndjson", index=index).lines
    for report in (document, line):
        del report["made_at"]
    assert {key: line[key] for key in document} == document


@pytest.mark.parametrize("order", ["oldest", "closest"])
def test_matches_come_in_the_order_that_is_asked_for(run: RunCli, index: Path, order: str):
    document = run("check", QUERY, "--json", "--sort", order, index=index).json
    matches = document["reports"][0]["matches"]
    ids = [match["sightings"][0]["posting"]["native_id"] for match in matches]
    distances = [match["distance"] for match in matches]
    assert ids == ["1", "7", "3"] if order == "oldest" else distances == sorted(distances)


def test_a_limit_cuts_the_matches_and_nothing_else(run: RunCli, index: Path):
    whole = run("check", QUERY, "--json", "--sort", "oldest", index=index).json["reports"][0]
    cut = run("check", QUERY, "--json", "--sort", "oldest", "--limit", "1", index=index).json
    (report,) = cut["reports"]
    assert report["matches"] == whole["matches"][:1]
    assert report["findings"] == whole["findings"]


@pytest.mark.parametrize(
    ("claim", "code"),
    [
        (("--claimed-time", "2023-11-14"), 20),
        (("--claimed-time", "2018-01-01"), 0),
        ((), 0),
    ],
)
def test_fail_on_contradicts_is_met_by_a_contradiction_alone(
    run: RunCli, index: Path, claim: tuple[str, ...], code: int
):
    assert run("check", QUERY, *claim, "--fail-on", "contradicts", index=index).code == code
    assert run("scan", "downloads", *claim, "--fail-on", "contradicts", index=index).code == code


def test_a_contradiction_without_fail_on_is_no_failure(run: RunCli, index: Path):
    done = run("check", QUERY, "--claimed-time", "2023-11-14", index=index)
    assert done.code == 0
    assert "contradicts" in done.out


def test_fail_on_goes_before_a_failed_file(run: RunCli, index: Path):
    words = ("--claimed-time", "2023-11-14", "--fail-on", "contradicts")
    assert run("check", "missing.jpg", QUERY, *words, index=index).code == 20


@pytest.mark.parametrize("name", TEXTS)
def test_text_for_people_holds_no_escapes_when_it_is_piped(run: RunCli, index: Path, name: str):
    done = run(*TEXTS[name], index=index, environment={"TERM": "xterm-256color"})
    assert done.code == 0
    assert done.out != ""
    assert "\x1b" not in done.out + done.err


@pytest.mark.parametrize("forced", ["FORCE_COLOR", "CLICOLOR_FORCE", "TTY_COMPATIBLE"])
def test_no_variable_brings_escapes_into_a_pipe(run: RunCli, index: Path, forced: str):
    done = run("scan", "downloads", index=index, environment={forced: "1"})
    assert "\x1b" not in done.out + done.err


@pytest.mark.parametrize("name", TEXTS)
def test_text_for_people_fits_a_terminal_of_80_columns(run: RunCli, index: Path, name: str):
    done = run(*TEXTS[name], index=index)
    wide = [line for line in (done.out + done.err).splitlines() if len(line) > 80]
    assert wide == []


def test_captions_are_shown_in_every_script(run: RunCli, index: Path):
    said = run("check", QUERY, index=index).said
    assert "à Kidal : « l’armée française »" in said
    assert "نساء أمام الجدار في كيدال" in said


@pytest.mark.parametrize("locale", ["C", "POSIX", "C.UTF-8"])
def test_the_locale_of_the_terminal_changes_nothing(run: RunCli, index: Path, locale: str):
    words = ("check", QUERY, "--json")
    plain = run(*words, index=index).json
    encoding = {"LC_ALL": locale, "LANG": locale, "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    other = run(*words, index=index, environment=encoding).json
    for document in (plain, other):
        del document["reports"][0]["made_at"]
    assert plain == other


@pytest.mark.parametrize("words", [("check", QUERY), ("scan", "downloads"), ("lookup", "x/3")])
def test_a_report_is_also_written_as_one_html_file(
    run: RunCli, index: Path, place: Path, words: tuple[str, ...]
):
    plain = run(*words, index=index)
    done = run(*words, "--html", "report.html", index=index)
    assert (done.code, done.out) == (0, plain.out)
    assert done.err.splitlines()[0] == "report written to report.html"
    page = (place / "report.html").read_text("utf-8")
    assert page.startswith("<!")
    assert not re.search(
        r"<script|https?://(?!f\.example|t\.example|x\.example)[^\s\"'<]*\.js", page
    )


def test_the_three_exports_of_the_fixtures_are_ingested(run: RunCli, tmp_path: Path):
    found = {}
    for export in ("folder", "csv/list.csv", "telegram"):
        done = run("ingest", EXPORTS / export, "--json", index=tmp_path / "a.db")
        document = fits(done.json)
        assert document["found"] == (
            document["added"]
            + document["known"]
            + len(document["skipped"])
            + len(document["failed"])
        )
        found[document["source"]] = (done.code, document["found"], document["added"])
    assert found == {"folder": (0, 2, 2), "csv": (3, 4, 3), "telegram": (3, 10, 5)}


def test_standing_in_a_project_folder_needs_no_index_option(run_cli: RunCli, tmp_path: Path):
    (tmp_path / "db").mkdir()
    (tmp_path / "pyproject.toml").touch()
    assert run_cli("index", "init").out == "db/provenance.db: ready\n"


def test_the_environment_may_name_the_index(run_cli: RunCli, tmp_path: Path):
    elsewhere = {"PROVENANCE_INDEX": str(tmp_path / "from environment.db")}
    assert run_cli("index", "init", environment=elsewhere).code == 0
    assert (tmp_path / "from environment.db").is_file()
