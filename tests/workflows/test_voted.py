"""The frames of a video vote together for what they are laid on; a still votes alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from provenance.index.interface import Candidate
from provenance.model.keypoints import Keypoints
from provenance.workflows.voted import OF_ONE, OWN, Voted, chosen
from tests.builders import a_frame, a_media

NONE = Keypoints(1, 1, b"", b"")


def voted(name: str, score: int, index: int = 0, *, mirrored: bool = False) -> Voted:
    frame = replace(a_frame(), media_sha256=name * 64, index=index)
    return Voted(mirrored, Candidate(a_media(name * 64), frame, score, NONE))


def strangers(*scores: int, frame: int) -> list[Voted]:
    """Frames of media that no other frame of the query votes for."""
    return [voted(chr(ord("A") + number), score, frame) for number, score in enumerate(scores)]


def names(own: Sequence[Voted]) -> list[str]:
    return [each.candidate.media.sha256[0] for each in own]


def test_a_still_is_laid_on_all_that_it_votes_for():
    own = strangers(*range(30, 6, -1), frame=0)
    assert chosen([own], 24) == [own]
    assert chosen([[], own, []], 24) == [[], own, []]


def test_each_frame_is_laid_on_its_own_best():
    every = [strangers(*range(100, 80, -1), frame=number) for number in range(3)]
    assert all(
        own[:OWN] == ranked[:OWN] for own, ranked in zip(chosen(every, 0), every, strict=True)
    )
    assert [len(own) for own in chosen(every, 0)] == [OWN] * 3


def test_what_several_frames_vote_for_comes_before_what_one_does():
    """The right one is last in each list, and no stranger is voted for by two frames."""
    every = [
        [voted(chr(ord("A") + 10 * number + place), 50) for place in range(8)] + [voted("z", 40)]
        for number in range(3)
    ]
    assert [names(own)[OWN:] for own in chosen(every, 6)] == [["z"]] * 3


def test_the_mirror_image_votes_apart():
    first = [voted(each, 50) for each in "ABCDEF"] + [voted("z", 40, mirrored=True)]
    second = [voted(each, 50) for each in "GHIJKL"] + [voted("z", 40)]
    assert not any("z" in names(own) for own in chosen([first, second], 8))


def test_a_frame_is_laid_on_few_frames_of_one_media():
    own = [voted("a", 100 - number, number) for number in range(20)]
    other = [voted("b", 10)]
    assert len(chosen([own, other], 24)[0]) == max(OWN, OF_ONE)


def test_no_order_of_the_votes_changes_what_is_chosen():
    every = [strangers(*([7] * 12), frame=number) for number in range(3)]
    turned = [sorted(own, key=lambda one: one.order) for own in [own[::-1] for own in every]]
    assert chosen(turned, 5) == chosen(every, 5)
