"""Real files of cameras, phones and newsrooms: nothing contradicts, few are asked about.

`scripts/measure_checks.py` does the same over any folder; here only headers are read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

import pytest

from provenance import metadata
from provenance.checks import run_checks, surroundings
from provenance.errors import InputError
from provenance.media import decoder, formats, reader
from provenance.metadata.credentials import with_credentials
from provenance.model.case import Claim
from provenance.model.finding import Bearing, Finding
from provenance.model.media import Location
from provenance.settings import Settings
from provenance.workflows.examine import limits_of
from tests.builders import a_case, an_examination

FOLDER = Path(__file__).parents[3] / "shared" / "data" / "metadata"
ORDINARY = [
    *("avif", "exif-org", "exif-samples-cameras", "exif-samples-gps", "exif-samples-misc"),
    *("exif-samples-orientation", "exiftool", "heic", "immich", "mex-gps", "mex-software"),
    *("mex-warn", "png", "tika", "webp"),
]
PASTED = {"exiftool/ExifTool.jpg", "exiftool/XMP.jpg"}
"""Made for tests: blocks of several pictures put into one file."""

LABELS = {"digital-source-type", "generator-text", "generator-name", "credentials-say"}
LABELLED = {"digitalsourcetype/C.jpg", "digitalsourcetype/ocsp.jpg"}
LIMITS = limits_of(Settings())

pytestmark = [
    pytest.mark.shared_data,
    pytest.mark.skipif(not FOLDER.is_dir(), reason="../shared/data/metadata is not here"),
]


def findings(path: Path) -> tuple[Finding, ...]:
    location = Location(str(path))
    data = reader.read(location, LIMITS.file_bytes)
    form = formats.recognise(location, data)
    assert not isinstance(form, formats.VideoFormat)
    said = metadata.read(decoder.segments(location, data, form, LIMITS))
    said = with_credentials(said, data, form.media_type)
    case = a_case(examination=an_examination(said, path=str(path)))
    return run_checks(replace(case, surroundings=surroundings(said, Claim())))


def each(*folders: str) -> Iterator[tuple[str, tuple[Finding, ...]]]:
    decoder.prepare()
    for folder in folders:
        for path in sorted((FOLDER / folder).iterdir()):
            try:
                yield f"{folder}/{path.name}", findings(path)
            except (InputError, AssertionError):
                continue  # text files beside the pictures, and those that are damaged on purpose


def test_ordinary_files_contradict_nothing_and_few_are_asked_about() -> None:
    found = {name: said for name, said in each(*ORDINARY) if name not in PASTED}
    bearings = Counter(
        bearing for said in found.values() for bearing in {finding.bearing for finding in said}
    )
    assert len(found) > 70
    assert bearings[Bearing.CONTRADICTS] == 0
    assert bearings[Bearing.ASKS] <= len(found) * 0.05, [
        name for name, said in found.items() if any(f.bearing is Bearing.ASKS for f in said)
    ]


def test_only_files_that_carry_a_label_are_told_to_carry_one() -> None:
    folders = [*ORDINARY, "digitalsourcetype", "exifr", "thumbnail-differs"]
    labelled = {
        name
        for name, said in each(*folders)
        if any(
            finding.check in LABELS
            and (finding.check != "credentials-say" or "model" in finding.summary)
            for finding in said
        )
    }
    assert labelled == (LABELLED if find_spec("c2pa") else set())


@pytest.mark.parametrize(
    ("name", "check", "bearing"),
    [
        ("exifr/png_with_exif_and_gps.png", "clock-against-satellites", Bearing.ASKS),
        ("mex-gps/FujiFilm_FinePixS1Pro_(2).jpg", "dates-of-blocks-disagree", Bearing.ASKS),
        ("exif-samples-gps/DSCN0010.jpg", "clock-against-satellites", Bearing.INFORMS),
        ("mex-gps/Samsung_GT-I9000_(Galaxy_S).jpg", "position-unusable", Bearing.INFORMS),
    ],
)
def test_known_cases_of_the_catalogue_are_told(name: str, check: str, bearing: Bearing) -> None:
    decoder.prepare()
    told = {(finding.check, finding.bearing) for finding in findings(FOLDER / name)}
    assert (check, bearing) in told
