"""Runs the command line as a user does: as a program, judged by what it prints and returns."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import provenance

SOURCE = Path(provenance.__file__).parents[1]
PROGRAM = [sys.executable, "-m", "provenance"]

Argument = str | bytes | Path


@dataclass(frozen=True, slots=True)
class Finished:
    """What a command left behind; the texts are decoded as UTF-8, strictly."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> dict:
        """Read stdout as one JSON document."""
        return json.loads(self.out)

    @property
    def lines(self) -> list[dict]:
        """Read stdout as one JSON document a line."""
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def said(self) -> str:
        """Give everything that was written, with the line ends of folding taken out."""
        return " ".join((self.out + self.err).split())


@dataclass(frozen=True, slots=True)
class RunCli:
    """Call it with the arguments of a command; `index` goes before the command."""

    folder: Path

    def __call__(
        self,
        *arguments: Argument,
        index: Path | None = None,
        environment: Mapping[str, str] | None = None,
        **options: object,
    ) -> Finished:
        """Run to the end and hold what goes for every command: it never shows a traceback."""
        done = subprocess.run(
            command(*arguments, index=index),
            env=environment_with(environment),
            cwd=self.folder,
            capture_output=True,
            stdin=subprocess.DEVNULL,
            timeout=120,
            check=False,
            **options,
        )
        finished = Finished(done.returncode, done.stdout.decode(), done.stderr.decode())
        assert "Traceback" not in finished.out + finished.err, finished.err
        return finished

    def start(
        self,
        *arguments: Argument,
        index: Path | None = None,
        environment: Mapping[str, str] | None = None,
        **options: object,
    ) -> subprocess.Popen[bytes]:
        """Start a command and do not wait for it."""
        return subprocess.Popen(
            command(*arguments, index=index),
            env=environment_with(environment),
            cwd=self.folder,
            stdout=options.pop("stdout", subprocess.PIPE),
            stderr=options.pop("stderr", subprocess.PIPE),
            stdin=subprocess.DEVNULL,
            **options,
        )


def command(*arguments: Argument, index: Path | None = None) -> list[Argument]:
    """Give the words that start the program."""
    return [*PROGRAM, *(("--index", index) if index else ()), *arguments]


def environment_with(more: Mapping[str, str] | None = None) -> dict[str, str]:
    """Give the environment of a command: the test's own, on a terminal of 80 columns."""
    return os.environ | {"PYTHONPATH": str(SOURCE), "COLUMNS": "80"} | dict(more or {})
