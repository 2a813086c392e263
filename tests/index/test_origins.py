"""What a posting passes on, and its languages, are kept, and lead to the original."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest

from provenance.index.interface import Entry
from provenance.model.origin import PassedOn, Relay
from provenance.model.posting import Attachment, JoinKey, Posting
from tests.builders import a_moment, a_posting
from tests.index.entries import an_entry, digest, filled

ORIGIN = PassedOn(Relay.REPOST, "x", "1", account="awa")
BY_LINK = PassedOn(Relay.QUOTE, url="https://social.example/1")
ORIGINAL = Posting("X", "1", "https://social.example/1", "awa", moments=(a_moment(),))
REPOST = a_posting(platform="x", native_id="2", languages=("bm", "fr"), origins=(BY_LINK, ORIGIN))
KEY = JoinKey("x-media", "7")


def bare(posting: Posting, *keys: JoinKey) -> Entry:
    return Entry(Attachment(posting, None, "bare", keys), None)


def test_a_posting_comes_back_with_what_it_passes_on_and_its_languages(index_path: Path):
    with closing(filled(index_path, an_entry("a", posting=REPOST))) as index:
        (found,) = index.sightings([digest("a")])[digest("a")]
    assert found.posting == REPOST


def test_a_posting_without_its_file_does_so_too(index_path: Path):
    entry = an_entry("a")
    pictured = replace(entry, attachment=replace(entry.attachment, keys=(KEY,)))
    with closing(filled(index_path, pictured, bare(REPOST, KEY))) as index:
        _, linked = index.sightings([digest("a")])[digest("a")]
        assert linked.posting == REPOST


def test_a_posting_of_a_picture_that_nobody_has_does_so_too(index_path: Path):
    with closing(filled(index_path, bare(REPOST))) as index:
        assert [each.posting for each in index.bare("2")] == [REPOST]


@pytest.mark.parametrize("origin", [ORIGIN, BY_LINK, replace(ORIGIN, account="ben")])
@pytest.mark.parametrize("entry", [an_entry("a", posting=ORIGINAL), bare(ORIGINAL)])
def test_an_original_is_found_by_its_id_or_its_link(index_path: Path, origin, entry):
    with closing(filled(index_path, entry)) as index:
        assert index.originals([origin]) == {origin: (ORIGINAL.key(""), ORIGINAL)}


def test_an_original_comes_with_what_it_passes_on_itself(index_path: Path):
    origin = PassedOn(Relay.QUOTE, "x", "2")
    with closing(filled(index_path, bare(REPOST))) as index:
        assert index.originals([origin])[origin][1] == REPOST


@pytest.mark.parametrize(
    "origin",
    [
        PassedOn(Relay.FORWARD, "x", account="awa"),
        PassedOn(Relay.REPOST, "x", "99"),
        PassedOn(Relay.REPOST, "facebook", "1"),
        PassedOn(Relay.REPOST, native_id="1"),
        PassedOn(Relay.REPOST),
    ],
)
def test_what_names_no_posting_of_the_index_is_left_out(index_path: Path, origin):
    with closing(filled(index_path, bare(ORIGINAL))) as index:
        assert index.originals([origin]) == {}


def test_two_sources_together_state_what_each_of_them_states(index_path: Path):
    one, other = replace(REPOST, origins=(ORIGIN,)), replace(REPOST, languages=("fr",))
    for number, order in enumerate(permutations([bare(one), bare(other), bare(REPOST)])):
        with closing(filled(index_path.with_name(f"{number}.db"), *order)) as index:
            (found,) = index.bare("2")
            assert found.posting == REPOST
