"""A match says how sure it is, what was done to the picture, and what the two are to each other."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from PIL.Image import Transpose

from provenance.model.fingerprint import Orientation
from provenance.model.match import Match, Relation, Strength
from provenance.settings import Settings
from provenance.workflows import relate
from provenance.workflows.check import check
from provenance.workflows.ingest import ingest
from provenance.workflows.match import rank
from provenance.workflows.opening import OpenIndex, open_index
from tests.builders import a_match
from tests.pictures import Pictures, a_picture

TURNS = {
    Orientation(mirrored=False, rotated=0): (),
    Orientation(mirrored=True, rotated=0): (Transpose.FLIP_LEFT_RIGHT,),
    Orientation(mirrored=False, rotated=90): (Transpose.ROTATE_270,),
    Orientation(mirrored=False, rotated=180): (Transpose.ROTATE_180,),
    Orientation(mirrored=False, rotated=270): (Transpose.ROTATE_90,),
    Orientation(mirrored=True, rotated=90): (Transpose.FLIP_LEFT_RIGHT, Transpose.ROTATE_270),
    Orientation(mirrored=True, rotated=180): (Transpose.FLIP_LEFT_RIGHT, Transpose.ROTATE_180),
    Orientation(mirrored=True, rotated=270): (Transpose.FLIP_LEFT_RIGHT, Transpose.ROTATE_90),
}
"""How an indexed picture becomes the query, and Pillow's steps to do it (counter-clockwise)."""


@pytest.fixture
def matched(index: OpenIndex, pictures: Pictures) -> Callable[[Image.Image], Match]:
    """Check a picture against an index of the pictures 0 to 3 and give its one match."""
    ingest(index, pictures.album(4))

    def only(picture: Image.Image) -> Match:
        (match,) = check(index, pictures.save("query.png", picture)).case.matches
        return match

    return only


@pytest.mark.parametrize("orientation", TURNS, ids=str)
def test_a_turned_copy_is_found_and_the_turn_is_named(matched, orientation: Orientation):
    picture = a_picture(2)
    for step in TURNS[orientation]:
        picture = picture.transpose(step)
    match = matched(picture)
    assert match.transform.orientation == orientation
    assert match.strength is Strength.STRONG
    assert match.relation is Relation.SAME_PICTURE


@pytest.mark.parametrize("orientation", TURNS, ids=str)
def test_the_scale_of_a_turned_copy_is_that_of_its_own_sides(matched, orientation: Orientation):
    picture = a_picture(2)
    for step in TURNS[orientation]:
        picture = picture.transpose(step)
    half = picture.resize((picture.width // 2, picture.height // 2))
    assert matched(half).transform.scale == pytest.approx(0.5, rel=0.01)


def test_a_re_encoded_copy_is_a_strong_match_of_the_same_picture(index, pictures: Pictures):
    ingest(index, pictures.album(2))
    query = pictures.save("query.jpg", 1, quality=30)
    (match,) = check(index, query).case.matches
    assert (match.strength, match.method, match.threshold) == (Strength.STRONG, "pdq-256", 48)
    assert match.distance <= match.threshold
    assert match.relation is Relation.SAME_PICTURE


def test_an_edited_copy_is_named_one(matched):
    picture = a_picture(2)
    ImageDraw.Draw(picture).rectangle((20, 20, 110, 110), fill="black")
    match = matched(picture)
    assert match.relation is Relation.EDITED_COPY
    assert 0.4 <= match.agreement < 0.95


def test_the_same_bytes_need_no_other_test(index: OpenIndex, pictures: Pictures):
    album = pictures.album(1)
    ingest(index, album)
    (match,) = check(index, album / "000.jpg").case.matches
    assert (match.strength, match.relation) == (Strength.EXACT, Relation.SAME_BYTES)
    assert (match.method, match.distance, match.agreement) == ("sha256", 0, None)


def test_exact_comes_before_strong_and_strong_before_possible(index_path: Path, pictures: Pictures):
    settings = Settings(workers=1, pdq_strong=4)
    query = pictures.save("posted/query.png", 1)
    pictures.save("posted/strong.jpg", 1, quality=80)
    pictures.save("posted/possible.jpg", a_picture(1, (200, 150)))
    with open_index(index_path, create=True, settings=settings) as index:
        ingest(index, pictures.folder / "posted", keypoints=False)
        found = check(index, query).case.matches
    assert [match.strength for match in found] == [
        Strength.EXACT,
        Strength.STRONG,
        Strength.POSSIBLE,
    ]


def test_what_only_phash_finds_is_possible(index_path: Path, pictures: Pictures):
    settings = Settings(workers=1, pdq_strong=0, pdq_possible=0)
    with open_index(index_path, create=True, settings=settings) as index:
        posted = pictures.save("posted.jpg", a_picture(1, (200, 150)))
        ingest(index, posted, keypoints=False)
        (match,) = check(index, pictures.save("query.png", 1)).case.matches
    assert (match.strength, match.method, match.threshold) == (Strength.POSSIBLE, "phash-64", 8)


def test_matches_are_ranked_by_strength_then_distance_then_sha256():
    ranked = [
        a_match(strength=Strength.EXACT, sha256="f" * 64),
        a_match(strength=Strength.STRONG, distance=1, sha256="f" * 64),
        a_match(strength=Strength.STRONG, distance=2, sha256="a" * 64),
        a_match(strength=Strength.STRONG, distance=2, sha256="b" * 64),
        a_match(strength=Strength.POSSIBLE, distance=1),
    ]
    ranks = [rank(match) for match in ranked]
    assert ranks == sorted(ranks)
    assert len(set(ranks)) == len(ranks)


def test_a_match_brings_the_small_picture_that_the_index_keeps(matched):
    assert matched(a_picture(1)).thumbnail.startswith(b"\xff\xd8")


@pytest.mark.parametrize(
    "thumbnail",
    [b"", b"no picture", b"\xff\xd8\xff\xe0 cut short", bytes(300_000)],
    ids=["empty", "text", "cut short", "large"],
)
def test_a_hostile_thumbnail_costs_only_the_relation(
    index: OpenIndex, pictures: Pictures, index_path: Path, thumbnail: bytes
):
    ingest(index, pictures.album(2))
    with closing(sqlite3.connect(index_path)) as connection, connection:
        connection.execute("UPDATE thumbnails SET jpeg = ?", (thumbnail,))
    (match,) = check(index, pictures.save("query.png", 1)).case.matches
    assert (match.strength, match.relation) == (Strength.STRONG, Relation.UNKNOWN)
    assert match.agreement is None


def test_a_thumbnail_that_kills_its_process_costs_only_the_relation(
    index: OpenIndex, pictures: Pictures, monkeypatch: pytest.MonkeyPatch
):
    ingest(index, pictures.album(2))
    monkeypatch.setattr(relate, "_agreement", lambda _: os.abort())
    (match,) = check(index, pictures.save("query.png", 1)).case.matches
    assert (match.strength, match.relation) == (Strength.STRONG, Relation.UNKNOWN)


def test_only_the_nearest_of_many_copies_are_compared_block_by_block(
    index: OpenIndex, pictures: Pictures, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(relate, "_COMPARED", 2)
    for quality in (90, 50, 20):
        pictures.save(f"posted/{quality}.jpg", 1, quality=quality)
    ingest(index, pictures.folder / "posted")
    found = check(index, pictures.save("query.png", 1)).case.matches
    assert [match.agreement is None for match in found] == [False, False, True]
