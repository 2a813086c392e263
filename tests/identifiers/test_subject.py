"""Words taken apart: what is a link, what the name of a file, what may be a bare id."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.identifiers.subject import Found, Subject

NUMBER = re.compile("(?P<id>[0-9]+)")
CODE = re.compile("(?P<id>[A-Za-z0-9]+)")
LINK = (re.compile("a\\.example/(?P<id>[0-9]+)"),)


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("https://www.Example.org/Path/?q=1#top", "example.org/Path"),
        ("http://user:word@example.org:8080/a", "example.org/a"),
        ("example.org/a", "example.org/a"),
        ("https://example.org", "example.org"),
        ("https://example.org/a%3Ab", "example.org/a:b"),
        ("at://did:plc:abc/app/key", "at://did:plc:abc/app/key"),
        ("urn:li:activity:7", "urn:li:activity:7"),
        ("photo.jpg", ""),
        ("folder/photo.jpg", ""),
        ("./folder/photo.jpg", ""),
        (r"C:\folder\photo.jpg", ""),
        ("exports.2023/photo.jpg", ""),
        ("1724396760069046272", ""),
        ("two words", ""),
        ("", ""),
    ],
)
def test_a_link_is_told_from_a_path(text: str, link: str) -> None:
    assert Subject.of(text).link == link


@pytest.mark.parametrize(
    ("text", "stem", "token"),
    [
        ("photo.jpg", "photo", "photo"),
        (" folder/photo.tar.gz ", "photo.tar", "photo.tar"),
        (r"C:\folder\photo.jpg", "photo", "photo"),
        ("A title [abc].mp4", "A title [abc]", "abc"),
        ("A [b] title [abc].info.json", "A [b] title [abc]", "abc"),
        ("https://example.org/a/photo.jpg?b=c.d", "photo", "photo"),
        ("folder/", "folder", "folder"),
        ("no-ending", "no-ending", "no-ending"),
        (".hidden", ".hidden", ".hidden"),
        ("1.5", "1.5", "1.5"),
    ],
)
def test_a_name_loses_its_folder_and_its_ending(text: str, stem: str, token: str) -> None:
    subject = Subject.of(text)
    assert (subject.stem, subject.token) == (stem, token)


def test_a_link_is_certain_and_a_bare_id_is_where_the_platform_is_stated() -> None:
    ident = "123456789012345"
    assert Subject.of(f"https://a.example/{ident}").find(LINK, NUMBER, "") == Found(ident, True)
    assert Subject.of(ident).find(LINK, NUMBER, "") == Found(ident, False)
    assert Subject.of(ident).find(LINK, NUMBER, "a") == Found(ident, True)


def test_a_link_to_somewhere_else_counts_only_where_the_platform_is_stated() -> None:
    subject = Subject.of("https://b.example/123456789012345")
    assert subject.find(LINK, NUMBER, "") is None
    assert subject.find(LINK, NUMBER, "a") == Found("123456789012345", True)


@pytest.mark.parametrize(
    ("text", "found"),
    [("aBcdefghijk", True), ("ABCdEFGHIJK", True), ("Abcdefghijk", False), ("ABCDEFGHIJK", False)],
)
def test_a_bare_code_with_letters_of_one_size_is_a_word(text: str, found: bool) -> None:
    assert (Subject.of(text).find((), CODE, "", mixed=True) is not None) is found
    assert Subject.of(text).find((), CODE, "", mixed=False) is not None
    assert Subject.of(text).find((), CODE, "a", mixed=True) is not None


@given(st.text(st.characters(exclude_categories=())))
def test_any_text_can_be_taken_apart(text: str) -> None:
    subject = Subject.of(text)
    assert subject.text == text
    assert subject.token in subject.stem
