"""Settings: option over environment over file over default, and nothing misspelt is ignored."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from provenance.errors import UsageError
from provenance.settings import FILE_NAME, Settings, config_file, default_index, load

NUMBERS = [each.name for each in dataclasses.fields(Settings) if isinstance(each.default, int)]


def written(path: Path, text: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def own_file(text: str | bytes) -> Path:
    """Write the user's settings file."""
    return written(config_file(os.environ), text)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder in which the process stands."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


# Precedence


def test_without_any_statement_the_defaults_hold() -> None:
    assert load(environment={}) == Settings()


def test_the_file_outweighs_a_default(tmp_path: Path) -> None:
    file = written(tmp_path / "s.toml", "workers = 3")
    assert load(environment={}, file=file).workers == 3


def test_the_environment_outweighs_the_file(tmp_path: Path) -> None:
    file = written(tmp_path / "s.toml", "workers = 3\nmax_frames = 7")
    found = load(environment={"PROVENANCE_WORKERS": "4"}, file=file)
    assert (found.workers, found.max_frames) == (4, 7)


def test_an_option_outweighs_the_environment_and_the_file(tmp_path: Path) -> None:
    file = written(tmp_path / "s.toml", "workers = 3")
    found = load({"workers": 5}, environment={"PROVENANCE_WORKERS": "4"}, file=file)
    assert found.workers == 5


def test_an_option_that_was_not_given_outweighs_nothing() -> None:
    assert load({"index": None}, {"PROVENANCE_INDEX": "a.db"}).index == "a.db"


def test_an_option_of_zero_was_given() -> None:
    assert load({"pdq_possible": 0}, {"PROVENANCE_PDQ_POSSIBLE": "40"}).pdq_possible == 0


def test_an_empty_variable_states_nothing() -> None:
    assert load(environment={"PROVENANCE_WORKERS": ""}) == Settings()


def test_variables_of_other_programs_are_passed_over() -> None:
    assert load(environment={"WORKERS": "x", "MY_PROVENANCE_WORKERS": "x"}) == Settings()


def test_without_an_environment_the_real_one_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PROVENANCE_MAX_FRAMES", "2")
    assert load().max_frames == 2


@pytest.mark.parametrize("name", NUMBERS)
def test_every_number_can_be_set_from_the_environment(name: str) -> None:
    found = load(environment={f"PROVENANCE_{name.upper()}": "17"})
    assert found == dataclasses.replace(Settings(), **{name: 17})


# Where the file lies


def test_the_file_of_the_users_configuration_folder_is_read() -> None:
    own_file("workers = 3")
    assert load().workers == 3


def test_without_a_configuration_folder_the_one_in_the_home_folder_counts() -> None:
    assert config_file({}) == Path.home() / ".config" / "provenance" / FILE_NAME


def test_a_file_in_the_current_folder_is_never_read(here: Path) -> None:
    written(here / FILE_NAME, "workers = 3")
    assert load().workers == 0


def test_a_named_file_replaces_the_users_own(tmp_path: Path) -> None:
    own_file("workers = 3")
    assert load(file=written(tmp_path / "other.toml", "")).workers == 0


def test_a_named_file_that_is_missing_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"missing\.toml: cannot be read"):
        load(file=tmp_path / "missing.toml")


def test_a_named_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        load(file=tmp_path)


def test_the_users_own_file_need_not_exist() -> None:
    assert not config_file(os.environ).exists()
    assert load() == Settings()


def test_a_configuration_folder_that_is_a_file_holds_no_settings(tmp_path: Path) -> None:
    written(tmp_path / "config", "")
    assert load(environment={"XDG_CONFIG_HOME": str(tmp_path / "config")}) == Settings()


def test_an_own_file_that_may_not_be_read_is_an_error_and_not_the_defaults(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    own_file("pdq_strong = 20")

    def refuse(*_: object, **__: object) -> str:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_text", refuse)
    with pytest.raises(UsageError, match="Permission denied"):
        load()


@pytest.mark.parametrize("text", ["workers = ", "workers", "[", b"workers = '\xff'"])
def test_a_file_that_is_not_toml_is_an_error_that_names_it(text: str | bytes) -> None:
    file = own_file(text)
    with pytest.raises(UsageError) as error:
        load()
    assert str(error.value).startswith(f"{file}: is not valid TOML")


# What is refused


@pytest.mark.parametrize(
    ("key", "nearest"),
    [
        ("worker", "workers"),
        ("pdq-strong", "pdq_strong"),
        ("max_file_byte", "max_file_bytes"),
        ("Index", "index"),
        ("min_qualty", "min_quality"),
    ],
)
def test_an_unknown_key_is_an_error_that_names_the_nearest(key: str, nearest: str) -> None:
    with pytest.raises(UsageError, match=f"the command line sets '{key}'.*'{nearest}'"):
        load({key: 1}, {})


def test_a_key_that_is_like_no_other_is_an_error_that_names_all() -> None:
    with pytest.raises(UsageError) as error:
        load({"colour": "red"}, {})
    assert all(each.name in str(error.value) for each in dataclasses.fields(Settings))


def test_an_unknown_variable_is_an_error() -> None:
    with pytest.raises(UsageError, match=r"the environment sets 'pdq_strongg'.*'pdq_strong'"):
        load(environment={"PROVENANCE_PDQ_STRONGG": "20"})


@pytest.mark.parametrize("text", ["colour = 1", "[limits]\nworkers = 3", "workers.count = 3"])
def test_an_unknown_key_of_the_file_is_an_error(text: str) -> None:
    own_file(text)
    with pytest.raises(UsageError, match="the settings file sets"):
        load()


@pytest.mark.parametrize("value", ["3", 3.0, True, [3], {"a": 3}])
def test_a_number_must_be_a_whole_number(value: object) -> None:
    with pytest.raises(UsageError, match=r"workers = .* must be a whole number"):
        load({"workers": value}, {})


@pytest.mark.parametrize("value", [3, True, ["a.db"], Path("a.db")])
def test_the_index_must_be_text(value: object) -> None:
    with pytest.raises(UsageError, match=r"index = .* must be text"):
        load({"index": value}, {})


@pytest.mark.parametrize("text", ["many", "3.5", "3 MB", "0x10", "-"])
def test_a_variable_must_be_a_whole_number(text: str) -> None:
    with pytest.raises(UsageError, match=f"PROVENANCE_WORKERS='{text}' is not a whole number"):
        load(environment={"PROVENANCE_WORKERS": text})


@pytest.mark.parametrize("name", NUMBERS)
def test_no_number_can_be_negative(name: str) -> None:
    statements: tuple[tuple[Mapping[str, object], Mapping[str, str]], ...] = (
        ({name: -1}, {}),
        ({}, {f"PROVENANCE_{name.upper()}": "-1"}),
    )
    for options, environment in statements:
        with pytest.raises(UsageError, match=f"{name} = -1, which cannot be negative"):
            load(options, environment)


def test_settings_cannot_be_changed_afterwards() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        Settings().workers = 3  # type: ignore[misc]


# Where the index lies


def test_in_a_project_folder_the_index_is_the_projects(here: Path) -> None:
    (here / "db").mkdir()
    written(here / "pyproject.toml", "")
    assert default_index() == Path("db/provenance.db")


@pytest.mark.parametrize("only", ["db/", "pyproject.toml"])
def test_half_a_project_folder_is_none(here: Path, only: str) -> None:
    (here / only).mkdir() if only.endswith("/") else written(here / only, "")
    assert default_index().is_absolute()


def test_elsewhere_the_index_is_in_the_users_data_folder(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("platformdirs.user_data_path", lambda *_, **__: here / "data")
    assert default_index() == here / "data" / "provenance.db"


def test_a_file_called_db_is_no_project_folder(here: Path) -> None:
    written(here / "db", "")
    written(here / "pyproject.toml", "")
    assert default_index().is_absolute()
