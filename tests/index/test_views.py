"""Other tools open the index as it is and answer the two questions that it is kept for."""

from __future__ import annotations

import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database

from provenance.model.moment import Clock
from tests.builders import a_moment, a_posting
from tests.index.entries import an_entry, digest, filled


@pytest.fixture
def database(index_path: Path):
    """An index with three postings of one picture and one of another, in sqlite-utils."""
    posted = {"late": "2023-11-17T10:00:00Z", "early": "2019-03-02T11:00:00Z", "none": None}
    entries = [
        an_entry("a", posting=a_posting(when, native_id=name, url=f"https://{name}.example"))
        for name, when in posted.items()
    ]
    filled(index_path, *entries, an_entry("b")).close()
    with closing(Database(index_path).conn) as connection:
        yield Database(connection)


def test_sqlite_utils_lists_the_tables_under_the_words_of_the_field(database: Database):
    assert {"media", "frames", "fingerprints", "postings", "moments", "sightings"} <= set(
        database.table_names()
    )


def test_the_view_earliest_appearance_gives_the_first_dated_posting_of_each_picture(
    database: Database,
):
    found = {row["sha256"]: row for row in database["earliest_appearance"].rows}
    assert found.keys() == {digest("a"), digest("b")}
    assert found[digest("a")]["url"] == "https://early.example"
    assert found[digest("a")]["public_at_the_latest"] == "2019-03-02T11:00:00Z"


def test_the_view_timeline_gives_every_posting_of_a_picture_in_order_of_time(database: Database):
    rows = [row for row in database["timeline"].rows if row["sha256"] == digest("a")]
    assert [row["url"] for row in rows] == [
        "https://none.example",
        "https://early.example",
        "https://late.example",
    ]


def test_only_clocks_that_bound_the_public_appearance_count_as_one(index_path: Path):
    moments = (a_moment("2011-01-01", Clock.CAPTURED), a_moment("2012-01-01", Clock.EDITED))
    filled(index_path, an_entry("a", posting=a_posting(moments=moments))).close()
    with closing(Database(index_path).conn) as connection:
        assert list(Database(connection)["earliest_appearance"].rows) == []


def test_an_index_that_sqlite_utils_has_analysed_is_still_whole(database: Database, index_path):
    database.analyze()
    with closing(filled(index_path)) as index:
        assert index.verify() == ()


def test_the_command_sqlite_utils_answers_from_an_index(database: Database, index_path: Path):
    query = "SELECT platform, url FROM earliest_appearance ORDER BY earliest LIMIT 1"
    done = subprocess.run(
        [sys.executable, "-m", "sqlite_utils", "query", index_path, query, "--csv"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == ["platform,url", "facebook,https://early.example"]
