"""Which pictures there are, what is known of their sets, and who is kept unseen."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import pytest
from accuracy.choosing import Corpus, TooFewPictures, corpus_of, of_each_set
from accuracy.options import Options, parse
from accuracy.pictures import (
    KNOWN_COPIES,
    Mark,
    Picture,
    kin,
    known_copies,
    marks_of,
    pictures_in,
)
from PIL import Image

SOURCES = """\
file,width,height,source,licence,kind
burst/0.png,64,48,somewhere,free,hard negative: burst of one place
burst/1.png,64,48,somewhere,free,hard negative: burst of one place
memes/0.png,64,48,somewhere,"free, local","hard negative: meme templates, same layouts"
alike/0.png,64,48,somewhere,"free, web photos of near-alike subjects: local",photo
plain/0.png,64,48,somewhere,free,photo
"""


def a_file(path: Path, colour: tuple[int, int, int]) -> None:
    Image.new("RGB", (8, 6), colour).save(path)


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    folder = tmp_path / "photos"
    counts = {"burst": 3, "memes": 2, "alike": 2, "plain": 24}
    for seed, (group, count) in enumerate(counts.items()):
        (folder / group).mkdir(parents=True)
        for number in range(count):
            a_file(folder / group / f"{number}.png", (seed, number, 0))
    (folder / "SOURCES.csv").write_text(SOURCES, "utf-8")
    return folder


def options(photos: Path, *more: str) -> Options:
    return parse(["--photos", str(photos), "--held-out", "0.4", *more])


def test_every_picture_is_listed_once_in_order(photos: Path):
    (photos / "plain" / "copy.png").write_bytes((photos / "plain" / "0.png").read_bytes())
    names = [each.name for each in pictures_in([photos])]
    assert (len(names), names) == (31, sorted(names))


def test_what_is_no_picture_is_not_listed(photos: Path):
    assert not any(each.name.endswith(".csv") for each in pictures_in([photos]))


def test_marks_come_from_the_list_of_sources(photos: Path):
    assert list(marks_of(photos).values()) == [
        *(Mark.SCENE, Mark.SCENE, Mark.TEMPLATE, Mark.ALIKE, Mark.NONE)
    ]


def test_a_folder_without_a_list_has_no_marks(photos: Path):
    (photos / "SOURCES.csv").unlink()
    assert {each.mark for each in pictures_in([photos])} == {Mark.NONE}


def test_known_copies_are_known_from_both_sides(tmp_path: Path):
    listed = tmp_path / "copies.csv"
    listed.write_text("first,second,why\na,b,seen\na,c,seen\n", "utf-8")
    assert known_copies(listed) == {"a": {"b", "c"}, "b": {"a"}, "c": {"a"}}


def test_every_known_copy_says_why():
    rows = list(csv.DictReader(KNOWN_COPIES.read_text("utf-8").splitlines()))
    assert rows
    assert all(len(row["first"]) == len(row["second"]) == 64 and row["why"] for row in rows)


def test_pictures_of_one_marked_set_are_kin(photos: Path):
    first, second, *_ = (each for each in pictures_in([photos]) if each.group == "photos/burst")
    assert kin(first, second)


def test_pictures_of_one_plain_folder_are_no_kin(photos: Path):
    first, second, *_ = (each for each in pictures_in([photos]) if each.group == "photos/plain")
    assert not kin(first, second)


def test_every_picture_is_either_indexed_or_unseen(photos: Path):
    corpus = corpus_of(options(photos))
    indexed, unseen = ({each.sha256 for each in own} for own in (corpus.indexed, corpus.unseen))
    assert (len(indexed | unseen), indexed & unseen, len(unseen)) == (31, set(), 12)


def test_what_stands_beside_a_picture_in_a_collage_is_never_indexed(photos: Path):
    corpus = corpus_of(options(photos))
    assert {each.sha256 for each in corpus.beside} <= {each.sha256 for each in corpus.unseen}


def test_frames_and_templates_are_not_edited(photos: Path):
    assert {each.mark for each in corpus_of(options(photos)).edited} <= {Mark.NONE, Mark.ALIKE}


def test_who_is_unseen_does_not_depend_on_where_the_pictures_lie(photos: Path):
    def unseen(corpus: Corpus) -> set[str]:
        return {each.sha256 for each in corpus.unseen}

    before = unseen(corpus_of(options(photos)))
    moved = photos.rename(photos.with_name("moved"))
    assert unseen(corpus_of(options(moved))) == before


def test_another_seed_keeps_others_unseen(photos: Path):
    assert corpus_of(options(photos)).unseen != corpus_of(options(photos, "--seed", "2")).unseen


def test_what_is_named_unseen_is_never_indexed(photos: Path):
    corpus = corpus_of(options(photos, "--unseen", str(photos / "plain")))
    assert not any(each.group == "photos/plain" for each in corpus.indexed)


def test_distractors_are_indexed_and_never_edited(photos: Path, tmp_path: Path):
    (tmp_path / "more").mkdir()
    a_file(tmp_path / "more" / "street.png", (9, 9, 9))
    corpus = corpus_of(options(photos, "--distractors", str(tmp_path / "more")))
    assert "more" in {each.group for each in corpus.indexed}
    assert "more" not in {each.group for each in corpus.edited}


def test_too_few_pictures_are_refused(tmp_path: Path):
    (tmp_path / "photos").mkdir()
    a_file(tmp_path / "photos" / "one.png", (9, 9, 9))
    with pytest.raises(TooFewPictures, match="--photos"):
        corpus_of(options(tmp_path / "photos"))


def test_so_many_are_taken_of_each_set():
    one = Picture(Path("a"), "a", "burst", "sha", Mark.SCENE)
    others = [replace(one, group="video"), replace(one, mark=Mark.NONE)]
    assert of_each_set([one, one, one, *others], 2, Mark.SCENE) == [one, one, others[0]]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--attacks", "crop75,crop74"], "no such attack: crop74"),
        (["--held-out", "1"], "--held-out is a share"),
        (["--originals", "0"], "--originals is a number"),
        (["--seed", "-1"], "--seed is a whole number"),
        (["--distractors", "nowhere"], "nowhere is no folder"),
    ],
)
def test_an_argument_that_means_nothing_is_refused(
    arguments: list[str], said: str, photos: Path, capsys: pytest.CaptureFixture[str]
):
    with pytest.raises(SystemExit):
        options(photos, *arguments)
    assert said in capsys.readouterr().err


def test_edited_pictures_are_kept_in_a_new_folder_only(
    photos: Path, capsys: pytest.CaptureFixture[str]
):
    with pytest.raises(SystemExit):
        options(photos, "--keep", str(photos))
    assert "is not empty" in capsys.readouterr().err
