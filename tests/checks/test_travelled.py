"""How a picture travelled: captions, first posters and imports."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.checks.travelled import captions, imports, platforms, sure_sightings, words
from provenance.model.match import Match, Relation, Strength
from provenance.model.origin import PassedOn, Relay
from provenance.model.posting import Sighting
from tests.builders import SHA_A, a_collection, a_match, a_posting, a_sighting
from tests.checks.cases import matches


def said(text: str, native_id: str, posted: str | None = "2023-11-17", **stated) -> Sighting:
    return a_sighting(a_posting(posted, native_id=native_id, text=text, **stated))


def texts(*sightings: Sighting) -> list[str]:
    return [caption.text for caption in captions(sightings, {})]


def test_captions_come_in_order_of_the_time_by_which_they_are_first_known():
    later, sooner = said("late", "1", "2023-11-17"), said("early", "2", "2019-01-01")
    assert texts(later, said("never dated", "3", None), sooner) == ["early", "late", "never dated"]


def test_white_space_and_the_way_an_accent_is_written_make_no_other_caption():
    (caption,) = captions([said("une  fe\u0302te\n", "1"), said("une f\u00eate", "2")], {})
    assert (caption.text, caption.postings) == ("une f\u00eate", 2)


def test_another_accent_is_another_caption():
    assert len(texts(said("une fe\u0301te", "1"), said("une f\u00eate", "2"))) == 2


def test_a_caption_knows_its_first_and_its_last_posting():
    (caption,) = captions([said("x", "1", "2023-11-17"), said("x", "2", "2019-01-01")], {})
    assert caption.first is not None
    assert caption.last is not None
    assert (caption.first.stated, caption.last.stated) == ("2019-01-01", "2023-11-17")


def test_a_caption_counts_postings_without_a_time_and_names_platforms_and_stated_languages():
    sightings = [
        said("x", "1", platform="X", languages=("fr",)),
        said("x", "2", None, platform="telegram"),
    ]
    (caption,) = captions(sightings, {})
    assert (caption.postings, caption.undated) == (2, 1)
    assert (caption.platforms, caption.languages) == (("telegram", "x"), ("fr",))


def test_a_language_is_never_guessed():
    (caption,) = captions([said("les femmes de Kidal face au mur", "1")], {})
    assert caption.languages == ()


def test_postings_without_words_are_counted_under_an_empty_caption():
    assert texts(said("  \n", "1"), said("", "2")) == [""]


def test_a_posting_that_several_pictures_show_counts_once():
    one = said("x", "1")
    (caption,) = captions([one, replace(one, media_sha256=SHA_A)], {})
    assert caption.postings == 1


AWA = PassedOn(Relay.FORWARD, "telegram", account="Awa")


@pytest.mark.parametrize(
    ("text", "origin", "expected"),
    [
        ("Forwarded from Awa\nthe wall", AWA, "the wall"),
        ("Forwarded from Awa", AWA, ""),
        (
            "Forwarded from an account without a name\nthe wall",
            PassedOn(Relay.FORWARD, "telegram"),
            "the wall",
        ),
        ("Forwarded from Ben\nthe wall", AWA, "Forwarded from Ben the wall"),
        ("RT @awa: the wall", PassedOn(Relay.REPOST, "x", "7"), "the wall"),
        ("RT @awa: the wall", PassedOn(Relay.QUOTE, "x", "7"), "RT @awa: the wall"),
    ],
)
def test_the_line_that_names_whose_words_they_are_is_no_caption(text, origin, expected):
    assert words(a_posting(text=text, origins=(origin,))) == expected


def test_a_repost_that_is_cut_short_has_the_caption_of_its_original():
    origin = PassedOn(Relay.REPOST, "x", "7")
    found = {origin: ("key", a_posting(text="the women face the wall"))}
    cut = said("RT @awa: the women face\u2026", "1", origins=(origin,))
    other = said("RT @awa: the men face\u2026", "2", origins=(origin,))
    assert {one.text for one in captions([cut, other], found)} == {
        "the women face the wall",
        "the men face\u2026",
    }


def test_each_platform_has_its_first_known_poster_as_an_interval_with_its_ties():
    found = platforms(
        [
            said("", "1", "2023-11-17T10:00:00Z", platform="x", account="awa"),
            said("", "2", "2023-11-17T12:00:00", platform="X", account="ben"),
            said("", "3", "2019-01-01", platform="telegram", account="che"),
            said("", "4", None, platform="vk"),
        ]
    )
    assert [(one.platform, one.postings) for one in found] == [("telegram", 1), ("x", 2), ("vk", 1)]
    on_x = found[1].earliest
    assert on_x is not None
    assert on_x.first.sighting.posting.account == "awa"
    assert [tied.sighting.posting.account for tied in on_x.ambiguous] == ["ben"]
    assert found[2].earliest is None


def test_an_import_counts_postings_and_accounts():
    other = a_collection("telegram", "result.json")
    sightings = [
        said("", "1", account="awa"),
        said("", "2", account="awa"),
        said("", "3", account=""),
        replace(said("", "4", account="ben"), collections=(a_collection(), other)),
    ]
    counted = [(i.source, i.postings, i.accounts, i.without_account) for i in imports(sightings)]
    assert counted == [("csv", 4, 2, 1), ("telegram", 1, 1, 0)]


def test_what_is_only_possible_or_of_a_scene_says_nothing_of_the_way():
    maybe = a_match(said("", "1"), strength=Strength.POSSIBLE)
    scene = a_match(said("", "2"), relation=Relation.SAME_SCENE)
    assert sure_sightings([maybe, scene]) == ()
    assert len(sure_sightings([maybe, a_match(said("", "3"))])) == 1


@given(matches(), st.randoms(use_true_random=False))
def test_every_posting_is_counted_once_in_any_order(
    found: list[Match], shuffler: random.Random
) -> None:
    sightings = list(sure_sightings(found))
    keys = {each.posting_key for each in sightings}
    told = captions(sightings, {}), platforms(sightings), imports(sightings)
    assert sum(caption.postings for caption in told[0]) == len(keys)
    assert sum(one.postings for one in told[1]) == len(keys)
    shuffler.shuffle(sightings)
    assert told == (captions(sightings, {}), platforms(sightings), imports(sightings))
