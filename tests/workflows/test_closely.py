"""Of a video frames are looked at closely that lie evenly, and where scenes begin."""

from __future__ import annotations

from itertools import pairwise

from provenance.workflows.closely import Closely


def offered(
    seconds: int, most: int, gap_s: float = 2.0, scenes: tuple[float, ...] = ()
) -> Closely[float]:
    """Offer a moment every half second, each as its own time."""
    closely: Closely[float] = Closely(most, gap_s)
    for number in range(2 * seconds):
        at = number / 2
        closely.offer(number, at, at, begins=at in scenes)
    return closely


def chosen(seconds: int, most: int, gap_s: float = 2.0, scenes: tuple[float, ...] = ()):
    return offered(seconds, most, gap_s, scenes).chosen()


def first(seconds: int, scenes: tuple[float, ...] = ()) -> list[float]:
    """Give the times of what a query of so many seconds is asked about first."""
    return sorted(number / 2 for number in offered(seconds, 100, 0.25, (0.0, *scenes)).first())


def test_a_moment_is_chosen_each_gap():
    assert list(chosen(10, 100).values()) == [0.0, 2.0, 4.0, 6.0, 8.0]


def test_a_new_scene_is_chosen_where_it_begins():
    assert list(chosen(6, 100, scenes=(2.5,)).values()) == [0.0, 2.0, 2.5, 4.5]


def test_a_long_video_is_covered_evenly_to_its_end():
    times = list(chosen(600, 10).values())
    assert len(times) == 10
    assert times[-1] > 590 - 80
    gaps = [b - a for a, b in pairwise(times)]
    assert max(gaps) <= 2 * min(gaps)


def test_many_short_scenes_stay_within_the_most():
    times = list(chosen(300, 7, scenes=tuple(each / 2 for each in range(600))).values())
    assert 4 <= len(times) <= 7
    assert times[-1] > 200


def test_moments_are_named_by_their_numbers():
    assert all(number == 2 * at for number, at in chosen(60, 5).items())


def test_nothing_offered_is_nothing_chosen():
    assert Closely[int](3, 2.0).chosen() == {}


def test_of_large_moments_fewer_are_held():
    closely: Closely[int] = Closely(100, 2.0)
    closely.hold_at_most(10)
    for number in range(400):
        closely.offer(number, 2.0 * number, number, begins=False)
    assert len(closely._held) <= 10
    assert 3 <= len(closely.chosen()) <= 5
    closely.hold_at_most(0)
    assert closely.most == 1


def test_first_come_moments_that_lie_far_apart():
    assert first(10) == [0.0, 3.0, 6.0, 9.0]


def test_first_come_the_moments_at_which_scenes_begin():
    assert set(first(10, scenes=(2.0, 6.0))) >= {0.0, 2.0, 6.0}


def test_shortly_before_a_scene_begins_nothing_is_looked_at_first():
    assert first(10, scenes=(4.0, 7.5)) == [0.0, 4.0, 7.5]


def test_of_a_short_video_four_moments_come_first():
    assert len(first(2)) == 4


def test_what_comes_first_was_chosen():
    closely = offered(600, 12, 0.25, tuple(map(float, range(0, 600, 7))))
    assert closely.first() <= set(closely.chosen())


def test_of_nothing_nothing_comes_first():
    assert Closely[int](3, 2.0).first() == frozenset()


def test_the_end_of_a_video_is_chosen_where_it_lies_half_a_gap_from_the_last():
    ends = {}
    for seconds in (4, 5, 6):
        closely = offered(seconds, 100)
        closely.end()
        ends[seconds] = list(closely.chosen().values())
    assert ends == {4: [0.0, 2.0, 3.5], 5: [0.0, 2.0, 4.0], 6: [0.0, 2.0, 4.0, 5.5]}


def test_what_was_passed_over_before_the_last_chosen_one_is_no_end():
    closely = offered(2, 100, scenes=(1.5,))
    closely.end()
    assert list(closely.chosen().values()) == [0.0, 1.5]
