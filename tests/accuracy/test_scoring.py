"""Figures come from answers, and from nothing else."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from accuracy.attacks.interface import Truth
from accuracy.memes import Memes, counted
from accuracy.pictures import Mark, Picture
from accuracy.scoring import (
    NOBODY,
    Answer,
    Confusion,
    Hit,
    Question,
    Recall,
    added,
    confusion,
    false_matches,
    overlap,
    overlaps,
    recall,
    stranger_pairs,
)

from provenance.model.fingerprint import Orientation
from provenance.model.match import Box, Relation, Strength, Transform
from tests.builders import a_match


def a_photo(name: str, group: str = "photos", mark: Mark = Mark.NONE) -> Picture:
    return Picture(Path(name), f"{group}/{name}", group, f"sha of {name}", mark)


PIER, BOAT, STREET = (a_photo(name) for name in ("pier", "boat", "street"))
FRAMES = tuple(a_photo(f"frame {number}", "video", Mark.SCENE) for number in range(3))
INDEXED = {each.sha256: each for each in (PIER, BOAT, *FRAMES)}


def a_hit(
    picture: Picture,
    strength: Strength = Strength.STRONG,
    relation: Relation = Relation.EDITED_COPY,
    transform: Transform | None = None,
) -> Hit:
    return Hit(picture.sha256, strength, relation, transform or Transform())


def answered(picture: Picture, *hits: Hit, truth: Truth | None = None, failure: str = "") -> Answer:
    return Answer(Question(picture, "crop50", truth or Truth()), hits, failure)


# Recall


def test_recall_counts_strong_and_exact_and_keeps_possible_apart():
    answers = [
        answered(PIER, a_hit(PIER)),
        answered(PIER, a_hit(PIER, Strength.EXACT)),
        answered(PIER, a_hit(PIER, Strength.POSSIBLE)),
        answered(PIER),
    ]
    assert recall(answers) == Recall(asked=4, strong=2, possible=1, scene=0)


def test_recall_is_a_share_in_percent():
    assert Recall(8, 6, 1, 0).share == 75


def test_recall_of_nothing_is_zero():
    assert recall([]).share == 0


def test_a_match_with_another_picture_is_no_recall():
    assert recall([answered(PIER, a_hit(BOAT))]).strong == 0


def test_a_file_that_could_not_be_checked_was_not_found():
    assert recall([answered(PIER, failure="too large")]) == Recall(1, 0, 0, 0)


def test_a_copy_called_a_mere_scene_is_counted():
    assert recall([answered(PIER, a_hit(PIER, relation=Relation.SAME_SCENE))]).scene == 1


# Wrong matches


def test_a_match_with_a_stranger_is_wrong():
    (wrong,) = false_matches([answered(PIER, a_hit(PIER), a_hit(BOAT))], INDEXED)
    assert (wrong.picture, wrong.strength) == (BOAT, Strength.STRONG)


def test_any_match_of_an_unseen_picture_is_wrong():
    assert len(false_matches([answered(STREET, a_hit(BOAT), a_hit(PIER))], INDEXED)) == 2


def test_a_match_within_a_marked_set_is_not_wrong():
    assert false_matches([answered(FRAMES[0], a_hit(FRAMES[1]))], INDEXED) == ()


def test_pictures_of_one_folder_without_a_mark_are_strangers():
    assert len(false_matches([answered(PIER, a_hit(BOAT))], INDEXED)) == 1


def test_a_match_with_a_known_copy_is_neither_right_nor_wrong():
    copy = replace(PIER, sha256="sha of another file", copies=frozenset({PIER.sha256}))
    answers = [answered(copy, a_hit(PIER))]
    assert (false_matches(answers, INDEXED), recall(answers).strong) == ((), 0)
    assert stranger_pairs(answers, INDEXED) == 4


def test_known_copies_of_one_set_are_not_confused():
    copy = replace(FRAMES[0], copies=frozenset({FRAMES[1].sha256}))
    assert confusion([answered(copy, a_hit(FRAMES[1]))], INDEXED)["video"].pairs == 1


def test_pairs_are_those_of_a_question_and_an_indexed_stranger():
    assert stranger_pairs([answered(PIER), answered(STREET), answered(FRAMES[0])], INDEXED) == 11


def test_what_could_not_be_checked_is_no_pair():
    assert stranger_pairs([answered(PIER, failure="damaged")], INDEXED) == 0


# Marked sets


def test_confusion_counts_the_other_pictures_of_the_set():
    answers = [
        answered(
            FRAMES[0],
            a_hit(FRAMES[0], relation=Relation.SAME_PICTURE),
            a_hit(FRAMES[1], relation=Relation.SAME_PICTURE),
            a_hit(FRAMES[2], Strength.POSSIBLE, Relation.SAME_SCENE),
            a_hit(PIER),
        )
    ]
    assert confusion(answers, INDEXED) == {"video": Confusion(2, 1, 1, 1)}


def test_pictures_without_a_mark_are_not_confused():
    assert confusion([answered(PIER, a_hit(BOAT))], INDEXED) == {}


def test_confusion_is_a_share_of_the_matches():
    assert Confusion(pairs=100, strong=3, possible=1, same=1).share == 25


def test_no_match_is_no_confusion():
    assert NOBODY.share == 0


def test_sets_are_added_up():
    assert added([Confusion(10, 1, 2, 1), Confusion(5, 0, 1, 0)]) == Confusion(15, 1, 3, 1)


def test_no_sets_add_up_to_nothing():
    assert added([]) == NOBODY


# Boxes


@pytest.mark.parametrize(
    ("one", "other", "share"),
    [
        (Box(0, 0, 1, 1), Box(0, 0, 1, 1), 1.0),
        (Box(0, 0, 1, 1), Box(0, 0, 0.5, 1), 0.5),
        (Box(0, 0, 0.5, 1), Box(0.5, 0, 1, 1), 0.0),
        (Box(0, 0, 0.2, 1), Box(0.6, 0, 1, 1), 0.0),
        (Box(0, 0, 0.5, 0.5), Box(0.25, 0, 0.75, 0.5), 1 / 3),
        (Box(0, 0, 0.5, 1), None, 0.5),
        (Box(0.5, 0.5, 0.5, 0.5), Box(0.5, 0.5, 0.5, 0.5), 0.0),
    ],
)
def test_overlap_is_what_is_shared_of_what_is_covered(one: Box, other: Box | None, share: float):
    assert overlap(one, other) == pytest.approx(share)


HALF = Box(0, 0, 0.5, 1)
TRUTH = Truth(seen=HALF)
RIGHT = Transform(crop_query=Box(0, 0, 1, 1), crop_match=HALF)


def test_boxes_are_held_against_the_truth():
    found = overlaps([answered(PIER, a_hit(PIER, transform=RIGHT), truth=TRUTH)])
    assert (found.boxed, found.in_query, found.in_match, found.good) == (1, (1.0,), (1.0,), 100)


def test_a_match_without_boxes_is_not_good_where_half_is_seen():
    found = overlaps([answered(PIER, a_hit(PIER), truth=TRUTH)])
    assert (found.matched, found.boxed, found.good) == (1, 0, 0)


def test_both_boxes_must_be_right():
    said = Transform(crop_query=HALF, crop_match=HALF)
    assert overlaps([answered(PIER, a_hit(PIER, transform=said), truth=TRUTH)]).good == 0


def test_boxes_of_wrong_and_of_possible_matches_are_not_scored():
    hits = (a_hit(BOAT, transform=RIGHT), a_hit(PIER, Strength.POSSIBLE, transform=RIGHT))
    assert overlaps([answered(PIER, *hits, truth=TRUTH)]).matched == 0


@pytest.mark.parametrize(
    ("mirrored", "rotated", "right"),
    [(True, 355, 1), (True, 357, 1), (True, 352, 1), (True, 5, 0), (False, 355, 0)],
)
def test_a_turn_is_right_within_three_degrees(mirrored: bool, rotated: int, right: int):
    said = Transform(Orientation(mirrored, rotated))
    truth = Truth(mirrored=True, rotated=355)
    assert overlaps([answered(PIER, a_hit(PIER, transform=said), truth=truth)]).turned == right


# Memes


def test_memes_are_counted_by_what_is_said_of_them():
    said = [
        a_match(strength=Strength.STRONG, relation=Relation.EDITED_COPY),
        a_match(strength=Strength.STRONG, relation=Relation.SAME_PICTURE),
        a_match(strength=Strength.POSSIBLE, relation=Relation.EDITED_COPY),
        a_match(strength=Strength.POSSIBLE, relation=Relation.UNKNOWN),
    ]
    assert counted(9, said) == Memes(9, strong=2, possible=2, differing=2, same=1)


def test_memes_said_to_differ_are_a_share_of_those_found():
    assert Memes(9, 2, 2, 3, 1).share == 75


def test_no_meme_found_is_none_said_to_differ():
    assert counted(9, []).share == 0
