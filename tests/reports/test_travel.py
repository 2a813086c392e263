"""How a picture travelled, in text, HTML and JSON."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from provenance.checks.chains import chains
from provenance.checks.travelled import captions, imports, platforms
from provenance.model.origin import PassedOn, Relay
from provenance.model.posting import Posting, Sighting
from provenance.model.travel import NOWHERE, Travel
from provenance.reports import travel_words as say
from provenance.reports.columns import COLUMNS, display_width
from provenance.reports.html import Html
from provenance.reports.json import Json
from provenance.reports.text import Text
from tests.builders import (
    a_case,
    a_lookup,
    a_match,
    a_posting,
    a_report,
    a_run,
    a_sighting,
)
from tests.reports.page import Page

ARABIC = "كيدال: صورة قديمة تُنشر من جديد"
FRENCH = "Des femmes face au mur à Kidal, « déjà vu »"
ORIGINAL = a_posting("2019-03-02T11:00:00Z", platform="x", native_id="1", account="awa")
REPOST = PassedOn(Relay.REPOST, "x", "1")
FOUND = {REPOST: (ORIGINAL.key(""), ORIGINAL)}
LOST = PassedOn(Relay.FORWARD, "telegram", account="أخبار كيدال")


def way(*postings: Posting) -> Travel:
    sightings: list[Sighting] = [a_sighting(each) for each in postings]
    told = captions(sightings, FOUND), platforms(sightings)
    return Travel(len(sightings), *told, *_followed(sightings))


def _followed(sightings: list[Sighting]):
    followed, whole = chains(sightings, FOUND)
    return followed, imports(sightings), whole


def a_repost(number: int) -> Posting:
    day = f"2023-11-{number:02}T10:00:00Z"
    ident = f"9{number}"
    return a_posting(day, platform="x", native_id=ident, account=f"u{number}", origins=(REPOST,))


TRAVEL = way(
    replace(ORIGINAL, text=FRENCH, languages=("fr",)),
    *map(a_repost, range(1, 6)),
    a_posting("2023-11-17", platform="telegram", native_id="5", text=ARABIC, origins=(LOST,)),
)


def checked(travel: Travel):
    return a_run(replace(a_report(a_case(a_match())), travel=travel))


def looked_up(travel: Travel):
    return replace(a_lookup(a_match()), travel=travel)


def unfolded(text: str) -> str:
    return " ".join(text.split())


TEXTS = [Text().check(checked(TRAVEL)), Text().lookup(looked_up(TRAVEL))]
PAGES = [Html().check(checked(TRAVEL)), Html().lookup(looked_up(TRAVEL))]
each_text = pytest.mark.parametrize("text", TEXTS, ids=["check", "lookup"])
each_page = pytest.mark.parametrize("page", PAGES, ids=["check", "lookup"])


@each_text
def test_the_terminal_tells_captions_with_their_first_and_last_time(text: str):
    said = unfolded(text[text.index(say.HEADING) :])
    assert f'2019-03-02 11:00 UTC 1 posting on x; language stated: fr "{FRENCH}"' in said
    assert '2023-11-01 10:00 UTC, last 2023-11-05 10:00 UTC 5 postings on x "women' in said
    assert f'2023-11-17 (stated) 1 posting on telegram "{ARABIC}"' in said


@each_text
def test_the_terminal_tells_the_first_known_poster_of_each_platform(text: str):
    assert "x: awa, 2019-03-02 11:00 UTC; 6 postings" in unfolded(text)


@each_text
def test_postings_that_pass_on_the_same_are_told_together_with_their_original(text: str):
    said = unfolded(text)
    assert "5 postings repost x awa: x u1 (2023-11-01 10:00 UTC), x u2" in said
    assert "and 2 more the original is in this index x awa (2019-03-02 11:00 UTC)" in said


@each_text
def test_an_original_that_is_not_there_is_said_to_be_so(text: str):
    said = unfolded(text)
    assert "1 posting forwards telegram أخبار كيدال: telegram account-1" in said
    assert "original not found in this index: only its account is named" in said


def test_an_original_that_is_named_and_not_there_is_said_to_be_so():
    lost = replace(a_repost(1), origins=(PassedOn(Relay.REPOST, "x", "404"),))
    said = unfolded(Text().check(checked(way(lost))))
    assert "1 posting reposts x 404: x u1" in said
    assert "original not in this index" in said


def test_a_hidden_account_is_said_to_have_no_name():
    hidden = replace(a_repost(1), origins=(PassedOn(Relay.FORWARD, "telegram"),))
    said = unfolded(Text().check(checked(way(hidden))))
    assert "forwards telegram a posting without a name" in said
    assert "it has no name; no posting of this picture is known" in said


@each_text
def test_an_import_that_holds_the_picture_more_than_once_is_counted(text: str):
    assert "csv list.csv: in this import 7 postings of 7 accounts" in unfolded(text)


@each_text
def test_no_line_passes_80_columns(text: str):
    assert all(display_width(line) <= COLUMNS for line in text.splitlines() if "://" not in line)


@each_page
def test_the_page_tells_all_of_it(page: str):
    said = unfolded(Page(page).text_of("section"))
    for words in (
        f"{FRENCH} 2019-03-02 11:00 UTC 1 posting on x; language stated: fr",
        "x: awa, 2019-03-02 11:00 UTC",
        "5 postings repost x awa",
        "Original not found in this index: only its account is named",
        "In this import 7 postings of 7 accounts",
    ):
        assert words in said


@each_page
def test_a_caption_has_the_direction_of_its_words_and_the_language_that_is_stated(page: str):
    found = [each for each in Page(page).all("bdi") if each.get("class") == "caption"]
    assert {each["dir"] for each in found} == {"auto"}
    assert [each["lang"] for each in found if "lang" in each] == ["fr"]


def test_each_line_of_a_caption_has_a_direction_of_its_own():
    sighting = a_sighting(a_posting(text=f"Forwarded from {ARABIC}\n{ARABIC}"))
    page = Page(Html().check(a_run(a_report(a_case(a_match(sighting))))))
    assert [each.get("dir") for each in page.all("span") if "dir" in each] == ["auto", "auto"]


def test_what_is_no_language_is_no_attribute():
    travel = way(a_posting(native_id="1", languages=('fr" onclick="x',)), a_posting(native_id="2"))
    assert "lang" not in " ".join(
        name for each in Page(Html().check(checked(travel))).all("bdi") for name in each
    )


def test_a_single_posting_needs_no_way():
    for travel in (NOWHERE, way(ORIGINAL)):
        assert say.HEADING not in Text().check(checked(travel))
        assert say.HEADING.capitalize() not in Html().check(checked(travel))


def test_a_single_posting_that_passes_something_on_has_one():
    assert say.CHAINS in Text().check(checked(way(a_repost(1))))


def test_a_long_list_is_cut_for_the_terminal_and_whole_on_the_page():
    travel = way(*(a_posting(native_id=str(n), text=f"words {n}") for n in range(20)))
    text, page = Text().check(checked(travel)), Html().check(checked(travel))
    assert "… and 12 more, all of them with --json or --html" in text
    assert all(f"words {n}" in page for n in range(20))


def test_a_tie_on_a_platform_says_why():
    other = a_posting("2019-03-02T12:00:00", platform="x", native_id="2", account="ben")
    said = unfolded(Text().check(checked(way(ORIGINAL, other))))
    assert "may be as early: ben, 2019-03-02T12:00:00 (stated): its zone or its hour is not" in said


def test_control_characters_of_a_caption_stay_out_of_the_terminal():
    travel = way(a_posting(native_id="1", text=f"\u202e{ARABIC}\x1b[2J"), a_posting(native_id="2"))
    text = Text().check(checked(travel))
    assert "<U+202E>" in text
    assert not {"\u202e", "\x1b"} & set(text)


def test_json_tells_all_of_it():
    travel = json.loads(Json().lookup(looked_up(TRAVEL)))["travel"]
    assert travel["postings"] == 7
    assert [caption["postings"] for caption in travel["captions"]] == [1, 5, 1]
    assert [one["platform"] for one in travel["platforms"]] == ["x", "telegram"]
    traces = [chain["steps"][-1]["trace"] for chain in travel["chains"]]
    assert sorted(traces) == ["absent"] + ["known"] * 5
    assert travel["imports"] == [
        {"source": "csv", "path": "list.csv", "postings": 7, "accounts": 7, "without_account": 0}
    ]


def test_a_posting_carries_its_languages_and_origins_in_json():
    posting = a_posting(languages=("fr",), origins=(REPOST,))
    case = a_case(a_match(a_sighting(posting)))
    (match,) = json.loads(Json().check(a_run(a_report(case))))["reports"][0]["matches"]
    written = match["sightings"][0]["posting"]
    assert written["languages"] == ["fr"]
    assert written["origins"][0] == {
        "relay": "repost",
        "platform": "x",
        "native_id": "1",
        "url": "",
        "account": "",
    }


def test_a_platform_that_is_not_stated_and_a_time_that_is_not_known_are_said():
    travel = way(*(a_posting(None, platform="", native_id="", url="", text=t) for t in "ab"))
    said = unfolded(Text().check(checked(travel)))
    assert "platform not stated: 2 postings, none with a known time" in said
    assert 'no known time 1 posting "a"' in said
