"""Four floors, arrows that only go down, rooms that never meet, one door for each library."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src" / "provenance"

WORDS = frozenset({"model", "errors", "settings", "version"})
ROOMS = frozenset(
    {
        *("media", "signals", "matching", "metadata", "identifiers"),
        *("sources", "index", "checks", "reports"),
    }
)
FLOORS = {
    **dict.fromkeys(WORDS, 0),
    **dict.fromkeys(ROOMS, 1),
    "workflows": 2,
    "cli": 3,
    "__main__": 4,
}

DOORS = {
    "PIL": {"media", "workflows.opening"},
    "pi_heif": {"media"},
    "av": {"media.video", "media.video_frame", "media.video_stream"},
    "exifread": {"metadata"},
    "defusedxml": {"metadata"},
    "c2pa": {"metadata.credentials"},
    "astral": {"checks.sun"},
    "tzfpy": {"checks.surroundings"},
    "watchdog": {"sources"},
    "warcio": {"media", "sources"},
    "libipld": {"sources"},
    "numpy": {
        *("signals", "matching", "index"),
        *("workflows.examine", "workflows.relate", "workflows.confirm", "workflows.opening"),
    },
    "cv2": {"matching"},
    "threadpoolctl": {"workflows.one_blas_thread"},
    "scipy": {"signals"},
    "onnxruntime": {"signals.sscd"},
    "imagehash": {"signals"},
    "sqlite3": {"index", "workflows.journal", "workflows.opening", "workflows.doctor"},
    "sqlite_utils": {"index"},
    "jinja2": {"reports"},
    "click": {"cli"},
    "rich": {"cli"},
    "platformdirs": {"settings", "workflows.journal"},
}
"""Who may import what; a library that is not here may not be imported at all."""

AS_ARGUMENT_TYPE = {
    "PIL": {
        *("signals", "matching"),
        *("workflows.drawn", "workflows.frames", "workflows.moments", "workflows.pieces"),
    }
}
"""Who may name a library's types besides, without importing it when the program runs."""

LIGHT = frozenset({"click", "sqlite3"})
"""Libraries that may be imported where a module begins."""

ONE_FUNCTION = {
    # Imported before the decoding processes are forked, so that they share it.
    "workflows.examine": "prepare",
    # Its version is part of every answer.
    "workflows.opening": "tool",
    "workflows.one_blas_thread": "_enter",
}
"""Workflows that import heavy libraries, and the only function in which they do."""


@dataclass(frozen=True, slots=True)
class Imported:
    """One import: who wants what, and when it happens."""

    module: str
    name: str
    line: int
    when: str

    def __str__(self) -> str:
        return f"{self.module}:{self.line} imports {self.name}"

    @property
    def library(self) -> str:
        return self.name.partition(".")[0]

    @property
    def target(self) -> str:
        """Give the part of this program that is imported: `model`, `media`, `workflows`."""
        return self.name.split(".")[1] if self.name.startswith("provenance.") else ""


def _walk(node: ast.AST, when: str) -> Iterator[tuple[ast.Import | ast.ImportFrom, str]]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import | ast.ImportFrom):
            yield child, when
        elif isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            yield from _walk(child, "in a function")
        elif isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test):
            yield from _walk(child, "for types")
        else:
            yield from _walk(child, when)


def _imports() -> Iterator[Imported]:
    for path in sorted(SOURCE.rglob("*.py")):
        module = ".".join(path.relative_to(SOURCE).with_suffix("").parts)
        module = module.removesuffix(".__init__")
        for node, when in _walk(ast.parse(path.read_text("utf-8")), "at once"):
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            else:
                assert node.level == 0, f"{module}:{node.lineno} imports relatively"
                names = [f"{node.module}.{alias.name}" for alias in node.names]
            for name in names:
                yield Imported(module, name, node.lineno, when)


IMPORTS = tuple(_imports())
OWN = [each for each in IMPORTS if each.name.startswith("provenance.")]
FOREIGN = [
    each
    for each in IMPORTS
    if each.library != "provenance"
    and (each.library in DOORS or each.library not in sys.stdlib_module_names)
]


def _part(module: str) -> str:
    return module.partition(".")[0]


def _is(module: str, place: str) -> bool:
    return module == place or module.startswith(f"{place}.")


def test_the_imports_were_found():
    assert len(OWN) > 200
    assert {each.when for each in FOREIGN} == {"at once", "in a function", "for types"}


def test_every_part_of_the_program_has_its_floor():
    parts = {path.relative_to(SOURCE).parts[0] for path in SOURCE.rglob("*.py")}
    assert {part.removesuffix(".py") for part in parts} - {"__init__"} == FLOORS.keys()


def test_arrows_go_down():
    wrong = [
        str(each)
        for each in OWN
        if each.target in FLOORS
        and each.module != "__init__"
        and FLOORS[each.target] > FLOORS[_part(each.module)]
    ]
    assert wrong == []


def test_rooms_never_import_each_other():
    wrong = [
        str(each)
        for each in OWN
        if {_part(each.module), each.target} <= ROOMS and _part(each.module) != each.target
    ]
    assert wrong == []


def test_rooms_know_the_model_and_the_errors_and_nothing_else():
    wrong = [
        str(each)
        for each in OWN
        if _part(each.module) in ROOMS
        and each.target not in {"model", "errors", _part(each.module)}
    ]
    assert wrong == []


def test_the_model_knows_the_standard_library_and_nothing_else():
    wrong = [
        str(each)
        for each in IMPORTS
        if _part(each.module) == "model"
        and each.target != "model"
        and each.library not in sys.stdlib_module_names
    ]
    assert wrong == []


def test_the_errors_know_nothing():
    assert [str(each) for each in IMPORTS if each.module == "errors"] == []


def test_the_settings_know_the_errors_and_nothing_else_of_ours():
    assert {each.target for each in OWN if each.module == "settings"} == {"errors"}


def test_nothing_imports_the_command_line():
    wrong = [
        str(each)
        for each in OWN
        if each.target == "cli" and _part(each.module) not in {"cli", "__main__"}
    ]
    assert wrong == []


def test_engines_are_known_by_their_interface_alone():
    # Visual words are found where keypoints are, without any engine.
    words = "provenance.index.vocabulary"
    known = {"provenance.index.open_engine", "provenance.index.interface", words}
    wrong = [
        str(each)
        for each in OWN
        if each.target == "index"
        and _part(each.module) != "index"
        and each.name not in known
        and each.name.rpartition(".")[0] not in known
        # The doctor tells which journal an index would have.
        and (each.module, each.name)
        != ("workflows.doctor", "provenance.index.connection.journal_mode")
    ]
    assert wrong == []


def test_every_library_has_one_door():
    wrong = [
        str(each)
        for each in FOREIGN
        if each.when != "for types"
        and not any(_is(each.module, place) for place in DOORS.get(each.library, ()))
    ]
    assert wrong == []


def test_types_of_a_library_are_named_only_where_its_pictures_or_numbers_arrive():
    wrong = [
        str(each)
        for each in FOREIGN
        if each.when == "for types"
        and not any(
            _is(each.module, place)
            for place in DOORS.get(each.library, set()) | AS_ARGUMENT_TYPE.get(each.library, set())
        )
    ]
    assert wrong == []


def test_every_door_is_used():
    used = {each.library for each in FOREIGN}
    assert used == DOORS.keys()


def test_heavy_libraries_are_imported_inside_functions():
    wrong = [str(each) for each in FOREIGN if each.when == "at once" and each.library not in LIGHT]
    assert wrong == []


@pytest.mark.parametrize(("module", "function"), ONE_FUNCTION.items())
def test_a_workflow_imports_libraries_in_one_function(module: str, function: str):
    path = SOURCE / Path(*module.split(".")).with_suffix(".py")
    lines = {
        node.name: range(node.lineno, (node.end_lineno or 0) + 1)
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef)
    }
    found = [
        each
        for each in FOREIGN
        if each.module == module and each.library not in LIGHT and each.when != "for types"
    ]
    assert found
    assert [str(each) for each in found if each.line not in lines[function]] == []


def test_nothing_that_could_reach_the_network_is_imported():
    forbidden = {
        "socket",
        "http",
        "urllib.request",
        "ssl",
        "httpx",
        "requests",
        "ftplib",
        "smtplib",
    }
    wrong = [
        str(each)
        for each in IMPORTS
        if each.library in forbidden or any(_is(each.name, name) for name in forbidden)
    ]
    assert wrong == []
