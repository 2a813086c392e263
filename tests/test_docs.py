"""The pages are true: the commands are as generated, every link leads somewhere."""

from __future__ import annotations

import importlib.util
import re
from functools import cache
from pathlib import Path
from types import ModuleType

import click
import pytest

from tests.command_line import RunCli

REPO = Path(__file__).parents[1]
DOCS = REPO / "docs"
PAGES = sorted([*REPO.glob("*.md"), *DOCS.rglob("*.md"), *REPO.glob("*/README.md")])

GUIDES = {
    "SOURCES": "adding-a-source.md",
    "PARSERS": "adding-a-parser.md",
    "SIGNALS": "adding-a-signal.md",
    "CHECKS": "adding-a-check.md",
    "IDENTIFIERS": "adding-an-identifier.md",
    "FORMATS": "adding-a-report-format.md",
    "ENGINES": "adding-an-engine.md",
    "COMMANDS": "adding-a-command.md",
}
"""Every registry, and the page that tells how to add to it."""


@cache
def generate_docs() -> ModuleType:
    """Load the script that writes what is derived."""
    path = REPO / "scripts" / "generate_docs.py"
    spec = importlib.util.spec_from_file_location("generate_docs", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


COMMANDS = dict(generate_docs().each_command())


def test_the_page_of_commands_is_current():
    assert (DOCS / "commands.md").read_text("utf-8") == generate_docs().commands(), (
        "run `python scripts/generate_docs.py`"
    )


def test_the_page_of_identifiers_is_current():
    assert (DOCS / "identifiers.md").read_text("utf-8") == generate_docs().identifiers(), (
        "run `python scripts/generate_docs.py`"
    )


def test_the_page_of_checks_is_current():
    assert (DOCS / "checks.md").read_text("utf-8") == generate_docs().checks(), (
        "run `python scripts/generate_docs.py`"
    )


@pytest.mark.parametrize("path", COMMANDS)
def test_the_page_of_commands_says_what_the_help_says(path: str, run_cli: RunCli):
    done = run_cli(*path.split()[1:], "--help")
    assert (done.code, done.err) == (0, "")
    assert f"## {path}\n\n```text\n{done.out.rstrip()}\n```\n" in generate_docs().commands()


def test_there_are_commands():
    assert len(COMMANDS) > 8


@pytest.mark.parametrize("path", COMMANDS)
def test_every_command_says_what_it_does_in_one_sentence(path: str):
    said = COMMANDS[path].help or ""
    assert said.splitlines()[0][-1] in ".?"


@pytest.mark.parametrize("path", COMMANDS)
def test_every_option_says_what_it_does(path: str):
    for parameter in COMMANDS[path].params:
        if isinstance(parameter, click.Option):
            assert parameter.help, parameter.name


@pytest.mark.parametrize("path", COMMANDS)
def test_the_list_of_commands_cuts_no_sentence_short(path: str):
    command = COMMANDS[path]
    assert (
        "..."
        not in command.get_help(generate_docs().context_of(path, command)).partition("Commands:")[2]
    )


@pytest.mark.parametrize("path", COMMANDS)
def test_no_line_of_a_help_is_wider_than_a_terminal(path: str):
    command = COMMANDS[path]
    lines = command.get_help(generate_docs().context_of(path, command)).splitlines()
    assert max(map(len, lines)) <= 80


@pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(REPO)))
def test_every_link_leads_somewhere(page: Path):
    text = re.sub(r"```.*?```", "", page.read_text("utf-8"), flags=re.DOTALL)
    missing = []
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        place, _, heading = target.partition("#")
        if "://" in place or place.startswith("mailto:"):
            continue
        file = page if not place else page.parent / place
        if not file.exists() or (heading and heading not in _headings(file)):
            missing.append(target)
    assert missing == []


@pytest.mark.parametrize("registry", GUIDES)
def test_every_registry_has_a_page_that_tells_how_to_add_to_it(registry: str):
    assert f"`{registry}`" in (DOCS / GUIDES[registry]).read_text("utf-8")


def test_every_guide_is_about_a_registry():
    assert {path.name for path in DOCS.glob("adding-*.md")} == set(GUIDES.values())


@pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(REPO)))
def test_every_command_in_a_page_is_one_that_there_is(page: Path):
    names = {path.split()[1] for path in COMMANDS if " " in path}
    text = page.read_text("utf-8")
    called = re.findall(r"^\$? *provenance(?: --[\w-]+ \S+)* ([a-z]\w*)", text, re.MULTILINE)
    assert set(called) <= names


def _headings(page: Path) -> set[str]:
    """Give the anchors of a page as GitHub makes them."""
    headings = re.findall(r"^#+ (.*)$", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", each.lower()).strip().replace(" ", "-") for each in headings}
