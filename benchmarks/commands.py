"""The commands that are measured: our own as it is installed, and pieces of Python."""

from __future__ import annotations

import sys
from pathlib import Path


def provenance(*arguments: str) -> tuple[str, ...]:
    """Give our command as pip installed it beside this Python."""
    installed = Path(sys.executable).with_name("provenance")
    ours = (str(installed),) if installed.exists() else (sys.executable, "-m", "provenance")
    return (*ours, *arguments)


def python(code: str) -> tuple[str, ...]:
    """Give the command that runs a line of Python."""
    return (sys.executable, "-c", code)
