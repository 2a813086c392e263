"""An archive that was filled by hashes only is extended, and then finds what it had missed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.command_line import RunCli
from tests.journeys.schemas import fits
from tests.pictures import Pictures, a_picture


@pytest.fixture
def crop(pictures: Pictures) -> Path:
    """A part of the third picture of the album."""
    return pictures.save("crop.png", a_picture(2).crop((90, 60, 270, 200)))


def test_a_crop_is_found_after_the_index_was_extended(
    run_cli: RunCli, index_path: Path, pictures: Pictures, crop: Path, tmp_path: Path
):
    album = pictures.album(4)
    assert run_cli("ingest", album, "--signals", "hashes", index=index_path).code == 0
    before = run_cli("check", crop, index=index_path)
    assert "not found in this index, but not everything was searched" in before.said
    assert "4 of 4 pictures of the index have no keypoints yet" in before.said
    assert "of 0 of 4 pictures" in run_cli("index", "info", index=index_path).said

    done = run_cli("index", "extend", "--json", index=index_path)
    assert done.code == 0
    assert fits(done.json)["extended"] == 4
    assert "of all pictures" in run_cli("index", "info", index=index_path).said
    assert run_cli("index", "verify", index=index_path).code == 0

    other = tmp_path / "all.db"
    assert run_cli("ingest", album, index=other).code == 0
    found, at_once = (
        fits(run_cli("check", crop, "--json", index=path).json)["reports"][0]
        for path in (index_path, other)
    )
    (match,) = found["matches"]
    assert (match["strength"], match["inliers"] > 0) == ("strong", True)
    assert match["seen_share"] == pytest.approx(180 * 140 / (320 * 240), abs=0.05)
    assert found["not_searched"] == []
    assert at_once["matches"][0] | {"sightings": 0} == match | {"sightings": 0}


def test_a_file_that_is_gone_is_told_and_the_rest_is_extended(
    run_cli: RunCli, index_path: Path, pictures: Pictures
):
    album = pictures.album(2)
    run_cli("ingest", album, "--signals", "hashes", index=index_path)
    (album / "000.jpg").unlink()
    done = run_cli("index", "extend", index=index_path)
    assert done.code == 0
    assert "1 extended 1 skipped 0 failed" in done.said
    assert "000.jpg" in done.said


def test_an_index_of_another_recipe_is_refused_with_the_next_step(
    run_cli: RunCli, index_path: Path, pictures: Pictures, crop: Path
):
    import sqlite3
    from contextlib import closing

    run_cli("ingest", pictures.album(3), index=index_path)
    with closing(sqlite3.connect(index_path)) as connection, connection:
        connection.execute("UPDATE recipes SET value = 'another/9'")
    refused = run_cli("check", crop, index=index_path)
    assert refused.code == 12
    assert "provenance index extend" in refused.err
    assert run_cli("index", "extend", index=index_path).code == 0
    assert "seen before" in run_cli("check", crop, index=index_path).said
