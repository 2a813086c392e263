"""`metadata` and `check` tell of a text that lies in the pixels, and when nobody could look."""

from __future__ import annotations

import json
from pathlib import Path

from provenance.media.limits import Limits
from provenance.model.media import Location
from provenance.model.metadata import State
from provenance.reports import told
from provenance.settings import Settings
from provenance.workflows.examine import examine
from provenance.workflows.tell import tell
from provenance.workflows.wanted import HASHES_ONLY
from tests.journeys.schemas import fits
from tests.media.hidden import hiding

TEXT = "a cat\nSteps: 20, Sampler: Euler a"


def saved(folder: Path, data: bytes) -> Path:
    path = folder / "a.png"
    path.write_bytes(data)
    return path


def test_metadata_decodes_a_picture_with_transparency_for_the_text_in_it(tmp_path: Path):
    said = tell(saved(tmp_path, hiding(TEXT)), Settings())
    (tag,) = said.metadata.block("pixel-text").tags
    assert tag.name == "Pixels:Parameters"
    assert tag.value.split() == TEXT.split()
    blocks = fits(json.loads(told.as_json(said)))["blocks"]
    assert {each["kind"]: each["state"] for each in blocks}["pixel-text"] == "present"


def test_pixels_that_cannot_be_decoded_are_not_taken_for_pixels_without_a_text(tmp_path: Path):
    whole = hiding(TEXT)
    cut = whole[: whole.index(b"IDAT") + 30]
    said = tell(saved(tmp_path, cut), Settings())
    block = said.metadata.block("pixel-text")
    assert block.state is State.UNREADABLE
    assert block.reason.startswith("the pixels cannot be decoded: ")


def test_a_check_finds_it_with_the_pixels_that_it_decodes_anyway(tmp_path: Path):
    path = saved(tmp_path, hiding(TEXT))
    said = examine(Location(str(path)), Limits(), HASHES_ONLY).metadata
    assert said.block("pixel-text").state is State.PRESENT
