"""A reviewer decides, and every later answer honours it and shows who said so and why."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest

from provenance.index.migrations.script import SCHEMA_VERSION
from tests.command_line import Finished, RunCli
from tests.journeys.schemas import fits
from tests.pictures import Pictures
from tests.test_schema import as_schema

LIST = """path,platform,native_id,url,posted
early.jpg,facebook,1,https://f.example/1,2019-03-02T11:00:00Z
late.jpg,telegram,7,https://t.example/7,2023-11-17T10:00:00Z
other.jpg,x,4,https://x.example/4,2011-01-01T00:00:00Z
album.jpg,x,5,https://x.example/5,
other.jpg,x,5,https://x.example/5,
"""
BY, WHY = ("--by", "Awa D."), ("--why", "one crack")


@pytest.fixture
def index(run_cli: RunCli, tmp_path: Path, index_path: Path) -> Path:
    """An index of two copies of one picture and two others; a third copy lies beside it."""
    pictures = Pictures(tmp_path)
    for name, seed, quality in (("early", 0, 60), ("late", 0, 90), ("other", 1, 90)):
        pictures.save(f"{name}.jpg", seed, quality=quality)
    pictures.save("album.jpg", 2)
    pictures.save("query.png", 0)
    pictures.write("list.csv", LIST.encode())
    assert run_cli("ingest", "list.csv", index=index_path).code == 0
    return index_path


def decided(run_cli: RunCli, index: Path, *words: str, options: tuple[str, ...] = ()) -> Finished:
    done = run_cli("decide", *words, *BY, *WHY, *options, index=index)
    assert (done.code, done.err) == (0, "")
    return done


def checked(run_cli: RunCli, index: Path, *options: str) -> dict:
    (report,) = fits(run_cli("check", "query.png", "--json", *options, index=index).json)["reports"]
    return report


def urls(matches: list[dict]) -> list[str]:
    return [each["posting"]["url"] for match in matches for each in match["sightings"]]


def test_what_is_different_dates_nothing_any_more_and_is_shown(run_cli: RunCli, index: Path):
    claim = ("--claimed-time", "2021-05-01", "--fail-on", "contradicts")
    assert run_cli("check", "query.png", *claim, index=index).code == 20
    decided(run_cli, index, "query.png", "facebook/1", "different")
    done = run_cli("check", "query.png", *claim, index=index)
    assert done.code == 0
    assert "earliest known appearance 2023-11-17" in done.said
    assert "1 match set aside by decision" in done.said
    assert re.search(
        r'decided different by Awa D\. on \d{4}-\d\d-\d\d \d\d:\d\d UTC: "one crack"',
        done.said,
    )
    report = checked(run_cli, index)
    assert urls(report["matches"]) == ["https://t.example/7"]
    assert urls(report["set_aside"]) == ["https://f.example/1"]
    assert report["earliest"]["posting"]["url"] == "https://t.example/7"
    said = report["set_aside"][0]["decision"]
    assert (said["verdict"], said["by"], said["why"]) == ("different", BY[1], WHY[1])


def test_what_is_the_same_is_found_though_the_pictures_are_unlike(run_cli: RunCli, index: Path):
    assert "https://x.example/4" not in urls(checked(run_cli, index)["matches"])
    decided(run_cli, index, "query.png", "x/4", "same")
    report = checked(run_cli, index)
    assert report["earliest"]["posting"]["url"] == "https://x.example/4"
    (match,) = (each for each in report["matches"] if each["decision"])
    assert (match["strength"], match["method"], match["relation"]) == (
        "strong",
        "decision",
        "unknown",
    )
    text = run_cli("check", "query.png", index=index).said
    assert "strong, decided" in text
    assert "decided the same by Awa D. on 20" in text


def test_a_later_decision_outweighs_and_a_lookup_tells_them_all(run_cli: RunCli, index: Path):
    decided(run_cli, index, "facebook/1", "telegram/7", "different")
    again = decided(run_cli, index, "telegram/7", "facebook/1", "same", options=("--json",))
    document = fits(again.json)
    assert document["in_force"] is True
    assert [each["verdict"] for each in document["history"]] == ["different", "same"]
    found = fits(run_cli("lookup", "facebook/1", "--json", index=index).json)
    assert urls(found["matches"]) == ["https://f.example/1", "https://t.example/7"]
    assert [each["verdict"] for each in found["decisions"]] == ["different", "same"]
    text = run_cli("lookup", "facebook/1", index=index).said
    assert "(outweighed by a later decision)" in text


def test_a_decision_is_said_in_two_lines(run_cli: RunCli, index: Path, tmp_path: Path):
    first, second = decided(run_cli, index, "query.png", "x/4", "same").out.splitlines()
    own = sha256((tmp_path / "query.png").read_bytes()).hexdigest()
    assert first.startswith(f"query.png ({own[:16]}) and x/4 (")
    assert second.startswith("  decided the same by Awa D. on ")


def test_every_way_to_show_it_shows_it(run_cli: RunCli, index: Path, tmp_path: Path):
    decided(run_cli, index, "query.png", "facebook/1", "different")
    for words in (("check", "query.png"), ("scan", ".")):
        for option in ((), ("--json",), ("--ndjson",), ("--html", "report.html")):
            done = run_cli(*words, *option, index=index)
            page = (tmp_path / "report.html").read_text("utf-8") if "--html" in option else ""
            assert "Awa D." in done.out + page
            assert "one crack" in " ".join((page or done.out).split())


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("query.png", "nothing"), 1, "names neither a file nor a picture of this index; give a"),
        (("missing.png", "x/4"), 1, "'missing.png' names neither a file nor a picture"),
        (("query.png", "deadbeef"), 1, "its first 8 digits"),
        (("query.png", "x/5"), 2, "names 2 pictures of this index; give the SHA-256 of one"),
        (("query.png", "./query.png"), 2, "are the same bytes"),
        (("facebook/1", "https://f.example/1"), 2, "there is nothing to decide"),
    ],
)
def test_words_that_name_no_pair_are_answered_with_what_to_give(
    run_cli: RunCli, index: Path, words: tuple[str, str], code: int, says: str
):
    done = run_cli("decide", *words, "same", *BY, *WHY, index=index)
    assert (done.code, done.out) == (code, "")
    assert says in " ".join(done.err.split())


def test_what_a_decision_says_steers_no_terminal(run_cli: RunCli, index: Path):
    steering = b"\x1b]0;owned\x07\r\nline \xe2\x80\xae caf\xe9"
    words = ("decide", "query.png", "facebook/1", "different", b"--by=" + steering)
    for option in ((), ("--json",)):
        done = run_cli(*words, b"--why=" + steering, *option, index=index)
        assert done.code == 0
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", done.out + done.err)
    shown = run_cli("check", "query.png", index=index)
    assert r"\x1b]0;owned\x07" in shown.out
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", shown.out)


def test_an_index_of_schema_1_is_brought_up_and_remembers(run_cli: RunCli, index: Path):
    as_schema(index, 1)
    before = run_cli("check", "query.png", "--json", index=index).json["reports"][0]["matches"]
    assert len(before) == 2
    decided(run_cli, index, "query.png", "facebook/1", "different")
    assert urls(checked(run_cli, index)["set_aside"]) == ["https://f.example/1"]
    with closing(sqlite3.connect(index)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)
    assert run_cli("index", "verify", index=index).code == 0


def test_a_backup_keeps_what_was_decided(run_cli: RunCli, index: Path, tmp_path: Path):
    decided(run_cli, index, "query.png", "facebook/1", "different")
    assert run_cli("index", "backup", "backup.db", index=index).code == 0
    assert len(checked(run_cli, tmp_path / "backup.db")["set_aside"]) == 1


def test_reviewers_who_decide_at_once_are_all_heard(run_cli: RunCli, index: Path):
    names = [f"reviewer {number}" for number in range(4)]
    words = ("decide", "query.png", "facebook/1", "same")
    running = [run_cli.start(*words, "--by", name, *WHY, index=index) for name in names]
    for each in running:
        each.communicate()
    assert [each.returncode for each in running] == [0] * len(names)
    found = run_cli("lookup", "facebook/1", "--json", index=index).json
    assert sorted(each["by"] for each in found["decisions"]) == names
