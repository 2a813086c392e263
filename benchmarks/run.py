"""Runs the benchmarks, prints their tables, and with --write puts them into docs/benchmarks.md."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path

import machine
from options import REPOSITORY, Options, parse

NAMES = ("lookup", "ingest", "check", "startup")
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
    command = f"python benchmarks/run.py {name} --rounds {options.rounds}"
    return f"Measured on {today} with `{command}`.\n\n{machine.described()}"


def _write(name: str, body: str, document: Path = DOCUMENT) -> None:
    """Replace one section of the document and leave the others as they are."""
    before = document.read_text(encoding="utf-8")
    section = f"## {name}\n\n{body}\n"
    pattern = re.compile(rf"^## {name}\n.*?(?=^## |\Z)", re.MULTILINE | re.DOTALL)
    after, count = pattern.subn(lambda _: section + "\n", before)
    text = after if count else f"{before.rstrip()}\n\n{section}"
    document.write_text(text.rstrip() + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
