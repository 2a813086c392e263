"""The script that reads damaged files, and the files that crashed other readers.

`tests/fuzzing` runs it over 100,000 mutants of small files.
"""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from provenance.errors import InputError
from provenance.media import decoder
from provenance.media.limits import Limits
from provenance.metadata import PARSERS
from provenance.model.media import Location
from provenance.workflows.tell import told_of
from tests.fuzzing.parts import MUTANTS, PARTS, SCRIPT, firsts
from tests.fuzzing.seeds import seeds

FOLDER = Path(__file__).parents[3] / "shared" / "data" / "metadata"
SEED = 11


@pytest.fixture(scope="module")
def fuzz() -> ModuleType:
    decoder.prepare()
    spec = importlib.util.spec_from_file_location("fuzz_metadata", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["fuzz_metadata"] = module
    spec.loader.exec_module(module)
    return module


def test_a_mutant_is_the_same_every_time(fuzz: ModuleType):
    whole = [b"a" * 500, b"b" * 500]
    made = [fuzz.mutant(whole, SEED, number) for number in range(50)]
    assert made == [fuzz.mutant(whole, SEED, number) for number in range(50)]
    assert len({data for _, data in made}) > 40


def test_an_exception_that_is_none_of_ours_is_an_escape(
    fuzz: ModuleType, monkeypatch: pytest.MonkeyPatch
):
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(fuzz, "told_of", broken)
    (escape,) = fuzz.run(["x"], [b"abc"], range(1), SEED).escapes
    assert "ZeroDivisionError" in escape


def test_the_parts_are_a_hundred_thousand_mutants_and_none_twice():
    every = [first for part in range(PARTS) for first in firsts(part)]
    assert every == list(range(0, MUTANTS, 5_000))
    assert MUTANTS == 100_000


def test_every_seed_can_be_read_whole_and_every_kind_of_block_is_in_one(
    fuzz: ModuleType, tmp_path: Path
):
    for name, data in seeds().items():
        (tmp_path / name).write_bytes(data)
    names, whole = fuzz._pictures(tmp_path, 1 << 20)
    assert names == sorted(seeds())
    result = fuzz.Result()
    for name, data in zip(names, whole, strict=True):
        if kind := fuzz._BESIDE.get(Path(name).suffix):
            fuzz.beside(data, name, kind, result)
        else:
            fuzz.examined(data, name, result, checks=True)
    assert result.escapes == []
    assert result.counts["findings"] > len(names) / 2
    present = {what.removesuffix(" present") for what in result.counts if "present" in what}
    every = {parser.kind for parser in PARSERS} | {"takeout", "aae"}
    assert present >= every - {"pixel-text"}
    assert result.counts["hidden"] == 1  # the text in pixels, which this reader does not decode


def test_half_of_the_mutants_of_a_png_have_sums_that_fit(fuzz: ModuleType):
    png = seeds()["generated.png"]
    raw = bytearray(png)
    raw[40] ^= 0xFF
    fuzz._mend(raw)
    assert raw != png
    assert len(raw) == len(png)
    mended = bytearray(png)
    fuzz._mend(mended)
    assert mended == png


@pytest.mark.shared_data
@pytest.mark.skipif(not FOLDER.is_dir(), reason="../shared/data/metadata is not here")
def test_files_that_crashed_other_readers_are_told_or_refused_by_name():
    decoder.prepare()
    files = sorted((FOLDER / "fuzzed").iterdir())
    assert len(files) == 12
    refused = {path.name: _refused(path) for path in files}
    assert {name: said for name, said in refused.items() if name not in said} == {
        name: "" for name in refused if not refused[name]
    }


def _refused(path: Path) -> str:
    data = path.read_bytes()
    try:
        told_of(Location(path.name), data, Limits())
    except InputError as error:
        return str(error)
    return ""
