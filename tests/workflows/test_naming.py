"""Words of a command name one picture, or an error says how to."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from provenance.errors import RefusedMedia, UnknownSubject, UsageError
from provenance.model.report import Subject
from provenance.settings import Settings
from provenance.workflows.ingest import ingest
from provenance.workflows.lookup import lookup
from provenance.workflows.naming import subject
from provenance.workflows.opening import OpenIndex
from tests.pictures import Pictures

LIST = """path,platform,native_id,url
one.jpg,x,1,https://x.example/1
two.jpg,x,2,https://x.example/2
two.jpg,x,3,https://x.example/3
one.jpg,x,3,https://x.example/3
"""


@pytest.fixture
def folder(index: OpenIndex, pictures: Pictures) -> Path:
    """Ingest two pictures, the third posting showing both, and give their folder."""
    for seed, name in enumerate(("one", "two")):
        pictures.save(f"{name}.jpg", seed)
    ingest(index, pictures.write("list.csv", LIST.encode()))
    return pictures.folder


def digest(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()


@pytest.mark.parametrize("words", ["x/1", "1", "https://x.example/1"])
def test_a_posting_with_one_picture_names_it(index: OpenIndex, folder: Path, words: str):
    assert subject(index, words) == Subject(words, digest(folder / "one.jpg"), indexed=True)


@pytest.mark.parametrize("digits", [8, 20, 64])
def test_a_picture_is_named_by_its_first_digits(index: OpenIndex, folder: Path, digits: int):
    own = digest(folder / "one.jpg")
    assert subject(index, own[:digits].upper()).sha256 == own


def test_a_file_of_the_index_is_named_by_its_path(index: OpenIndex, folder: Path):
    path = folder / "one.jpg"
    assert subject(index, str(path)) == Subject(str(path), digest(path), indexed=True)


def test_a_file_need_not_be_in_the_index(index: OpenIndex, folder: Path, pictures: Pictures):
    path = pictures.save("query.png", 7)
    assert subject(index, str(path)) == Subject(str(path), digest(path), indexed=False)


def test_a_posting_with_several_pictures_is_ambiguous_and_leads_to_their_digests(
    index: OpenIndex, folder: Path
):
    with pytest.raises(UsageError, match="'x/3' names 2 pictures of this index") as caught:
        subject(index, "x/3")
    for name in ("one.jpg", "two.jpg"):
        assert digest(folder / name)[:16] in str(caught.value)


@pytest.mark.parametrize("words", ["", "nothing", "x/9", "0" * 64, "deadbeef", "a" * 5000, "\0"])
def test_words_that_name_nothing_say_what_to_give_instead(
    index: OpenIndex, folder: Path, words: str
):
    with pytest.raises(UnknownSubject, match="names neither a file nor a picture"):
        subject(index, words)


def test_a_folder_is_no_picture(index: OpenIndex, folder: Path):
    with pytest.raises(UnknownSubject):
        subject(index, str(folder))


def test_a_file_that_changed_since_it_was_ingested_has_two_meanings(
    index: OpenIndex, folder: Path, pictures: Pictures
):
    before = digest(folder / "one.jpg")
    path = pictures.save("one.jpg", 8)
    with pytest.raises(UsageError, match="give that SHA-256, or a copy of the file") as caught:
        subject(index, str(path))
    assert before[:16] in str(caught.value)
    assert digest(path)[:16] in str(caught.value)


def test_a_file_that_is_called_as_a_posting_is_has_two_meanings(
    index: OpenIndex, folder: Path, pictures: Pictures, monkeypatch: pytest.MonkeyPatch
):
    pictures.save("query.png", 7).rename(folder / "1")
    monkeypatch.chdir(folder)
    with pytest.raises(UsageError, match="names another picture of this index"):
        subject(index, "1")
    assert not subject(index, "./1").indexed


def test_a_file_over_the_limit_is_refused_by_name(index: OpenIndex, pictures: Pictures):
    small = OpenIndex(index.engine, Settings(max_file_bytes=10))
    with pytest.raises(RefusedMedia, match=r"query\.png"):
        subject(small, str(pictures.save("query.png", 7)))


def test_a_lookup_of_words_too_long_for_a_path_is_an_answer_too(index: OpenIndex, folder: Path):
    with pytest.raises(UnknownSubject, match="names nothing in this index"):
        lookup(index, "https://x.example/" + "a" * 5000)
