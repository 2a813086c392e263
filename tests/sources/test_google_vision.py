"""Recorded answers of Google Vision: pages and pictures, with no time at all."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from provenance.model.posting import Attachment, Failed, Skipped
from tests.sources.exports import EXPORTS, only, read

VISION = EXPORTS / "google-vision" / "answer.json"


def written(folder: Path, answer: object) -> Path:
    path = folder / "answer.json"
    path.write_text(json.dumps(answer))
    return path


def test_google_states_pages_without_any_time() -> None:
    pages = [entry for entry in read(VISION) if isinstance(entry, Attachment)]
    assert [entry.posting.url for entry in pages] == [
        "https://album.example/2014/",
        "https://news.example/story",
        "https://cdn.example/other-wall.jpg",
    ]
    assert not any(entry.posting.moments or entry.location for entry in pages)
    assert pages[0].posting.text == "Our wall in summer"


def test_what_only_looks_similar_is_no_posting_of_the_picture() -> None:
    last = read(VISION)[-1]
    assert isinstance(last, Skipped)
    assert "only looks similar" in last.reason


def test_the_spelling_of_googles_own_library_is_read_too(tmp_path: Path) -> None:
    pages = [{"url": "https://a.example/", "page_title": "A", "full_matching_images": []}]
    path = written(tmp_path, {"web_detection": {"pages_with_matching_images": pages}})
    entry = only(path)
    assert isinstance(entry, Attachment)
    assert (entry.posting.url, entry.posting.text) == ("https://a.example/", "A")


@pytest.mark.parametrize(
    ("answer", "kind", "reason"),
    [
        ({"webDetection": {}}, Skipped, "does not show that the picture is new"),
        (
            {"responses": [{"error": {"message": "quota"}}, {"webDetection": {}}]},
            Failed,
            "did not answer (quota)",
        ),
        (
            {"webDetection": {"pagesWithMatchingImages": [{"pageTitle": "no link"}]}},
            Failed,
            "the page has no link",
        ),
    ],
)
def test_an_answer_of_google_that_names_nothing_says_why(
    tmp_path: Path, answer: object, kind: type, reason: str
) -> None:
    entry = read(written(tmp_path, answer))[0]
    assert isinstance(entry, kind)
    assert reason in entry.reason
