"""Of the frames of a scene, those are told that show a still as wholly as it shows them."""

from __future__ import annotations

import pytest
from PIL import Image, ImageOps

from provenance.matching import alignment, keypoints
from provenance.matching.followed import Followed
from provenance.matching.pinpoint import Still, score, span
from provenance.model.span import Span
from tests.matching.photographs import luma
from tests.signals.framing import a_photograph

SIZE = (320, 240)


def window(left: int, zoom: float = 1.0) -> Image.Image:
    """Give what a camera sees that moves along a street, or comes nearer."""
    wide = luma(a_photograph("street.jpg")).resize((480, 300))
    wide_s, high_s = SIZE[0] / zoom, SIZE[1] / zoom
    return wide.resize(SIZE, box=(left, 20, left + wide_s, 20 + high_s))


def scores(
    picture: Image.Image, frames: list[Image.Image], at: int, *, mirrored: bool = False
) -> list[float]:
    """Score the frames of a scene, of which a still was matched with the one at `at`."""
    found = keypoints.queried(picture)
    own = keypoints.mirrored(found) if mirrored else found
    laid = alignment.align(own, keypoints.stored(frames[at]), mirrored=mirrored)
    assert laid is not None
    asked = Still(picture, laid.matrix)
    followed = Followed(frames[at])
    later = [score(asked, each, followed.into(each)) for each in frames[at:]]
    followed.start_again()
    earlier = [score(asked, each, followed.into(each)) for each in reversed(frames[:at])]
    return [*reversed(earlier), *later]


PAN = [window(left) for left in range(0, 121, 20)]


@pytest.mark.parametrize(("at", "matched"), [(0, 1), (3, 3), (3, 1), (6, 4)])
def test_a_still_of_a_panning_camera_is_told_by_what_is_missing_of_other_frames(
    at: int, matched: int
):
    found = scores(window(20 * at), PAN, matched)
    assert found.index(max(found)) == at
    told = span(range(7), found)
    assert told is not None
    assert max(0, at - 1) <= told.earliest_s <= at <= told.latest_s <= min(6, at + 1)


def test_a_nearer_view_and_a_farther_one_are_no_better_than_the_right_one():
    frames = [window(40, zoom) for zoom in (1.0, 1.1, 1.2, 1.3, 1.4)]
    found = scores(frames[2], frames, 3)
    assert found.index(max(found)) == 2


def test_a_still_with_bars_or_mirrored_is_told_as_well():
    for mirrored in (False, True):
        picture = ImageOps.mirror(PAN[2]) if mirrored else PAN[2]
        barred = ImageOps.expand(picture, (0, 50), 0)
        found = scores(barred, PAN, 3, mirrored=mirrored)
        assert found.index(max(found)) == 2


def test_of_a_part_all_frames_that_hold_it_are_reported():
    part = PAN[3].crop((120, 40, 220, 200))
    found = span(range(7), scores(part, PAN, 3))
    assert found is not None
    assert found.earliest_s < 3 < found.latest_s
    assert found.at_s == (found.earliest_s + found.latest_s) / 2


def test_another_scene_scores_little_and_what_has_no_score_gives_no_moment():
    noise = Image.effect_noise(SIZE, 60)
    found = scores(PAN[0], [PAN[0], noise], 0)
    assert found[1] < 0.3 * found[0]
    assert span((0.0, 1.0), (0.0, 0.0)) is None


def test_a_span_reaches_over_one_frame_that_does_worse_but_not_over_two():
    times = (0.0, 0.5, 1.0, 1.5, 2.0, 2.5)
    assert span(times, (0.9, 0.99, 0.5, 1.0, 0.5, 0.5)) == Span(1.0, 0.5, 1.5)
    assert span(times, (0.99, 0.5, 0.5, 1.0, 0.5, 0.5)) == Span(1.5, 1.5, 1.5)
