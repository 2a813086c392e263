"""The demo tells its story from anywhere, and fails where the program tells another."""

from __future__ import annotations

import csv
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat

REPO = Path(__file__).parents[1]
PICTURES = REPO / "fixtures" / "images"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of what the demo needs, so that nothing is written in the project itself."""
    place = tmp_path / "a copy"
    shutil.copytree(REPO / "demo", place / "demo", ignore=shutil.ignore_patterns("out"))
    shutil.copytree(PICTURES, place / "fixtures" / "images")
    return place


def run(project: Path, script: str = "run.py", *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(project / "demo" / script), *words],
        cwd=project.parent,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_the_demo_runs_from_another_folder_and_again(project: Path) -> None:
    first = run(project)
    assert (first.returncode, first.stderr) == (0, "")
    assert first.stdout.splitlines()[-1] == str(project / "demo" / "out" / "report.html")
    assert run(project).stdout == first.stdout


def test_the_demo_says_first_that_its_pictures_are_stand_ins(project: Path) -> None:
    assert run(project).stdout.startswith("THE PICTURES HERE ARE STAND-INS.")


def test_the_demo_prints_the_commands_that_it_runs(project: Path) -> None:
    told = [line for line in run(project).stdout.splitlines() if line.startswith("$ ")]
    assert told[:2] == [f"$ cd '{project}'", "$ export PROVENANCE_INDEX=demo/out/index.db"]
    assert all(line.startswith("$ provenance ") for line in told[2:])


def test_the_demo_writes_nothing_outside_its_own_folder(project: Path) -> None:
    before = {path for path in project.rglob("*") if "out" not in path.parts}
    run(project)
    out = project / "demo" / "out"
    after = {path for path in project.rglob("*") if path != out and out not in path.parents}
    assert after == before


def test_the_demo_fails_where_the_album_came_later(project: Path) -> None:
    album = project / "demo" / "prior" / "facebook-album.csv"
    album.write_text(album.read_text("utf-8").replace("2019-08-11T", "2023-11-18T"), "utf-8")
    done = run(project)
    assert done.returncode == 1
    assert done.stderr.startswith("demo: the story says that ")


def test_the_demo_fails_where_the_unknown_picture_is_known(project: Path) -> None:
    known = project / "demo" / "downloads" / "not-in-the-index.jpg"
    shutil.copy(known, project / "demo" / "prior" / "newsroom")
    assert run(project).returncode == 1


def test_the_pictures_can_be_made_again(project: Path, tmp_path: Path) -> None:
    made = tmp_path / "made"
    assert run(project, "make_case.py", str(made)).returncode == 0
    names = [path.relative_to(made) for path in made.rglob("*") if path.is_file()]
    assert len(names) == 15
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
