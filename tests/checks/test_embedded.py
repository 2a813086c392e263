"""What the checks say of embedded pictures, of matches of them, and of links by metadata."""

from __future__ import annotations

from dataclasses import replace

import pytest

from provenance.checks.embedded_match import EmbeddedMatch
from provenance.checks.embedded_picture import NAMES, EmbeddedPicture
from provenance.checks.linked_files import LinkedFiles
from provenance.model.case import Case
from provenance.model.embedded import TELLING, HiddenPicture, Likened, Likeness, PlaceInFile
from provenance.model.finding import Bearing
from provenance.model.fingerprint import UPRIGHT, Orientation
from provenance.model.geometry import Box
from provenance.model.link import Link, Links, SharedKey
from provenance.model.match import Match
from provenance.model.media import Frame, Role
from tests.builders import SHA_A, SHA_B, a_case, a_match, a_media, a_sighting, an_examination
from tests.checks.test_contract import NEVER_SAID

CROP = Box(0.2, 0.1, 0.7, 0.9)
TURNED = Orientation(mirrored=False, rotated=90)


def carrying(
    likeness: Likeness,
    origin: PlaceInFile = PlaceInFile.EXIF,
    crop: Box | None = None,
    turn: Orientation = UPRIGHT,
) -> Case:
    embedded = HiddenPicture(origin, 5000, 160, 120, Likened(likeness, turn, crop, 0.97))
    return a_case(examination=replace(an_examination(), embedded=(embedded,)))


def hidden(ours: Role, theirs: Role) -> Match:
    match = a_match()
    return replace(
        match,
        query_frame=Frame(SHA_A, 1, 0.0, ours),
        match_frame=Frame(SHA_B, 1, 0.0, theirs),
    )


@pytest.mark.parametrize("likeness", [Likeness.SAME, Likeness.UNCLEAR])
def test_what_shows_the_same_or_is_unclear_is_no_finding(likeness: Likeness):
    assert list(EmbeddedPicture().run(carrying(likeness))) == []


@pytest.mark.parametrize("likeness", TELLING)
@pytest.mark.parametrize("origin", PlaceInFile)
@pytest.mark.parametrize("crop", [None, CROP])
def test_all_others_ask_or_inform_in_a_plain_sentence(
    likeness: Likeness, origin: PlaceInFile, crop: Box | None
):
    if likeness is Likeness.CROPPED and crop is None:
        crop = CROP
    (finding,) = EmbeddedPicture().run(carrying(likeness, origin, crop, TURNED))
    usual = likeness is Likeness.ROTATED and crop is None
    informs = usual or origin is PlaceInFile.C2PA_INGREDIENT
    assert finding.bearing is (Bearing.INFORMS if informs else Bearing.ASKS)
    assert "{" not in finding.summary
    assert not NEVER_SAID.search(finding.summary)
    assert (finding.evidence[0].what, finding.evidence[0].value) == ("relation", likeness)
    assert finding.evidence[0].source == NAMES[origin]


def test_a_crop_is_told_with_its_share_and_its_place():
    (finding,) = EmbeddedPicture().run(carrying(Likeness.CROPPED, crop=CROP))
    assert "a part (40 %)" in finding.summary
    place = next(each.value for each in finding.evidence if each.what == "visible part of it")
    assert place == "20 % to 70 % of its width, 10 % to 90 % of its height"


def test_a_turn_is_told_in_degrees():
    (finding,) = EmbeddedPicture().run(carrying(Likeness.ROTATED, turn=TURNED))
    assert "turned by 90°" in finding.summary


def test_matches_of_hidden_pictures_are_told_apart_by_whose_they_are():
    ours = hidden(Role.THUMBNAIL, Role.IMAGE)
    theirs = hidden(Role.IMAGE, Role.THUMBNAIL)
    first, second = EmbeddedMatch().run(replace(a_case(), hidden=(ours, theirs)))
    assert "embedded in this file, not the visible one" in first.summary
    assert "dates it by nothing" in first.summary
    assert "embedded in 1 file of this index" in second.summary
    assert all("of an embedded picture" in each.evidence[0].value for each in (first, second))
    assert list(EmbeddedMatch().run(a_case(a_match()))) == []


def test_links_are_told_with_their_keys_and_are_no_match():
    key = SharedKey("xmp-document-id", "xmp-document-id", "f77f1174072068118083b5c6e3f7ed6d")
    link = Link(a_media(SHA_B), (key,), (a_sighting(),))
    (finding,) = LinkedFiles().run(replace(a_case(), links=Links((link,), more=2)))
    assert finding.bearing is Bearing.INFORMS
    assert finding.summary.startswith("3 files of this index are linked to this one by metadata")
    assert "do not match" in finding.summary
    assert key.value in finding.evidence[0].value
    assert list(LinkedFiles().run(a_case())) == []
