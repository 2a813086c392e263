"""What README.md and docs/tutorial.md show is what the program does and says."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path

import pytest

from provenance import errors
from provenance.cli.main import COMMANDS
from provenance.settings import Settings
from tests.command_line import SOURCE

REPO = Path(__file__).parents[1]
SHOWN_FOLDER = "/home/you/provenance"
LEFT_OUT = "…"

EXECUTED = ("README.md", "docs/tutorial.md")
OWN_PAGES = (*EXECUTED, "CONTRIBUTING.md", "CHANGELOG.md", "db/README.md", "docs/glossary.md")

_BLOCK = re.compile(
    r"^```(console|python)\n(.*?)^```$(?:\n+^```text\n(.*?)^```$)?", re.MULTILINE | re.DOTALL
)
_SHELL = f'provenance() {{ "{sys.executable}" -m provenance "$@"; }}\n'


@dataclass(frozen=True, slots=True)
class Step:
    """Something that a page says to run, and what it says comes out."""

    command: list[str]
    shown: str
    said: str


@dataclass
class Reader:
    """Somebody who does what a page says, in a copy of the project."""

    folder: Path
    exports: dict[str, str]
    code: int = 0

    def follow(self, step: Step) -> str:
        """Run a step and give all that it writes."""
        environment = os.environ | {"PYTHONPATH": str(SOURCE)} | self.exports
        done = subprocess.run(
            step.command,
            cwd=self.folder,
            env=environment | {"LAST": str(self.code)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        self.code = done.returncode
        if exported := re.fullmatch(r"\$ export (\w+)=(\S+)", step.shown):
            self.exports[exported[1]] = exported[2]
        return done.stdout.decode("utf-8")


@pytest.fixture
def reader(tmp_path: Path) -> Reader:
    """Start in a fresh copy of the project."""
    folder = tmp_path / "provenance"
    shutil.copytree(REPO / "demo", folder / "demo", ignore=shutil.ignore_patterns("out"))
    for kind in ("images", "videos"):
        shutil.copytree(REPO / "fixtures" / kind, folder / "fixtures" / kind)
    shutil.copy(REPO / "pyproject.toml", folder)
    (folder / "db").mkdir()
    return Reader(folder, {})


@pytest.mark.parametrize("page", EXECUTED)
def test_the_page_shows_what_the_program_says(page: str, reader: Reader) -> None:
    steps = list(steps_of((REPO / page).read_text("utf-8")))
    assert len(steps) > 3
    for step in steps:
        output = reader.follow(step)
        as_said = step.said.replace(SHOWN_FOLDER, str(reader.folder))
        assert says(output, as_said), f"{page}: after {step.shown}\nthe program says\n{output}"


@pytest.mark.parametrize("page", OWN_PAGES)
def test_every_link_leads_somewhere(page: str) -> None:
    links = re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", (REPO / page).read_text("utf-8"))
    paths = [link for link in links if "://" not in link]
    missing = [link for link in paths if not ((REPO / page).parent / link).exists()]
    assert missing == []


def test_the_readme_names_every_command() -> None:
    readme = (REPO / "README.md").read_text("utf-8")
    assert [name for name in COMMANDS if f"| `provenance {name}" not in readme] == []


def test_the_readme_names_every_exit_code() -> None:
    readme = (REPO / "README.md").read_text("utf-8")
    listed = {int(code) for code in re.findall(r"^\| (\d+) \|", readme, re.MULTILINE)}
    kinds = [each for each in vars(errors).values() if isinstance(each, type)]
    raised = {each.exit_code for each in kinds if issubclass(each, errors.ProvenanceError)}
    exits = {code for name, code in vars(errors).items() if name.startswith("EXIT_")}
    assert listed == {0} | raised | exits


def test_the_readme_names_every_setting() -> None:
    readme = (REPO / "README.md").read_text("utf-8")
    assert [each.name for each in fields(Settings) if f"`{each.name}`" not in readme] == []


def test_the_readmes_commands_of_make_exist() -> None:
    targets = re.findall(r"^([a-z]+):", (REPO / "Makefile").read_text("utf-8"), re.MULTILINE)
    named = re.findall(r"\bmake ([a-z]+)\b", (REPO / "README.md").read_text("utf-8"))
    assert {"demo", "test"} <= set(named) <= set(targets)


@pytest.mark.parametrize(
    ("output", "said", "holds"),
    [
        ("a b\nc\n", "a\nb c\n", True),
        ("a b\nc\n", "a\nb\n", False),
        ("a\nb\nc\n", f"a\n{LEFT_OUT}\nc\n", True),
        ("a\nb\nc\n", f"a\n{LEFT_OUT}\nb\n", False),
        ("a\nb\nc\n", f"b\n{LEFT_OUT}\n", False),
        ("a\nb\nc\n", f"{LEFT_OUT}\nb\n{LEFT_OUT}\n", True),
        ("strong 4/256\n", "strong 6/256\n", True),
    ],
)
def test_output_is_compared_but_for_line_breaks_and_what_is_left_out(
    output: str, said: str, holds: bool
) -> None:
    assert says(output, said) is holds


def steps_of(page: str) -> Iterator[Step]:
    """Find the console blocks, and the Python blocks with the text that may follow them."""
    for language, block, said in _BLOCK.findall(page):
        if language == "python":
            yield Step([sys.executable, "-c", block], block, said)
            continue
        for step in re.split(r"^(?=\$ )", block, flags=re.MULTILINE)[1:]:
            shown, _, output = step.partition("\n")
            command = f"{_SHELL}(exit $LAST)\n{shown.removeprefix('$ ')}"
            yield Step(["sh", "-c", command], shown, output)


def says(output: str, said: str) -> bool:
    """Tell whether an output is what a page says, which may leave lines out.

    Line breaks are no part of it, because paths of another length fold lines elsewhere; nor is
    the exact distance of two hashes, which another version of a decoder may change by a bit.
    """
    first, *others = (
        _compared(piece) for piece in re.split(rf"^{LEFT_OUT}\n", said, flags=re.MULTILINE)
    )
    rest = _compared(output)
    if not rest.startswith(first):
        return False
    rest = rest.removeprefix(first)
    for piece in others[:-1]:
        _, found, rest = rest.partition(piece)
        if not found:
            return False
    return rest.endswith(others[-1]) if others else rest == ""


def _compared(text: str) -> str:
    text = re.sub(r"\b\d+/256\b", "N/256", text)
    text = re.sub(r"\b\d+ bits? differs?\b", "N bits differ", text)
    return "".join(text.split())
