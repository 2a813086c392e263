"""Sets up the peers that cannot share our environment, in a throw-away one of their own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

_NEEDED = ("immaculate==0.3.0", "imgdd==0.1.5")
_OLDEST, _NEWEST = 12, 14
_FINDS_ITSELF = f"import sys; assert sys.version_info >= (3, {_OLDEST}); print(sys.executable)"


class NoPeers(Exception):
    """The peers cannot be run here; the text says why."""


def environment(cache: Path) -> Path:
    """Give the `bin` of a virtual environment that holds the peers; makes it where it is not."""
    folder = cache / "peers"
    if not (folder / "complete").exists():
        interpreter = _interpreter()
        shutil.rmtree(folder, ignore_errors=True)
        _run(interpreter, "-m", "venv", str(folder))
        _run(str(folder / "bin" / "python"), "-m", "pip", "install", "--quiet", *_NEEDED)
        (folder / "complete").touch()
    return folder / "bin"


def names() -> str:
    """Name the peers with their versions."""
    return ", ".join(_NEEDED).replace("==", " ")


def _interpreter() -> str:
    for candidate in _candidates():
        asked = subprocess.run(
            (candidate, "-c", _FINDS_ITSELF), capture_output=True, text=True, check=False
        )
        if asked.returncode == 0:
            return asked.stdout.strip()
    raise NoPeers(f"needs Python 3.{_OLDEST}")


def _candidates() -> Iterator[str]:
    """Give interpreters that may be new enough: our own, those on the PATH, those of pyenv."""
    yield sys.executable
    for minor in range(_OLDEST, _NEWEST + 1):
        if found := shutil.which(f"python3.{minor}"):
            yield found
    pyenv = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv")
    for found_by_pyenv in sorted(pyenv.glob("versions/3.1*/bin/python3.1?")):
        yield str(found_by_pyenv)


def _run(*command: str) -> None:
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    if ended.returncode:
        raise NoPeers(f"{command[-1]} could not be installed ({ended.stderr.strip()[-200:]})")
