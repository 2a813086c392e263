"""ExifTool as a second opinion: what it wrote, and running it on one file only."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from pathlib import Path

import pytest

from provenance.errors import InputError, MediaNotFound, UnreadableMedia
from provenance.media import decoder
from provenance.media.limits import Limits
from provenance.metadata.exiftool_values import same
from provenance.metadata.second_opinion import second_opinion
from provenance.model.media import Location
from provenance.model.metadata import Block, Metadata, State, Tag, Told
from provenance.settings import Settings
from provenance.workflows import exiftool_json
from provenance.workflows.second_opinion import _run, with_json, with_program
from provenance.workflows.tell import _told

FOLDER = Path(__file__).parents[3] / "shared" / "data" / "metadata"
RECORDED = FOLDER / "exiftool-12.57.json"
"""Written there by: exiftool -config "" -j -G1 -n -a -struct -r -ext "*" . > exiftool-12.57.json"""


def said(**tags: str) -> Metadata:
    named = tuple(Tag(name.replace("__", ":"), value) for name, value in tags.items())
    return Metadata((Block("exif", State.PRESENT, named),))


OURS = said(IFD0__Make="Canon", ExifIFD__DateTimeOriginal="2020:01:02 03:04:05")
TOLD = Told("folder/a.jpg", "0" * 64, "image/jpeg", OURS)


@pytest.mark.parametrize("groups", ["G1", "G"])
def test_tags_are_compared_block_by_block_whatever_groups_exiftool_wrote(groups: str):
    first = "IFD0" if groups == "G1" else "EXIF"
    second = "ExifIFD" if groups == "G1" else "EXIF"
    theirs = ((f"{first}:Make", "Nikon"), (f"{second}:DateTimeOriginal", "2020:01:02 03:04:05"))
    found = second_opinion(OURS, theirs, "x")
    assert found.agreed == 1
    (apart,) = found.disagreements
    assert apart.what == "IFD0:Make"
    assert [each.value for each in apart.statements] == ["Canon", "Nikon"]


def test_a_tag_of_another_block_is_no_answer():
    found = second_opinion(OURS, (("XMP-tiff:Make", "Canon"), ("IFD1:Make", "Canon")), "x")
    assert (found.agreed, found.disagreements) == (0, ())
    assert found.only_here == ("ExifIFD:DateTimeOriginal", "IFD0:Make")
    assert found.only_there == ("XMP-tiff:Make",)


@pytest.mark.parametrize(
    ("name", "ours", "theirs", "alike"),
    [
        ("GPSLatitude", "[48, 49, 39/2]", "48.8220833333333", True),
        ("GPSLatitude", "[48, 49, 39/2]", "48 deg 49' 19.50\" N", True),
        ("GPSLatitude", "[48, 49, 39/2]", "48.83", False),
        ("GPSLongitude", "[2, 0, 0]", "-2", True),
        ("GPSLatitude", "[0/0, 0/0, 0/0]", "undef", True),
        ("GPSTimeStamp", "[14, 27, 7]", "14:27:07", True),
        ("GPSTimeStamp", "[14, 27, 7]", "14:27:08", False),
        ("GPSAltitude", "14839/10", "1483.9 m", True),
        ("Orientation", "Rotated 90 CW", "6", True),
        ("Orientation", "Rotated 90 CW", "Rotate 90 CW", True),
        ("Orientation", "Rotated 90 CW", "8", False),
        ("Software", "1.00", "1", True),
        ("Software", "1.00", "1.1", False),
        (
            "HistoryWhen",
            "2020-01-02T03:04:05Z, 2021-01-02",
            "2020:01:02 03:04:05Z, 2021:01:02",
            True,
        ),
        ("CreateDate", "2020-01-02T03:04:05", "2020:01:02 03:04:06", False),
        ("Description", "a" * 1_000 + "…", "a" * 1_200, True),
        ("Make", "Canon", "Canon  ", True),
        ("Make", "", "Canon", False),
    ],
)
def test_notation_is_no_difference_and_a_value_is(name: str, ours: str, theirs: str, alike: bool):
    assert same(name, ours, theirs) is alike


def written(folder: Path, *entries: object) -> Path:
    path = folder / "theirs.json"
    path.write_text(json.dumps(list(entries)))
    return path


def test_of_several_files_that_with_the_same_name_is_taken(tmp_path: Path):
    others = [{"SourceFile": f"./x/{name}", "IFD0:Make": name} for name in ("b.jpg", "a.jpg")]
    found = with_json(TOLD, written(tmp_path, *others)).second
    assert found is not None
    assert found.disagreements[0].statements[1].value == "a.jpg"


def test_structures_are_flattened_as_without_struct(tmp_path: Path):
    entry = {
        "SourceFile": "a.jpg",
        "XMP-xmpMM:History": [{"Action": "created"}, {"Action": "saved"}],
    }
    named = dict(exiftool_json.read(written(tmp_path, entry), "a.jpg"))
    assert named == {"XMP-xmpMM:HistoryAction": "created, saved"}


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("not json", "is no JSON"),
        ("[" * 100_000, "is no JSON"),
        ("{}", "no SourceFile"),
        ('[{"SourceFile": "a.jpg", "Make": "x"}]', "which tag is of which block"),
        ('[{"SourceFile": "b.jpg"}, {"SourceFile": "c.jpg"}]', "0 named a.jpg"),
    ],
)
def test_what_is_no_answer_of_exiftool_is_said_with_the_next_step(
    tmp_path: Path, text: str, why: str
):
    path = tmp_path / "theirs.json"
    path.write_text(text)
    with pytest.raises(InputError, match=why) as error:
        with_json(TOLD, path)
    assert "exiftool -j -G1" in str(error.value)


def test_a_file_that_is_not_there_is_said(tmp_path: Path):
    with pytest.raises(MediaNotFound, match="cannot be opened"):
        with_json(TOLD, tmp_path / "none.json")


def a_program(folder: Path, script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    path = folder / "exiftool"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:/bin:/usr/bin")


def test_the_program_gets_one_file_no_configuration_and_no_code_of_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("PERL5OPT", "-Mevil")
    monkeypatch.chdir(tmp_path)
    a_program(
        tmp_path,
        'echo "[{\\"SourceFile\\": \\"a\\", \\"IFD0:Make\\": \\"$*|$PERL5OPT|$2\\"}]"',
        monkeypatch,
    )
    found = with_program(TOLD, "-a.jpg", Settings()).second
    assert found is not None
    arguments, perl, configuration = found.disagreements[0].statements[1].value.split("|")
    assert arguments.startswith("-config  -j")
    assert arguments.endswith(f" {tmp_path}/-a.jpg")
    assert perl == configuration == ""


@pytest.mark.parametrize("script", ["exit 3", "kill -9 $$", "echo '[{'"])
def test_a_program_that_fails_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str):
    a_program(tmp_path, script, monkeypatch)
    with pytest.raises(UnreadableMedia, match="exiftool"):
        with_program(TOLD, "a.jpg", Settings())


def _of_exiftool(path: Path, recorded: dict[str, dict[str, object]]) -> exiftool_json.Named:
    """Give what ExifTool reads of a file: as it was recorded beside the files, or now."""
    if recorded:
        return tuple(exiftool_json.flattened(recorded[f"./{path.relative_to(FOLDER).as_posix()}"]))
    program = shutil.which("exiftool")
    assert program is not None
    return exiftool_json.of_json(_run(program, path, Limits()), path.name, "exiftool")


@pytest.mark.shared_data
@pytest.mark.skipif(not FOLDER.is_dir(), reason="../shared/data/metadata is not here")
@pytest.mark.skipif(
    not (RECORDED.exists() or shutil.which("exiftool")),
    reason="exiftool is not on the PATH, and nothing was recorded of it",
)
def test_exiftool_reads_the_same_of_real_files_block_by_block():
    decoder.prepare()
    entries = json.loads(RECORDED.read_bytes()) if RECORDED.exists() else []
    recorded = {entry["SourceFile"]: entry for entry in entries}
    counts: Counter[str] = Counter()
    for path in sorted(FOLDER.rglob("*")):
        try:
            told = _told(Limits(), Location(str(path)))
        except InputError:
            continue
        second = second_opinion(told.metadata, _of_exiftool(path, recorded), "ExifTool")
        counts["agreed"] += second.agreed
        counts["apart"] += len(second.disagreements)
        counts["only there"] += len(second.only_there)
    assert counts["agreed"] > 1_800
    assert counts["apart"] <= 2
    assert counts["only there"] <= counts["agreed"] / 50
