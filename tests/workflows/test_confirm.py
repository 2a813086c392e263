"""What few keypoints say is strong, possible or nothing, as the pixels agree or not."""

from __future__ import annotations

import pytest

from provenance.media import thumbnail
from provenance.model.alignment import Alignment
from provenance.model.media import Frame, Media, Role
from provenance.settings import Settings
from provenance.workflows.aligned import Laid
from provenance.workflows.confirm import confirmed
from tests.signals.framing import a_photograph

THERE = (0.4, 0, 0.4, 0, 0.4, 0.3, 0, 0, 1.0)
ELSEWHERE = (0.4, 0, 0.1, 0, 0.4, 0.5, 0, 0, 1.0)
SPREAD = ((0.1, 0.1, 0.1, 0.1), (0.9, 0.1, 0.9, 0.1), (0.9, 0.9, 0.9, 0.9))
SHA256 = "0" * 64
WHOLE = a_photograph("irises.jpg").convert("L")
PICTURES = (thumbnail.detail(WHOLE.crop((320, 180, 640, 420))), thumbnail.make(WHOLE))


def laid(inliers: int, matrix: tuple[float, ...]) -> dict[str, Laid]:
    frame = Frame(SHA256, 0, 0.0, Role.IMAGE)
    media = Media(SHA256, 1, "image/jpeg", 800, 600, 1)
    return {SHA256: Laid(frame, media, frame, Alignment(matrix, inliers, SPREAD, mirrored=False))}


def said(inliers: int, matrix: tuple[float, ...], pictures: tuple[bytes, bytes]) -> str:
    found = confirmed(laid(inliers, matrix), {SHA256: pictures}, Settings())
    if not found:
        return "nothing"
    return "strong" if found[SHA256].confirmed else "possible"


@pytest.mark.parametrize("inliers", [4, 7, 12])
def test_few_keypoints_are_enough_where_the_pixels_agree(inliers: int):
    assert said(inliers, THERE, PICTURES) == "strong"


@pytest.mark.parametrize(
    ("inliers", "what"), [(4, "nothing"), (7, "nothing"), (8, "possible"), (15, "possible")]
)
def test_where_the_pixels_differ_keypoints_are_a_possible_match_at_best(inliers: int, what: str):
    assert said(inliers, ELSEWHERE, PICTURES) == what


@pytest.mark.parametrize(("inliers", "what"), [(7, "nothing"), (8, "possible")])
@pytest.mark.parametrize("broken", [b"", b"no picture"])
def test_a_thumbnail_that_cannot_be_read_confirms_nothing(inliers: int, what: str, broken: bytes):
    assert said(inliers, THERE, (PICTURES[0], broken)) == what


def test_many_keypoints_need_no_pixels():
    found = confirmed(laid(16, ELSEWHERE), {}, Settings())
    assert list(found) == [SHA256]
