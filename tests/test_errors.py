"""Errors: one tree, each with the exit code that scripts rely on."""

from __future__ import annotations

import inspect
import pickle
import re

import pytest

from provenance import errors
from provenance.errors import InputError, ProvenanceError, StoreError

EXIT_CODES = {
    "ProvenanceError": 1,
    "InputError": 1,
    "MediaNotFound": 1,
    "UnreadableMedia": 1,
    "UnsupportedMedia": 1,
    "MissingPart": 1,
    "RefusedMedia": 13,
    "UnknownSource": 1,
    "UnknownSubject": 1,
    "UsageError": 2,
    "SourceError": 1,
    "StoreError": 12,
    "NoStore": 10,
    "StoreLocked": 11,
    "ReportError": 1,
}
TREE = {name: kind for name, kind in vars(errors).items() if inspect.isclass(kind)}

every_error = pytest.mark.parametrize("kind", TREE.values(), ids=TREE)


def test_the_exit_codes_are_a_promise() -> None:
    assert {name: kind.exit_code for name, kind in TREE.items()} == EXIT_CODES


def test_the_tree_in_the_docstring_is_the_tree() -> None:
    drawn = re.findall(r"^    [ │├└─]*(\w+) +(\d+)\b", f"{errors.__doc__}", re.MULTILINE)
    assert {name: int(code) for name, code in drawn} == EXIT_CODES


@every_error
def test_every_error_is_one_of_ours(kind: type[ProvenanceError]) -> None:
    assert issubclass(kind, ProvenanceError)


@every_error
def test_every_error_says_in_one_sentence_what_it_is(kind: type[ProvenanceError]) -> None:
    assert kind.__doc__ is not None
    assert kind.__doc__.endswith(".")


@every_error
def test_every_error_survives_the_way_out_of_a_decoding_process(
    kind: type[ProvenanceError],
) -> None:
    back = pickle.loads(pickle.dumps(kind("photo.jpg: is empty")))
    assert type(back) is kind
    assert str(back) == "photo.jpg: is empty"


def test_the_numbers_that_are_no_errors_collide_with_none() -> None:
    others = (errors.EXIT_SOME_FAILED, errors.EXIT_FAIL_ON_MET, errors.EXIT_INTERRUPTED)
    assert others == (3, 20, 130)
    assert not set(others) & set(EXIT_CODES.values())


def test_a_bad_file_is_never_taken_for_a_bad_index() -> None:
    assert not issubclass(InputError, StoreError)
    assert not issubclass(StoreError, InputError)
