"""docs/glossary.md explains every word of the model."""

from __future__ import annotations

import inspect
import pkgutil
import re
from collections.abc import Iterator
from enum import Enum
from importlib import import_module
from pathlib import Path

import pytest

import provenance.model

GLOSSARY = Path(__file__).parents[1] / "docs" / "glossary.md"


def words_of_the_model() -> Iterator[type]:
    for found in pkgutil.iter_modules(provenance.model.__path__):
        module = import_module(f"provenance.model.{found.name}")
        for name, value in vars(module).items():
            own = inspect.isclass(value) and value.__module__ == module.__name__
            if own and not name.startswith("_"):
                yield value


WORDS = tuple(words_of_the_model())
KINDS = tuple(word for word in WORDS if issubclass(word, Enum))


@pytest.fixture(scope="module")
def entries() -> dict[str, str]:
    """The text of each entry with the lines below it, by the name in the code."""
    items = re.split(r"^(?=- \*\*)", GLOSSARY.read_text("utf-8"), flags=re.MULTILINE)
    named = [(re.match(r"- \*\*[^*]+\*\* \(`(\w+)`\): \S", item), item) for item in items]
    return {found[1]: item for found, item in named if found}


def test_the_model_has_words() -> None:
    assert len(WORDS) > 30
    assert len(KINDS) > 5


@pytest.mark.parametrize("word", WORDS, ids=lambda word: word.__name__)
def test_every_class_of_the_model_has_an_entry(word: type, entries: dict[str, str]) -> None:
    assert word.__name__ in entries


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_value_is_explained_and_no_other(kind: type[Enum], entries: dict[str, str]) -> None:
    explained = re.findall(r"^  - `([\w-]+)`: \S", entries[kind.__name__], re.MULTILINE)
    assert explained == [member.value for member in kind]


def test_no_entry_is_left_of_a_word_that_is_gone(entries: dict[str, str]) -> None:
    assert set(entries) == {word.__name__ for word in WORDS}
