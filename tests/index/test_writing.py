"""What a file says about itself is kept beside it, and "nothing" is told from "unreadable"."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from provenance.model.metadata import Block, Metadata, Position, State, Tag
from tests.builders import a_metadata, captured
from tests.contents import counts
from tests.index.entries import an_entry, filled


def _row(path: Path) -> dict[str, object]:
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        return dict(connection.execute("SELECT * FROM metadata").fetchone())


def test_a_capture_time_and_a_position_are_kept_as_they_were_read(index_path: Path):
    said = a_metadata(
        captured("2023-11-14T12:00:00+01:00"),
        position=Position(18.5, 1.25),
        device="Camera",
        software="Editor",
    )
    filled(index_path, an_entry("a", metadata=said)).close()
    row = _row(index_path)
    assert (row["latitude"], row["longitude"]) == (18.5, 1.25)
    assert (row["device"], row["software"], row["state"]) == ("Camera", "Editor", "present")
    assert row["captured_earliest"] == row["captured_latest"] == "2023-11-14T11:00:00Z"
    assert row["captured_stated"] == "2023-11-14T12:00:00+01:00"


def test_tags_are_kept_as_text_that_other_tools_read(index_path: Path):
    tags = (Tag("EXIF:Artist", "é نص"), Tag("EXIF:Make", "Camera"))
    said = Metadata((Block("exif", State.PRESENT, tags),))
    filled(index_path, an_entry("a", metadata=said)).close()
    assert json.loads(str(_row(index_path)["tags"])) == {
        "EXIF:Artist": "é نص",
        "EXIF:Make": "Camera",
    }


@pytest.mark.parametrize(
    ("state", "rows"), [(State.PRESENT, 1), (State.UNREADABLE, 1), (State.ABSENT, 0)]
)
def test_absent_metadata_has_no_row_and_unreadable_metadata_has_one(
    index_path: Path, state: State, rows: int
):
    filled(index_path, an_entry("a", metadata=a_metadata(state=state))).close()
    assert counts(index_path)["metadata"] == rows


def test_the_metadata_of_a_media_is_kept_once(index_path: Path):
    filled(index_path, an_entry("a"), an_entry("a", path="copy.jpg")).close()
    assert counts(index_path)["metadata"] == 1
