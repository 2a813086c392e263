"""One frozen Settings: option over environment over file over default.

Nothing else in the program reads the environment. An unknown key is an error that names the
nearest known one: a limit that was misspelt is a limit that is off.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path

from provenance.errors import UsageError

PREFIX = "PROVENANCE_"
FILE_NAME = "provenance.toml"


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that can be set, with its default and its unit in the name.

    `index` is the path of the index (empty: see `default_index`), `workers` the number of decoding
    processes (0: one for each core). Distances are bits, `min_quality` is PDQ's 0-100.
    `neural_weights` is the path of SSCD's weights as ONNX (empty: those of an installed package).
    """

    index: str = ""
    workers: int = 0
    max_file_bytes: int = 200 * 1024 * 1024
    max_frame_pixels: int = 110_000_000
    max_file_pixels: int = 500_000_000
    max_frames: int = 12
    max_cpu_s: int = 30
    max_memory_bytes: int = 2 * 1024 * 1024 * 1024
    lock_wait_s: int = 20
    pdq_strong: int = 48
    pdq_possible: int = 48
    phash_possible: int = 8
    min_quality: int = 50
    neural_weights: str = ""


def load(
    options: Mapping[str, object] | None = None,
    environment: Mapping[str, str] | None = None,
    file: Path | None = None,
) -> Settings:
    """Put the settings together.

    `file` names a settings file that must exist; without it `provenance.toml` of the user's
    configuration folder is read if it is there. A file in the current folder is never read: it may
    be a folder of somebody else's downloads. Raises `UsageError` for an unknown key, a value of
    the wrong kind, or a file that cannot be read.
    """
    environment = os.environ if environment is None else environment
    settings = _with(Settings(), _from_file(file, environment), "the settings file")
    settings = _with(settings, _from_environment(environment), "the environment")
    given = {key: value for key, value in (options or {}).items() if value is not None}
    return _with(settings, given, "the command line")


def default_index() -> Path:
    """Give the index of the project folder that we stand in, else the user's own."""
    here = Path("db")
    if here.is_dir() and Path("pyproject.toml").is_file():
        return here / "provenance.db"
    from platformdirs import user_data_path

    return user_data_path("provenance", appauthor=False) / "provenance.db"


def config_file(environment: Mapping[str, str]) -> Path:
    """Give the place of the user's settings file."""
    base = environment.get("XDG_CONFIG_HOME") or str(Path.home() / ".config")
    return Path(base) / "provenance" / FILE_NAME


def _from_file(file: Path | None, environment: Mapping[str, str]) -> Mapping[str, object]:
    path = file or config_file(environment)
    if file is None and not path.is_file():
        return {}
    import tomllib

    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise UsageError(f"{path}: cannot be read ({error.strerror}); check --config") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: is not valid TOML ({error}); correct that line") from error


def _from_environment(environment: Mapping[str, str]) -> Mapping[str, object]:
    found: dict[str, object] = {}
    for name, text in environment.items():
        if name.startswith(PREFIX) and text:
            key = name.removeprefix(PREFIX).lower()
            kind = _kinds().get(key, str)
            try:
                found[key] = kind(text)
            except ValueError as error:
                raise UsageError(f"{name}={text!r} is not a whole number") from error
    return found


def _with(settings: Settings, values: Mapping[str, object], where: str) -> Settings:
    kinds = _kinds()
    for key, value in values.items():
        if key not in kinds:
            from difflib import get_close_matches

            near = get_close_matches(key, kinds, n=1)
            hint = f"; did you mean {near[0]!r}?" if near else f"; known are {', '.join(kinds)}"
            raise UsageError(f"{where} sets {key!r}, which is no setting{hint}")
        if type(value) is not kinds[key]:
            what = "a whole number" if kinds[key] is int else "text"
            raise UsageError(f"{where} sets {key} = {value!r}, which must be {what}")
        if isinstance(value, int) and value < 0:
            raise UsageError(f"{where} sets {key} = {value}, which cannot be negative")
    return replace(settings, **values)  # type: ignore[arg-type]


def _kinds() -> dict[str, type]:
    return {each.name: type(each.default) for each in fields(Settings)}
