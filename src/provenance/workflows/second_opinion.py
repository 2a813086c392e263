"""Asks ExifTool too: by what it wrote earlier, or by running it on one file, when told to."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import tempfile
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import IO

from provenance.errors import InputError, RefusedMedia, UnreadableMedia
from provenance.media.limits import Limits
from provenance.metadata.second_opinion import THEIRS, second_opinion
from provenance.model.metadata import Told
from provenance.settings import Settings
from provenance.workflows import exiftool_json
from provenance.workflows.examine import limits_of

PROGRAM = "exiftool"
VERSION = "ExifTool:ExifToolVersion"

_OPTIONS = ("-j", "-G1", "-n", "-charset", "filename=UTF8")
_MOST_OUTPUT = 16 * 1024 * 1024
_WALL_S = 60


def with_json(told: Told, path: str | Path) -> Told:
    """Lay what `exiftool -j -G` wrote beside what we read; raises `InputError` in its kinds."""
    return _compared(told, exiftool_json.read(path, told.path), Path(path).name)


def with_program(told: Told, path: str | Path, settings: Settings) -> Told:
    """Run the ExifTool of this machine on the file, and on no other; raises `InputError`.

    It reads no configuration, gets no terminal and few of our environment, and lives under limits
    of time, memory and output; but it is not confined as our own readers are.
    """
    program = shutil.which(PROGRAM)
    if program is None:
        raise InputError(
            "exiftool is not on the PATH; install it (libimage-exiftool-perl, or exiftool.org), "
            "or give what it wrote elsewhere with --exiftool FILE.json"
        )
    raw = _run(program, Path(path).absolute(), limits_of(settings))
    return _compared(told, exiftool_json.of_json(raw, told.path, "exiftool"), "")


def _compared(told: Told, named: exiftool_json.Named, where: str) -> Told:
    version = dict(named).get(VERSION, "")
    by = f"{THEIRS} {version}".strip() + (f", {where}" if where else "")
    return replace(told, second=second_opinion(told.metadata, named, by))


def _run(program: str, path: Path, limits: Limits) -> bytes:
    """Give what ExifTool writes of one file."""
    # `-config` has to come first; with no name, ExifTool loads no code from a file of the user's.
    # An absolute path is never taken for an option.
    command = [program, "-config", "", *_OPTIONS, os.fspath(path)]
    with tempfile.TemporaryFile() as output:
        with subprocess.Popen(  # noqa: S603 - the program that the user asked for
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.DEVNULL,
            env=_environment(),
        ) as process:
            _restrain(process.pid, limits)
            _await(process)
        return _written(output, process.returncode)


def _await(process: subprocess.Popen[bytes]) -> None:
    try:
        process.wait(_WALL_S)
    except subprocess.TimeoutExpired as error:
        raise RefusedMedia(f"exiftool took more than {_WALL_S} s, so it was stopped") from error
    finally:
        process.kill()


def _written(output: IO[bytes], code: int) -> bytes:
    output.seek(0)
    raw = output.read(_MOST_OUTPUT)
    if code < 0 or not raw:
        raise UnreadableMedia(
            f"exiftool ended with {code} and said nothing that can be used; "
            "run it by hand to see why"
        )
    return raw


def _environment() -> dict[str, str]:
    """Give what a program needs to start; PERL5LIB and PERL5OPT could load code of anyone's."""
    kept = ("PATH", "HOME", "TMPDIR", "SYSTEMROOT")
    return {"LC_ALL": "C.UTF-8"} | {name: os.environ[name] for name in kept if name in os.environ}


def _restrain(process: int, limits: Limits) -> None:
    """Limit a process that runs already; where the system cannot, there is still the clock."""
    for kind, most in (
        (resource.RLIMIT_AS, limits.memory_bytes),
        (resource.RLIMIT_CPU, limits.cpu_s),
        (resource.RLIMIT_FSIZE, _MOST_OUTPUT),
    ):
        with suppress(OSError, ValueError, AttributeError):
            resource.prlimit(process, kind, (most, most))
