"""What a program may import from `provenance` is there, documented and typed."""

from __future__ import annotations

import ast
import inspect
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

import provenance
from tests.command_line import environment_with
from tests.pictures import Pictures

PACKAGE = Path(provenance.__file__).parent


@pytest.mark.parametrize("name", provenance.__all__)
def test_a_public_name_can_be_imported(name: str):
    assert getattr(provenance, name) is not None


@pytest.mark.parametrize("name", provenance.__all__)
def test_a_public_name_is_documented(name: str):
    assert inspect.getdoc(getattr(provenance, name))


@pytest.mark.parametrize("name", provenance.__all__)
def test_a_public_function_says_the_types_of_its_arguments_and_its_answer(name: str):
    public = getattr(provenance, name)
    if inspect.isfunction(public):
        signature = inspect.signature(public)
        assert signature.return_annotation is not inspect.Signature.empty
        for parameter in signature.parameters.values():
            assert parameter.annotation is not inspect.Parameter.empty


def test_the_public_names_are_in_order():
    assert provenance.__all__ == sorted(provenance.__all__)


def test_type_checkers_see_the_same_names():
    tree = ast.parse((PACKAGE / "__init__.py").read_text("utf-8"))
    (typed,) = (node for node in tree.body if isinstance(node, ast.If))
    names = {
        alias.asname or alias.name
        for node in typed.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    assert names == set(provenance.__all__)


def test_a_name_that_is_not_public_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no attribute 'verdict'"):
        _ = provenance.verdict  # type: ignore[attr-defined]


def test_the_package_says_that_it_is_typed():
    assert (PACKAGE / "py.typed").is_file()


def test_the_version_is_a_version():
    assert all(part.isdecimal() for part in provenance.__version__.split("."))


def test_the_example_in_the_package_runs(tmp_path: Path, pictures: Pictures):
    """The docstring of the package is the first thing that a programmer tries."""
    assert provenance.__doc__
    example = textwrap.dedent(provenance.__doc__.partition("::\n")[2].partition("\n\nNames")[0])
    pictures.save(tmp_path / "telegram-export" / "one.jpg", 1)
    pictures.save(tmp_path / "photo.jpg", 1)
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", example],
        cwd=tmp_path,
        env=environment_with(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "informs" in done.stdout
