"""Answers of search engines lead to the picture that they are about, where that is stated."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from provenance.model.posting import ASKED_SHA256, ASKED_URL, Attachment, JoinKey
from tests.sources.exports import a_picture, read

LINK = {"url": "https://a.example/1.jpg", "backlink": "https://a.example/"}
MATCHES = [{"image_url": "https://img.tineye.example/result/1", "backlinks": [LINK]}]
TINEYE = {"code": 200, "results": {"matches": MATCHES}, "stats": {"total_backlinks": 1}}
PAGES = [{"url": "https://a.example/", "pageTitle": "A page"}]
GOOGLE = {"webDetection": {"pagesWithMatchingImages": PAGES}}
ANSWERS = [pytest.param(TINEYE, id="tineye"), pytest.param(GOOGLE, id="google-vision")]


def asked(folder: Path, answer: dict[str, object], name: str = "answer.json") -> Attachment:
    path = folder / name
    path.write_text(json.dumps(answer))
    (found,) = (each for each in read(path) if isinstance(each, Attachment))
    return found


def key_of(path: Path) -> JoinKey:
    return JoinKey(ASKED_SHA256, hashlib.sha256(path.read_bytes()).hexdigest())


@pytest.mark.parametrize("answer", ANSWERS)
def test_an_answer_that_states_nothing_leads_nowhere(tmp_path: Path, answer):
    a_picture(tmp_path / "wall.jpg")
    found = asked(tmp_path, answer)
    assert not [key for key in found.keys if key.kind.startswith("asked")]
    assert "asked about" not in found.where


@pytest.mark.parametrize("answer", ANSWERS)
@pytest.mark.parametrize("name", ["wall.jpg.json", "wall.jpg.answer.json"])
def test_an_answer_that_is_named_after_a_picture_beside_it_is_about_that(
    tmp_path: Path, answer, name: str
):
    picture = a_picture(tmp_path / "wall.jpg")
    found = asked(tmp_path, answer, name)
    assert key_of(picture) in found.keys
    assert found.where.endswith("asked about wall.jpg")
    assert found.location is None


@pytest.mark.parametrize("answer", ANSWERS)
@pytest.mark.parametrize(
    "stated", [{"file_name": "C:\\out\\wall.jpg"}, {"query": {"filename": "wall.jpg"}}]
)
def test_an_answer_that_states_the_name_of_a_file_beside_it_is_about_that(
    tmp_path: Path, answer, stated
):
    picture = a_picture(tmp_path / "wall.jpg")
    assert key_of(picture) in asked(tmp_path, answer | stated).keys


@pytest.mark.parametrize("answer", ANSWERS)
def test_a_stated_sha256_needs_no_file(tmp_path: Path, answer):
    found = asked(tmp_path, answer | {"query": {"sha256": "AB" * 32}})
    assert JoinKey(ASKED_SHA256, "ab" * 32) in found.keys


@pytest.mark.parametrize("answer", ANSWERS)
def test_a_stated_link_is_kept_without_what_changes_from_call_to_call(tmp_path: Path, answer):
    found = asked(tmp_path, answer | {"query": {"url": "https://b.example/2.jpg?token=1#x"}})
    assert JoinKey(ASKED_URL, "https://b.example/2.jpg") in found.keys


@pytest.mark.parametrize(
    "stated",
    [
        {"file_name": "../wall.jpg"},
        {"file_name": "gone.jpg"},
        {"file_name": ["wall.jpg"]},
        {"sha256": "abc"},
        {"query": {"url": "not a link"}},
    ],
)
def test_what_leads_out_or_is_not_there_or_is_no_digest_leads_nowhere(tmp_path: Path, stated):
    a_picture(tmp_path / "wall.jpg")
    (tmp_path / "deep").mkdir()
    found = asked(tmp_path / "deep", TINEYE | stated)
    assert not [key for key in found.keys if key.kind.startswith("asked")]
