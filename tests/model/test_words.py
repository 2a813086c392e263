"""What holds for every word of the model: frozen, slotted, and of the standard library only."""

from __future__ import annotations

import ast
import dataclasses
import importlib
import pkgutil
import sys
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

import pytest

import provenance.model

MODULES = [each.name for each in pkgutil.iter_modules(provenance.model.__path__)]


def words() -> Iterator[type]:
    for name in MODULES:
        module = importlib.import_module(f"provenance.model.{name}")
        yield from (
            each
            for each in vars(module).values()
            if isinstance(each, type) and each.__module__ == module.__name__
        )


WORDS = tuple(words())
DATA = [word for word in WORDS if dataclasses.is_dataclass(word)]

every_module = pytest.mark.parametrize("name", MODULES)
every_word_of_data = pytest.mark.parametrize("word", DATA, ids=lambda word: word.__name__)


def test_there_are_words() -> None:
    assert len(MODULES) > 5
    assert len(DATA) > 20


def test_every_word_is_a_value_or_a_list_of_named_values() -> None:
    assert [
        w for w in WORDS if not dataclasses.is_dataclass(w) and not issubclass(w, StrEnum)
    ] == []


@every_word_of_data
def test_a_word_is_frozen(word: type) -> None:
    assert word.__dataclass_params__.frozen  # type: ignore[attr-defined]


@every_word_of_data
def test_a_word_is_slotted(word: type) -> None:
    assert set(word.__slots__) == {each.name for each in dataclasses.fields(word)}  # type: ignore[arg-type, attr-defined]
    assert not hasattr(word, "__dict__") or "__dict__" not in word.__dict__


@every_word_of_data
def test_a_word_can_be_told_from_its_docstring(word: type) -> None:
    assert word.__doc__ is not None
    assert not word.__doc__.startswith(f"{word.__name__}(")


@every_word_of_data
def test_a_word_holds_no_open_collection(word: type) -> None:
    kinds = " ".join(str(each.type) for each in dataclasses.fields(word))
    assert not any(kind in kinds for kind in ("list[", "dict[", "set[", "Any", "object"))


@every_module
def test_the_model_imports_the_standard_library_only(name: str) -> None:
    foreign = {
        each
        for each in imports(name)
        if each.partition(".")[0] not in sys.stdlib_module_names
        and not each.startswith("provenance.model.")
    }
    assert foreign == set()


@every_module
def test_the_model_does_no_input_or_output(name: str) -> None:
    doors = {"os", "io", "pathlib", "socket", "sqlite3", "subprocess", "tempfile", "logging"}
    assert {each.partition(".")[0] for each in imports(name)} & doors == set()


def imports(name: str) -> set[str]:
    source = Path(*provenance.model.__path__, f"{name}.py").read_text("utf-8")
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add(node.module or ".")
    return found
