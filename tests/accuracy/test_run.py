"""A whole small run, and the page that it writes."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from accuracy.attacks import ATTACKS
from accuracy.details import COLUMNS
from accuracy.goals import CROPS, GROUPS
from accuracy.run import main
from accuracy.tables import Bar, table

from tests.pictures import a_picture

REPO = Path(__file__).parents[2]
PAGE = (REPO / "docs" / "accuracy.md").read_text("utf-8")
SOURCES = "file,licence,kind\n" + "".join(
    f"burst/{number}.png,free,hard negative: burst\n" for number in range(4)
)


@dataclass(frozen=True, slots=True)
class Ran:
    """What came of a run."""

    code: int
    page: str
    rows: list[dict[str, str]]
    kept: list[str]


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Ran:
    folder = tmp_path_factory.mktemp("run")
    photos, page, rows, kept = (folder / name for name in ("photos", "page.md", "rows.csv", "kept"))
    for seed, (group, count) in enumerate({"burst": 4, "plain": 14}.items()):
        (photos / group).mkdir(parents=True)
        for number in range(count):
            a_picture(100 * seed + number).save(photos / group / f"{number}.png")
    (photos / "SOURCES.csv").write_text(SOURCES, "utf-8")
    attacks = "tg1280,mirror,collage4,crop10"
    given = ["--photos", photos, "--attacks", attacks, "--originals", 3, "--held-out", 0.4]
    code = main([*map(str, given), "--out", str(page), "--details", str(rows), "--keep", str(kept)])
    with rows.open(encoding="utf-8", newline="") as stream:
        details = list(csv.DictReader(stream))
    files = [each.relative_to(kept).as_posix() for each in kept.rglob("*") if each.is_file()]
    return Ran(code, page.read_text("utf-8"), details, files)


def cells(page: str, title: str) -> dict[str, list[str]]:
    """Read a table of a section, by its first column."""
    _, _, rest = page.partition(f"\n## {title}\n")
    lines = re.findall(r"^\| (.*) \|$", rest.partition("\n## ")[0], re.MULTILINE)
    rows = [[cell.strip() for cell in line.split("|")] for line in lines]
    return {row[0]: row[1:] for row in rows[2:]}


def test_a_run_ends_well(ran: Ran):
    assert ran.code == 0


def test_a_copy_as_platforms_make_it_is_found(ran: Ran):
    assert cells(ran.page, "Recall by attack")["tg1280"][:4] == ["3", "100.0", "99", "met"]


def test_the_turn_of_a_mirrored_picture_is_told(ran: Ran):
    matched, _, turned, *_ = cells(ran.page, "Where the match lies")["mirror"]
    assert (matched, turned) == ("3", "3")


def test_recall_is_shown_for_the_attacks_that_ran(ran: Ran):
    assert [*cells(ran.page, "Recall by attack")] == ["tg1280", "mirror", "collage4", "crop10"]


def test_unseen_pictures_match_nothing(ran: Ran):
    checks, pairs, strong, *_ = cells(ran.page, "Wrong matches")["unseen, as they are"]
    assert (checks, int(pairs.replace(",", "")) > 60, strong) == ("7", True, "0")


def test_frames_of_a_scene_are_counted_apart(ran: Ran):
    assert cells(ran.page, "Same scene, same template, near-alike")["photos/burst"][0] != ""


def test_memes_are_made_of_photographs_where_there_are_no_templates(ran: Ran):
    assert [*cells(ran.page, "Two memes on one template")] == ["3"]


def test_the_page_says_how_it_was_made(ran: Ran):
    assert "--attacks tg1280,mirror,collage4,crop10 --originals 3" in ran.page


def test_there_is_a_row_of_details_for_each_check(ran: Ran):
    assert {tuple(row) for row in ran.rows} == {COLUMNS}
    assert len(ran.rows) == 4 * 3 + 7 + 7 + 4


def test_the_edited_pictures_are_kept_where_that_was_asked_for(ran: Ran):
    assert sum(name.startswith("indexed/") for name in ran.kept) == 12


def test_too_few_pictures_end_a_run_with_what_to_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    assert main(["--photos", str(tmp_path), "--no-out"]) == 1
    assert "--photos" in capsys.readouterr().err


# The page in the repository


def test_the_page_has_every_attack():
    assert [*cells(PAGE, "Recall by attack")] == [each.name for each in ATTACKS]


def test_the_page_has_every_group():
    assert {*cells(PAGE, "Recall by group")} == {*GROUPS, *CROPS, "all"}


@pytest.mark.parametrize("said", ["Measured on 20", "`python -m accuracy.run ", "- Versions: "])
def test_the_page_says_when_by_what_and_on_what_it_was_measured(said: str):
    assert said in PAGE


# Tables


def test_figures_end_together_and_words_begin_together():
    lines = table(("what", "n"), [("pier", "10"), ("a boat", "9")]).splitlines()
    assert lines == ["| what   |   n |", "| ------ | --: |", "| pier   |  10 |", "| a boat |   9 |"]


@pytest.mark.parametrize(
    ("bar", "met"),
    [
        (Bar("recall", 98, 98), True),
        (Bar("recall", 97.9, 98), False),
        (Bar("wrong", 0, 0, at_least=False), True),
        (Bar("wrong", 1, 0, at_least=False), False),
    ],
)
def test_a_goal_is_met_or_missed(bar: Bar, met: bool):
    assert (bar.met, str(bar).endswith(", met")) == (met, met)
