"""Damaged files, with fixed seeds: nothing but our own errors, whatever the container is.

`scripts/fuzz_metadata.py` does the same over real files, by the hundred thousand.
"""

from __future__ import annotations

import importlib.util
import io
import sys
from pathlib import Path
from types import ModuleType

import pytest
from PIL import Image, PngImagePlugin

from provenance.errors import InputError
from provenance.media import decoder
from provenance.media.limits import Limits
from provenance.model.media import Location
from provenance.workflows.tell import told_of
from tests.metadata.raw_blocks import a_data_set, a_jpeg, a_packet, a_profile, a_resource
from tests.metadata.raw_exif import a_phone_segment

SCRIPT = Path(__file__).parents[2] / "scripts" / "fuzz_metadata.py"
FOLDER = Path(__file__).parents[3] / "shared" / "data" / "metadata"
MUTANTS, SEED = 600, 11


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


EXIF, PACKET, PROFILE = a_phone_segment(), a_packet("<dc:format>x</dc:format>"), a_profile("c2")
IIM = a_data_set(2, 55, b"20040226") + a_data_set(2, 5, b"Title")
RESOURCE = a_resource(0x0404, IIM) + a_resource(0x0406, b"\0\6\0\1")


def a_file(form: str) -> bytes:
    out = io.BytesIO()
    info = PngImagePlugin.PngInfo()
    info.add_text("parameters", "a cat", zip=True)
    info.add_itxt("XML:com.adobe.xmp", PACKET.decode())
    more = {
        "PNG": {"pnginfo": info, "exif": EXIF, "icc_profile": PROFILE},
        "GIF": {"comment": b"made by hand"},
        "TIFF": {"tiffinfo": {33723: IIM, 34377: RESOURCE, 700: PACKET}},
    }
    options = more.get(form, {"exif": EXIF, "xmp": PACKET, "icc_profile": PROFILE})
    Image.new("RGB", (16, 16), (200, 30, 90)).save(out, form, **options)
    whole = out.getvalue()
    if form != "JPEG":
        return whole
    extra = a_jpeg((0xED, b"Photoshop 3.0\0" + RESOURCE), (0xEB, b"JP\0\1\0\0\0\1jumb"))
    return whole[:2] + extra[2 : extra.index(b"\xff\xda")] + whole[2:] + b"SEFT"


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "GIF", "TIFF", "AVIF"])
def test_mutants_of_every_container_raise_nothing_but_our_own_errors(fuzz: ModuleType, form: str):
    result = fuzz.run([form], [a_file(form)], range(MUTANTS), SEED)
    assert result.escapes == []
    assert result.counts["read"] > MUTANTS / 20  # they reach behind the first check
    assert sum(result.counts[kind.__name__] for kind in InputError.__subclasses__())


def test_a_mutant_is_the_same_every_time(fuzz: ModuleType):
    seeds = [b"a" * 500, b"b" * 500]
    made = [fuzz.mutant(seeds, SEED, number) for number in range(50)]
    assert made == [fuzz.mutant(seeds, SEED, number) for number in range(50)]
    assert len({data for _, data in made}) > 40


def test_an_exception_that_is_none_of_ours_is_an_escape(
    fuzz: ModuleType, monkeypatch: pytest.MonkeyPatch
):
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(fuzz, "told_of", broken)
    (escape,) = fuzz.run(["x"], [b"abc"], range(1), SEED).escapes
    assert "ZeroDivisionError" in escape


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
