"""What few keypoints lay roughly is told from what was changed."""

from __future__ import annotations

import pytest

from provenance.media import thumbnail
from provenance.model.fingerprint import UPRIGHT
from provenance.workflows.relate import _agreement, _Pair
from tests.matching.photographs import luma
from tests.matching.test_lettering import on_a_screen
from tests.signals.framing import a_photograph

MATCH = luma(a_photograph("street.jpg")).resize((480, 360))
PART = MATCH.crop((120, 72, 360, 288))
ROUGH = (0.53, 0.02, 0.24, -0.01, 0.57, 0.21, 0.0, 0.0, 1.0)
TRUE = (0.5, 0.0, 0.25, 0.0, 0.6, 0.2, 0.0, 0.0, 1.0)


@pytest.mark.parametrize("is_rough", [True, False])
def test_a_part_that_was_laid_roughly_differs_in_nothing_once_its_map_is_put_right(is_rough: bool):
    pictures = thumbnail.detail(PART), thumbnail.make(MATCH)
    tested = _agreement(_Pair(*pictures, UPRIGHT, None, ROUGH, 1.0, is_rough))
    assert tested is not None
    relation, _, differing, _, matrix = tested
    assert (relation == "same-picture") is is_rough
    assert bool(differing) is not is_rough
    assert matrix == (pytest.approx(TRUE, abs=0.005) if is_rough else ())


def related_by_hash(query: str, match: str) -> str:
    """Name what two screenshots are to each other that only their hashes lay on each other."""
    one, other = (on_a_screen(a_photograph(name)).convert("L") for name in (query, match))
    pair = _Pair(thumbnail.make(one), thumbnail.make(other), UPRIGHT, detail=thumbnail.detail(one))
    tested = _agreement(pair)
    assert tested is not None
    return tested[0]


def test_screenshots_whose_hashes_are_near_may_share_no_more_than_the_app():
    assert related_by_hash("street.jpg", "river.jpg") == "same-lettering"
    assert related_by_hash("street.jpg", "street.jpg") == "same-picture"
