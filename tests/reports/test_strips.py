"""Frames of a video in a row, and as a line of text, with what matches marked."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given

from provenance.model.clip import Clip
from provenance.model.comparison import FramePair
from provenance.model.match import BY_KEYPOINTS, Relation, Strength
from provenance.model.media import Frame, Role
from provenance.model.strip import Still, Strip
from provenance.reports import comparisons
from provenance.reports.comparison_page import as_html
from provenance.reports.html import Html
from provenance.reports.strip_lines import bar, bars
from provenance.reports.text import Text
from tests.builders import SHA_A, SHA_B, a_case, a_comparison, a_lookup, a_match, a_report, a_run
from tests.reports.page import VOID, Page
from tests.reports.saying import a_sighting_saying, any_text, repeatable

VOID |= {"rect"}
JPEG = b"\xff\xd8 a picture \xff\xd9"
CLIP = Clip(1.0, 5.0, 21.0, 29.0, 19.0, 2.0, 9, mirrored=True)


def a_strip(
    marked: tuple[float, float] | None, *, of_query: bool, end_s: float = 6.0, jpeg: bytes = JPEG
) -> Strip:
    times = [end_s * part / 3 for part in range(4)]
    inside = [marked is not None and marked[0] <= at <= marked[1] for at in times]
    stills = tuple(Still(at, jpeg, within) for at, within in zip(times, inside, strict=True))
    return Strip(of_query, stills, 13, 0.0, end_s, marked)


OURS = a_strip((1.0, 5.0), of_query=True)
THEIRS = a_strip((21.0, 29.0), of_query=False, end_s=4000.0)
MATCH = replace(
    a_match(),
    query_frame=Frame(SHA_A, 3, 2.0, Role.FRAME),
    match_frame=Frame(SHA_B, 9, 23.0, Role.FRAME),
    clip=CLIP,
    strips=(OURS, THEIRS),
)
PAIR = FramePair(MATCH.query_frame, MATCH.match_frame, BY_KEYPOINTS, 31, (JPEG, JPEG))
FOUND = replace(a_comparison(MATCH), strips=(OURS, THEIRS), pairs=(PAIR,))


@pytest.mark.parametrize(
    ("marked", "drawn"),
    [
        ((0.0, 6.0), "██████"),
        ((0.0, 2.0), "██────"),
        ((4.0, 6.0), "────██"),
        ((3.0, 3.0), "───█──"),
        ((6.0, 6.0), "─────█"),
        ((-1.0, 9.0), "██████"),
        (None, "──────"),
    ],
)
def test_a_bar_fills_what_matches(marked, drawn):
    assert bar(a_strip(marked, of_query=True), 6) == drawn


def test_a_bar_fills_every_stretch():
    strip = replace(a_strip((4.0, 6.0), of_query=True), also=((0.0, 1.0), (2.0, 3.0)))
    assert bar(strip, 6) == "█─█─██"


def test_bars_of_two_videos_stand_under_each_other():
    one, other = bars(MATCH.strips, "      ")
    assert one.startswith("      checked  ")
    assert other.startswith("      indexed  ")
    assert one.index("─") == other.index("█") or one.index("─") == other.index("─")
    assert other.endswith(" 01:06:40.0")
    assert max(len(one), len(other)) <= 80


def test_nothing_is_drawn_of_a_video_of_which_nothing_matches():
    assert list(bars([a_strip(None, of_query=True)], "")) == []


def test_the_text_of_a_check_draws_both_videos():
    text = Text().check(a_run(a_report(a_case(MATCH))))
    assert "checked  00:00.0 ─" in text
    assert "indexed  00:00.0 █" in text


def test_the_page_of_a_check_shows_frames_with_their_times_and_marks():
    page = Page(Html().check(a_run(a_report(a_case(MATCH)))))
    alts = [image["alt"] for image in page.all("img") if " video at " in (image["alt"] or "")]
    assert len(alts) == 8
    assert "The checked video at 00:02.0, in grey: in the stretch that matches" in alts
    assert "The indexed video at 00:00.0, in grey" in alts
    assert "01:06:40.0" in page.text_of("time")
    assert sum(each.get("class") == "inside" for each in page.all("li")) == 2
    assert page.all("ol")[0]["class"] == "frames"


def test_the_page_of_a_lookup_shows_them_too():
    assert len(Page(Html().lookup(a_lookup(MATCH))).all("ol")) == 2


def test_a_moment_of_a_still_is_marked_as_one():
    strip = a_strip((2.0, 2.0), of_query=False)
    match = replace(MATCH, clip=None, query_frame=a_match().query_frame, strips=(strip,))
    page = Html().check(a_run(a_report(a_case(match))))
    assert "the moment that matches" in page
    assert Page(page).text_of("figcaption").count("is marked") == 1


def test_matches_for_which_there_was_no_room_are_counted():
    bare = replace(MATCH, strips=())
    page = Html().check(a_run(a_report(a_case(MATCH, bare, bare))))
    assert "2 more matches of videos are not shown here as frames" in page


def test_a_frame_of_which_no_picture_is_kept_says_so():
    match = replace(MATCH, strips=(a_strip((1.0, 5.0), of_query=True, jpeg=b""),))
    page = Page(Html().check(a_run(a_report(a_case(match)))))
    assert "no picture kept" in page.text_of("li")


@repeatable
@given(any_text)
def test_whoever_posted_it_the_page_holds_text_only(text):
    match = replace(MATCH, sightings=(a_sighting_saying(text),))
    page = Page(Html().check(a_run(a_report(a_case(match)))))
    assert page.open == []
    assert not {"script", "iframe"} & {tag for tag, _ in page.elements}
    for _, attributes in page.elements:
        assert not [name for name in attributes if name.startswith("on") or name == "style"]


def test_compare_says_the_stretch_its_speed_its_offset_and_the_frames_that_agree():
    text = comparisons.as_text(FOUND)
    assert "A and B have a stretch in common, 4.0 s of A." in text
    assert "stretch of A: 00:00:01.0 to 00:00:05.0" in text
    assert "is this of B: 00:00:21.0 to 00:00:29.0" in text
    assert "speed: A runs at 2 times the speed of B" in text
    assert "offset: what A shows after t seconds comes after 19.0 + 2 t in B" in text
    assert "mirrored: yes" in text
    assert "frames that agree: 9 of the 13 frames of A" in text
    assert "00:00:02.0 of A, 00:00:23.0 of B: 31 keypoints agree" in text
    assert "frames of A: 13 frames from 00:00:00.0 to 00:00:06.0, one each 0.5 s on" in text
    assert max(map(len, text.splitlines())) <= 80


@pytest.mark.parametrize(
    ("offset", "said"),
    [
        (19.0, "comes 19.0 s later"),
        (-3.0, "comes 3.0 s earlier"),
        (-0.02, "comes at the same time"),
    ],
)
def test_at_the_same_pace_the_offset_is_a_number(offset, said):
    clip = replace(CLIP, speed=1.0, offset_s=offset)
    text = comparisons.as_text(replace(FOUND, match=replace(MATCH, clip=clip)))
    assert f"what A shows {said} in B" in text
    assert "speed: the same in both" in text


@pytest.mark.parametrize(
    ("relation", "said"),
    [
        (Relation.EDITED_COPY, "A part of the picture differs."),
        (Relation.SAME_SCENE, "probably show the same scene"),
    ],
)
def test_a_stretch_does_not_hide_what_the_frames_are_to_each_other(relation, said):
    found = replace(FOUND, match=replace(MATCH, relation=relation))
    assert "a stretch in common" in comparisons.answer(found)
    assert said in comparisons.answer(found)


def test_a_possible_stretch_asks_to_look():
    found = replace(FOUND, match=replace(MATCH, strength=Strength.POSSIBLE))
    assert comparisons.answer(found).startswith("Possibly: A and B have a stretch")


def test_the_page_of_a_comparison_shows_both_rows_and_the_best_pairs():
    page = Page(as_html(FOUND))
    assert len(page.all("ol")) == 2
    assert "A at 00:00:02.0 and B at 00:00:23.0" in page.text_of("strong")
    assert "Do these videos show the same?" in page.text_of("h1")


def test_without_a_match_the_page_shows_what_was_compared_and_marks_nothing():
    strips = (a_strip(None, of_query=True), a_strip(None, of_query=False))
    written = as_html(replace(a_comparison(), strips=strips))
    assert written.count("nothing of it is marked") == 2
    assert 'class="inside"' not in written
