"""Runs the benchmarks, prints their tables, and with --write puts them into docs/benchmarks.md."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from importlib import import_module

import machine
from options import REPOSITORY, Options, parse

NAMES = (
    "lookup",
    "ingest",
    "check",
    "video",
    "keypoints",
    "postings",
    "streaming",
    "metadata",
    "startup",
)
"""In the order of the document; each is a module with a `run`."""

DOCUMENT = REPOSITORY / "docs" / "benchmarks.md"


def main() -> None:
    """Run what the command line asks for."""
    options = parse(NAMES)
    options.cache.mkdir(parents=True, exist_ok=True)
    missed = 0
    for name in options.names:
        tables = import_module(name).run(options)
        body = "\n\n".join(map(str, tables))
        print(f"## {name}\n\n{body}\n", flush=True)
        missed += sum(not bar.met for table in tables for bar in table.bars)
        if options.write:
            _write(name, f"{_made(name, options)}\n\n{body}")
    print(f"bars missed: {missed}")


def _made(name: str, options: Options) -> str:
    """Say when, where and by what command a section was measured."""
    today = datetime.now(UTC).date().isoformat()
    command = f"python benchmarks/run.py {name} {options.said()}"
    return f"Measured on {today} with `{command}`.\n\n{machine.described()}"


def _write(name: str, body: str) -> None:
    """Replace one section of the document and leave the others as they are."""
    opening, *parts = re.split(r"^## ", DOCUMENT.read_text(encoding="utf-8"), flags=re.MULTILINE)
    sections = dict(part.split("\n", 1) for part in parts) | {name: body}
    ordered = (f"## {each}\n\n{sections[each].strip()}" for each in NAMES if each in sections)
    DOCUMENT.write_text("\n\n".join([opening.strip(), *ordered]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
