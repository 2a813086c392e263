"""The network on the command line: what is made, what is not, and why, is said where one looks."""

from __future__ import annotations

from pathlib import Path

from tests.command_line import RunCli
from tests.journeys.schemas import fits
from tests.networks import a_network, needs_runtime
from tests.pictures import Pictures


@needs_runtime
def test_weights_of_the_environment_are_used_and_counted(
    run_cli: RunCli, index_path: Path, pictures: Pictures, tmp_path: Path
):
    own = {"PROVENANCE_NEURAL_WEIGHTS": str(a_network(tmp_path / "small.onnx"))}
    album = pictures.album(2)
    assert run_cli("ingest", album, index=index_path, environment=own).code == 0
    (held,) = run_cli("index", "info", "--json", index=index_path).json["embeddings"]
    assert held["frames"] == 2
    said = run_cli("index", "info", index=index_path).said
    assert f"embeddings: of 2 of 2 pictures, with the weights {held['weights'][:12]}" in said
    query = pictures.save("query.jpg", 1, quality=50)
    checked = fits(run_cli("check", query, "--json", index=index_path, environment=own).json)
    (report,) = checked["reports"]
    assert report["coverage"]["embeddings"] == [held]
    assert report["not_searched"] == []


@needs_runtime
def test_weights_that_do_not_work_are_named_and_nothing_is_stored(
    run_cli: RunCli, index_path: Path, pictures: Pictures, tmp_path: Path
):
    broken = pictures.save("photo.onnx.jpg", 3)
    own = {"PROVENANCE_NEURAL_WEIGHTS": str(broken)}
    done = run_cli("ingest", pictures.album(1), index=index_path, environment=own)
    assert done.code == 2
    assert str(broken) in done.err.replace("\n", "")
    assert "set neural_weights to another file" in done.said
    assert "Traceback" not in done.err
