"""A possible match of two videos is listed where more than one moment of them tells of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from provenance.model.keypoints import CODE_BYTES, PLACE_BYTES, Keypoints
from provenance.model.match import BY_KEYPOINTS, Match, Strength
from provenance.settings import Settings
from provenance.workflows.aligned import Laid
from provenance.workflows.check import check
from provenance.workflows.ingest import ingest
from provenance.workflows.opening import OpenIndex, open_index
from provenance.workflows.recurring import recurring_only
from tests.builders import a_frame, a_match, a_media, an_alignment, an_examination
from tests.videos import How, wandering, written

if TYPE_CHECKING:
    from PIL import Image

STORED = list(wandering(6, ("street.jpg", "river.jpg")))
OTHER = list(wandering(6, ("irises.jpg", "still-life.jpg")))
POSSIBLE_ONLY = Settings(workers=1, pdq_strong=0, pdq_possible=0)
"""With these only pHash is left to find what was encoded anew."""


def found(tmp_path: Path, query: Iterable[Image.Image]) -> tuple[Match, ...]:
    folder = tmp_path / "stored"
    folder.mkdir()
    (folder / "stored.mp4").write_bytes(written(STORED))
    small = [each.resize((128, 96)) for each in query]
    (tmp_path / "query.mp4").write_bytes(written(small, How(crf="36")))
    with open_index(tmp_path / "index.db", create=True, settings=POSSIBLE_ONLY) as index:
        ingest(index, folder, keypoints=False)
        return check(index, tmp_path / "query.mp4").case.matches


def test_a_stretch_of_which_hashes_tell_is_listed(tmp_path: Path):
    (match,) = found(tmp_path, STORED[10:50])
    assert (match.method, match.strength) == ("phash-64", Strength.POSSIBLE)


def test_one_moment_of_which_hashes_tell_is_not_listed(tmp_path: Path):
    assert found(tmp_path, [*OTHER[:30], *STORED[12:15], *OTHER[30:]]) == ()


def laid(match: Match, query_s: float, match_s: float) -> Laid:
    query = replace(a_frame(), timestamp_s=query_s)
    stored = replace(match.match_frame, timestamp_s=match_s)
    return Laid(query, match.media, stored, an_alignment())


@pytest.mark.parametrize(
    ("strength", "times", "listed"),
    [
        (Strength.POSSIBLE, [(2.0, 4.0)], False),
        (Strength.POSSIBLE, [(2.0, 4.0), (4.0, 6.0)], True),
        (Strength.STRONG, [(2.0, 4.0)], True),
    ],
)
def test_one_moment_of_which_keypoints_tell_is_listed_only_if_it_is_strong(
    index: OpenIndex, strength: Strength, times: list[tuple[float, float]], listed: bool
):
    still = an_examination()
    some = (Keypoints(1, 1, bytes(CODE_BYTES), bytes(PLACE_BYTES)),)
    frames = tuple(
        replace(each, frame=replace(each.frame, timestamp_s=at), keypoints=some)
        for each in still.frames
        for at in (0.0, 2.0, 4.0, 6.0)
    )
    media = replace(a_media("b" * 64), frame_count=100)
    match = replace(a_match(strength=strength), media=media, method=BY_KEYPOINTS)
    own = [laid(match, *each) for each in times]
    query = replace(still, frames=frames)
    kept = recurring_only(index.engine, query, [match], POSSIBLE_ONLY, own)
    assert list(kept) == [match] * listed


def test_of_a_still_one_moment_is_all_there_is(index: OpenIndex):
    match = replace(a_match(strength=Strength.POSSIBLE), method=BY_KEYPOINTS)
    kept = recurring_only(index.engine, an_examination(), [match], POSSIBLE_ONLY, ())
    assert list(kept) == [match]
