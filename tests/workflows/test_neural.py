"""Embeddings end to end: pictures without texture are found, and what is not there is said."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from PIL import Image

from provenance.errors import UsageError
from provenance.model.match import BY_EMBEDDING, Relation, Strength
from provenance.settings import Settings
from provenance.signals import sscd
from provenance.workflows import neural
from provenance.workflows.check import check
from provenance.workflows.extend import extend
from provenance.workflows.ingest import ingest
from provenance.workflows.lookup import lookup
from provenance.workflows.opening import OpenIndex, open_index
from provenance.workflows.scan import scan
from tests.contents import contents
from tests.networks import a_network, needs_runtime
from tests.pictures import Pictures, a_picture
from tests.videos import wandering, written

pytestmark = pytest.mark.usefixtures("no_process_is_left")


def a_sky(seed: int) -> Image.Image:
    """Paint soft light, like a sky: no keypoint in it, and nothing for a hash to hold on to."""
    random = Random(seed)
    small = Image.new("RGB", (3, 3))
    small.putdata([tuple(random.randrange(110, 170) for _ in "rgb") for _ in range(9)])
    return small.resize((320, 240), Image.Resampling.BICUBIC)


@pytest.fixture
def weights(tmp_path: Path) -> Path:
    return a_network(tmp_path / "small.onnx")


@pytest.fixture
def settings(weights: Path) -> Settings:
    return Settings(workers=1, neural_weights=str(weights))


@pytest.fixture
def embedded(index_path: Path, settings: Settings) -> Iterator[OpenIndex]:
    """An empty index whose pictures are embedded."""
    with open_index(index_path, create=True, settings=settings) as opened:
        yield opened


@pytest.fixture
def skies(pictures: Pictures) -> Path:
    for seed in range(3):
        pictures.save(f"skies/{seed}.png", a_sky(seed))
    return pictures.folder / "skies"


def with_weights(index: OpenIndex, weights: Path | str) -> OpenIndex:
    return replace(index, settings=replace(index.settings, neural_weights=str(weights)))


def reasons(index: OpenIndex, query: Path) -> list[str]:
    return [
        each.reason for each in check(index, query).case.not_searched if each.where == "embeddings"
    ]


@needs_runtime
def test_a_picture_without_texture_is_found_as_possible(
    embedded: OpenIndex, skies: Path, pictures: Pictures
):
    ingest(embedded, skies)
    query = pictures.save("copy.jpg", a_sky(1).resize((200, 150)), quality=60)
    case = check(embedded, query).case
    (match,) = case.matches
    assert match.match_frame.media_sha256 == sha256_of(embedded, "1.png")
    assert (match.strength, match.method) == (Strength.POSSIBLE, BY_EMBEDDING)
    assert match.distance <= match.threshold == 400
    assert (match.relation, match.agreement) == (Relation.UNKNOWN, None)
    assert case.earliest is None or case.earliest.first.media_sha256 != match.media.sha256
    assert any("its embedding" in each.reason for each in case.not_searched)


@needs_runtime
def test_without_weights_the_same_picture_is_not_found_and_that_is_said(
    embedded: OpenIndex, skies: Path, pictures: Pictures
):
    ingest(embedded, skies)
    query = pictures.save("copy.jpg", a_sky(1), quality=60)
    plain = with_weights(embedded, "")
    assert check(plain, query).case.matches == ()
    (reason,) = reasons(plain, query)
    assert "no weights of SSCD" in reason
    assert "3 pictures of the index with one were not compared by it" in reason


@needs_runtime
def test_embeddings_of_other_weights_are_never_compared(
    embedded: OpenIndex, skies: Path, pictures: Pictures, tmp_path: Path
):
    ingest(embedded, skies)
    other = with_weights(embedded, a_network(tmp_path / "other.onnx", seed=1))
    query = pictures.save("copy.jpg", a_sky(1), quality=60)
    assert check(other, query).case.matches == ()
    (reason,) = reasons(other, query)
    assert "3 of 3 pictures of the index have no embedding of the weights" in reason
    assert "(3 with one of other weights, never compared)" in reason
    extend(other)
    assert reasons(other, query) == []
    assert [each.method for each in check(other, query).case.matches] == [BY_EMBEDDING]
    assert [each.frames for each in other.engine.coverage().embeddings] == [3, 3]


@needs_runtime
def test_what_a_network_finds_is_strong_once_keypoints_show_it(
    embedded: OpenIndex, pictures: Pictures
):
    ingest(embedded, pictures.album(3))
    crop = pictures.save("crop.png", a_picture(2).crop((20, 10, 300, 230)))
    (match,) = check(embedded, crop).case.matches
    assert match.strength is Strength.STRONG
    assert match.alignment is not None


@needs_runtime
def test_a_picture_in_a_frame_is_embedded_by_itself(
    embedded: OpenIndex, skies: Path, pictures: Pictures
):
    ingest(embedded, skies)
    framed = Image.new("RGB", (640, 800), "white")
    framed.paste(a_sky(1), (160, 100))
    (match,) = check(embedded, pictures.save("framed.png", framed)).case.matches
    assert match.method == BY_EMBEDDING
    assert match.transform.crop_query is not None


@needs_runtime
def test_the_number_of_processes_and_the_order_change_nothing(
    embedded: OpenIndex, index_path: Path, pictures: Pictures, settings: Settings, tmp_path: Path
):
    album = pictures.album(4)
    ingest(embedded, album)
    several = replace(settings, workers=2)
    with open_index(tmp_path / "b.db", create=True, settings=several) as other:
        for each in sorted(album.iterdir(), reverse=True):
            ingest(other, each)
    mine, its = contents(index_path), contents(tmp_path / "b.db")
    assert {each: mine[each] for each in ("weights", "embeddings")} == {
        each: its[each] for each in ("weights", "embeddings")
    }


@needs_runtime
def test_an_extended_index_is_one_that_was_embedded_at_once(
    embedded: OpenIndex, index_path: Path, skies: Path, tmp_path: Path, settings: Settings
):
    ingest(with_weights(embedded, ""), skies)
    assert embedded.engine.coverage().embeddings == ()
    report = extend(embedded)
    assert (report.extended, report.skipped, report.failed) == (3, (), ())
    assert extend(embedded).found == 0
    with open_index(tmp_path / "once.db", create=True, settings=settings) as once:
        ingest(once, skies)
    assert contents(index_path) == contents(tmp_path / "once.db")
    assert embedded.engine.verify() == ()


@needs_runtime
def test_ingesting_again_adds_the_embeddings_that_were_missing(embedded: OpenIndex, skies: Path):
    ingest(with_weights(embedded, ""), skies)
    ingest(embedded, skies)
    ((held),) = embedded.engine.coverage().embeddings
    assert held.frames == 3


@needs_runtime
def test_an_ingest_of_hashes_alone_makes_no_embeddings(embedded: OpenIndex, skies: Path):
    ingest(embedded, skies, keypoints=False)
    assert embedded.engine.coverage().embeddings == ()


@needs_runtime
def test_weights_that_do_not_work_end_an_ingest_before_it_begins(
    embedded: OpenIndex, skies: Path, tmp_path: Path
):
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(b"no network")
    broken = with_weights(embedded, photo)
    for work in (lambda: ingest(broken, skies), lambda: extend(broken)):
        with pytest.raises(UsageError, match="set neural_weights to another file") as error:
            work()
        assert str(photo) in str(error.value)
    assert embedded.engine.coverage().media == 0


def test_weights_that_are_not_there_are_named(index: OpenIndex, tmp_path: Path, monkeypatch):
    monkeypatch.setattr(sscd, "has_runtime", lambda: True)
    with pytest.raises(UsageError, match=r"gone\.onnx.*neural_weights"):
        neural.weights_of(Settings(neural_weights=str(tmp_path / "gone.onnx")))


def test_without_onnxruntime_all_else_works_and_it_is_said(
    index: OpenIndex, weights: Path, pictures: Pictures, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(sscd, "has_runtime", lambda: False)
    asked = with_weights(index, weights)
    ingest(asked, pictures.album(2))
    query = pictures.save("query.jpg", 1, quality=50)
    (match,) = check(asked, query).case.matches
    assert match.strength is Strength.STRONG
    assert reasons(asked, query) == [neural.NO_RUNTIME]
    assert reasons(index, query) == []


@needs_runtime
def test_a_lookup_compares_what_is_stored_without_any_network(
    embedded: OpenIndex, pictures: Pictures, skies: Path
):
    pictures.save("skies/1-again.jpg", a_sky(1), quality=60)
    ingest(embedded, skies)
    plain = with_weights(embedded, "")
    found = lookup(plain, sha256_of(embedded, "1.png"))
    methods = {each.media.sha256: each.method for each in found.matches}
    assert methods[sha256_of(embedded, "1-again.jpg")] == BY_EMBEDDING


@needs_runtime
def test_a_lookup_says_what_has_no_embedding(embedded: OpenIndex, skies: Path, pictures: Pictures):
    ingest(embedded, skies)
    plain = with_weights(embedded, "")
    ingest(plain, pictures.album(1))
    said = [each.reason for each in lookup(plain, sha256_of(embedded, "1.png")).not_searched]
    assert any(
        "1 of 4 pictures of the index has no embedding of the weights" in one for one in said
    )


@needs_runtime
def test_each_moment_of_a_video_has_its_embedding_or_says_that_it_needs_none(
    embedded: OpenIndex, tmp_path: Path, settings: Settings
):
    (tmp_path / "videos").mkdir()
    (tmp_path / "videos" / "clip.mp4").write_bytes(written(wandering(6)))
    few = replace(embedded, settings=replace(settings, max_frames=2))
    ingest(few, tmp_path / "videos")
    coverage = few.engine.coverage()
    ((held),) = coverage.embeddings
    assert held.frames == coverage.frames > 2
    frames = [frame for frame, _ in few.engine.frames(sha256_of(few, "clip.mp4"))]
    made = [each for frame in frames for each in few.engine.embeddings(frame) if len(each)]
    assert 0 < len(made) < coverage.frames
    assert extend(few).found == 0
    assert few.engine.verify() == ()


@needs_runtime
def test_a_scan_finds_by_embeddings_too(embedded: OpenIndex, skies: Path, pictures: Pictures):
    ingest(embedded, skies)
    pictures.save("new/copy.jpg", a_sky(2), quality=60)
    (report,) = scan(embedded, pictures.folder / "new")
    assert [each.method for each in report.case.matches] == [BY_EMBEDDING]


@needs_runtime
def test_the_package_is_used_where_no_weights_are_named(
    embedded: OpenIndex, weights: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(sscd, "installed", lambda: weights)
    assert neural.proven(Settings()) == neural.proven(embedded.settings)


def sha256_of(index: OpenIndex, name: str) -> str:
    """Give the SHA-256 of the media that was read from a file of this name."""
    with closing(sqlite3.connect(index.engine.identity().path)) as connection:
        rows = connection.execute(
            "SELECT sha256, display FROM files JOIN sightings ON sightings.id = sighting_id "
            "JOIN media ON media.id = media_id"
        )
        (found,) = {sha256 for sha256, display in rows if Path(display).name == name}
    return found
