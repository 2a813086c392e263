"""The demo tells its story from anywhere, and fails where the program tells another."""

from __future__ import annotations

import csv
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat

REPO = Path(__file__).parents[1]
PICTURES = REPO / "fixtures" / "images"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of what the demo needs, so that nothing is written in the project itself."""
    return copied(tmp_path)


@dataclass(frozen=True, slots=True)
class Told:
    """What came of running the demo twice in one copy of the project."""

    project: Path
    before: set[Path]
    first: subprocess.CompletedProcess[str]
    second: subprocess.CompletedProcess[str]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    """The demo, run twice."""
    project = copied(tmp_path_factory.mktemp("story"))
    return Told(project, set(project.rglob("*")), run(project), run(project))


def copied(folder: Path) -> Path:
    place = folder / "a copy"
    shutil.copytree(REPO / "demo", place / "demo", ignore=shutil.ignore_patterns("out"))
    shutil.copytree(PICTURES, place / "fixtures" / "images")
    return place


def run(project: Path, script: str = "run.py", *words: str) -> subprocess.CompletedProcess[str]:
    """Run a script of the demo while standing elsewhere."""
    return subprocess.run(
        [sys.executable, str(project / "demo" / script), *words],
        cwd=project.parent,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_the_demo_tells_its_story_to_the_end(told: Told) -> None:
    assert (told.first.returncode, told.first.stderr) == (0, "")
    report = told.project / "demo" / "out" / "report.html"
    assert told.first.stdout.splitlines()[-1] == str(report)
    assert "claimed-kidal.jpg" in report.read_text("utf-8")


def test_the_demo_can_be_run_again(told: Told) -> None:
    assert (told.second.returncode, told.second.stdout) == (0, told.first.stdout)


def test_the_demo_says_first_that_its_pictures_are_stand_ins(told: Told) -> None:
    assert told.first.stdout.startswith("THE PICTURES HERE ARE STAND-INS.")


def test_the_demo_prints_the_commands_that_it_runs(told: Told) -> None:
    commands = [line for line in told.first.stdout.splitlines() if line.startswith("$ ")]
    assert commands[:2] == [
        f"$ cd {shlex.quote(str(told.project))}",
        "$ export PROVENANCE_INDEX=demo/out/index.db",
    ]
    assert len(commands) > 10
    assert all(command.startswith("$ provenance ") for command in commands[2:])


def test_the_demo_writes_nothing_outside_its_own_folder(told: Told) -> None:
    out = told.project / "demo" / "out"
    after = {path for path in told.project.rglob("*") if not path.is_relative_to(out)}
    assert after == told.before


def test_the_demo_fails_where_the_album_came_later(project: Path) -> None:
    album = project / "demo" / "prior" / "facebook-album.csv"
    album.write_text(album.read_text("utf-8").replace("2019-08-11T", "2023-11-18T"), "utf-8")
    done = run(project)
    assert done.returncode == 1
    assert done.stderr.startswith("demo: the story says that ")


def test_the_demo_fails_where_the_unknown_picture_is_known(project: Path) -> None:
    unknown = project / "demo" / "downloads" / "not-in-the-index.jpg"
    shutil.copy(unknown, project / "demo" / "prior" / "newsroom" / "stained-glass.jpg")
    done = run(project)
    assert done.returncode == 1
    assert "the last file has no match" in done.stderr


def test_the_pictures_can_be_made_again(project: Path, tmp_path: Path) -> None:
    made = tmp_path / "made"
    assert run(project, "make_case.py", str(made)).returncode == 0
    names = [path.relative_to(made) for path in made.rglob("*") if path.is_file()]
    assert len(names) == 16
    for name in names:
        assert looks_the_same(made / name, REPO / name), name
        assert exif_of(made / name) == exif_of(REPO / name), name


def test_every_picture_has_its_origin_and_licence_stated() -> None:
    with (PICTURES / "SOURCES.csv").open(encoding="utf-8", newline="") as text:
        rows = list(csv.DictReader(text))
    listed = [row["file"] for row in rows]
    held = [path.name for path in PICTURES.iterdir() if path.suffix in {".jpg", ".png"}]
    assert sorted(listed) == sorted(held)
    assert all(row["licence"] and row["changes"] and row["shows"] for row in rows)


def test_the_pictures_are_small() -> None:
    sizes = [path.stat().st_size for path in PICTURES.iterdir()]
    assert max(sizes) <= 150_000
    assert sum(sizes) < 1_200_000


def looks_the_same(one: Path, other: Path) -> bool:
    """Compare pixels; another Pillow may round a few of them otherwise."""
    with Image.open(one) as left, Image.open(other) as right:
        if left.size != right.size:
            return False
        difference = ImageStat.Stat(ImageChops.difference(left.convert("L"), right.convert("L")))
        return bool(difference.mean[0] < 1)


def exif_of(path: Path) -> bytes:
    with Image.open(path) as picture:
        return picture.getexif().tobytes()
