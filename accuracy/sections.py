"""The figures of a run as sections of the page; every number comes from the answers."""

from __future__ import annotations

from collections.abc import Sequence

from accuracy.attacks.interface import Attack
from accuracy.goals import CROPS, GROUPS, SCENES_CALLED_SAME, TOGETHER, goal_of
from accuracy.measuring import Measured
from accuracy.pictures import Mark
from accuracy.scoring import (
    NOBODY,
    Answer,
    Confusion,
    FalseMatch,
    Recall,
    added,
    confusion,
    false_matches,
    moved,
    overlaps,
    recall,
    stranger_pairs,
)
from accuracy.tables import Bar, table, word
from provenance.model.match import Strength

_LISTED = 30
_BOUND = 3.0
"""With no event among n independent trials, the rate is below 3/n with 95 % confidence."""


def goals(run: Measured) -> list[Bar]:
    """Hold the run against what was promised."""
    everything = recall([answer for _, answers in run.by_attack for answer in answers])
    wrong, fresh = _strong(false_matches(run.answers(), run.indexed)), unseen_wrong(run)
    scene = added(each for group, each in _sets(run).items() if mark_of(run, group) is Mark.SCENE)
    crops = [
        answer for attack, answers in run.by_attack if attack.name in CROPS for answer in answers
    ]
    boxes = overlaps(crops)
    return [
        Bar(f"recall of all attacks together, % (goal ≥ {TOGETHER:g})", everything.share, TOGETHER),
        Bar("wrong strong matches, all checks (goal 0)", len(wrong), 0, at_least=False),
        Bar(
            f"wrong strong matches of {len(run.unseen)} unseen pictures (goal 0)",
            fresh,
            0,
            at_least=False,
        ),
        Bar(
            f"frames of a scene called the same, % of matches (goal ≤ {SCENES_CALLED_SAME:g})",
            scene.share,
            SCENES_CALLED_SAME,
            at_least=False,
        ),
        Bar(
            "memes on one template said to differ, % of those found (goal 100)",
            run.memes.share,
            100,
        ),
        Bar(
            "plain crops with both boxes at an IoU ≥ 0.9, % of those found (goal 100)",
            boxes.good,
            100,
        ),
    ]


def unseen_wrong(run: Measured) -> int:
    """Count the unseen pictures, as they are, that match a stranger strongly."""
    wrong = _strong(false_matches(run.unseen, run.indexed))
    return len({each.question.picture.sha256 for each in wrong})


def by_group(run: Measured) -> str:
    """Write recall for each group, crops apart by what they keep."""
    groups: dict[str, list[Answer]] = {}
    limits: dict[str, float] = dict(GROUPS) | dict(CROPS)
    for attack, answers in run.by_attack:
        groups.setdefault(_goal_name(attack), []).extend(answers)
    rows = [_recall_row(name, recall(own), limits[name]) for name, own in groups.items()]
    everything = [answer for own in groups.values() for answer in own]
    rows.append(_recall_row("all", recall(everything), TOGETHER))
    return table(("group", *_RECALL_COLUMNS), rows)


def by_attack(run: Measured) -> str:
    """Write recall for each attack beside the goal of its group."""
    rows = [_recall_row(each.name, recall(own), goal_of(each)) for each, own in run.by_attack]
    return table(("attack", *_RECALL_COLUMNS), rows)


def wrong_matches(run: Measured) -> str:
    """Write the matches with strangers, in total and by a million pairs."""
    kinds = (
        ("edited pictures of the index", [a for _, own in run.by_attack for a in own]),
        ("unseen, as they are", run.unseen),
        ("unseen, edited", run.unseen_edited),
        ("pictures of marked sets", run.sets),
        ("all", run.answers()),
    )
    rows = [(name, *_wrong_cells(answers, run)) for name, answers in kinds]
    columns = ("checked", "checks", "pairs", "strong", "a million pairs", "possible")
    parts = [table(columns, rows)]
    listed = false_matches(run.answers(), run.indexed)
    listed = tuple(sorted(listed, key=lambda each: each.strength is Strength.POSSIBLE))
    if listed:
        lines = [_wrong_line(each) for each in listed[:_LISTED]]
        more = len(listed) - len(lines)
        parts.append("\n".join([*lines, *([f"- … and {more} more"] if more else [])]))
    return "\n\n".join(parts)


def same_scene(run: Measured) -> str:
    """Write what was said of other pictures of the marked sets."""
    sets = _sets(run)
    rows = [_set_row(group, mark_of(run, group).value, each) for group, each in sets.items()]
    for mark in (Mark.SCENE, Mark.TEMPLATE, Mark.ALIKE):
        total = added(each for group, each in sets.items() if mark_of(run, group) is mark)
        if total != NOBODY:
            rows.append(_set_row(f"all {mark.value}", "", total))
    if not rows:
        return "No set of the pictures given is marked (see `accuracy/pictures.py`)."
    columns = (
        "set",
        "what it holds",
        "pairs",
        "strong",
        "possible",
        "same picture",
        "% of matches",
    )
    return table(columns, rows)


def memes(run: Measured) -> str:
    """Write what was said of two texts on one template."""
    own = run.memes
    counts = (own.pairs, own.strong, own.possible, own.differing, own.same)
    columns = (
        "pairs",
        "strong",
        "possible",
        "said to differ",
        "called the same",
        "% said to differ",
    )
    return table(columns, [(*map(str, counts), f"{own.share:.1f}")])


def boxes(run: Measured) -> str:
    """Write how well the place was told, for edits that cut, move or turn the picture."""
    rows = []
    for attack, answers in run.by_attack:
        if any(moved(each.question.truth) for each in answers):
            own = overlaps(answers)
            means = (_mean(own.in_query), _mean(own.in_match), f"{own.good:.0f}")
            rows.append((attack.name, *map(str, (own.matched, own.boxed, own.turned)), *means))
    columns = (
        *("attack", "strong matches", "with boxes", "turned right"),
        *("IoU in the query", "IoU in the indexed", "% both ≥ 0.9"),
    )
    return table(columns, rows) if rows else "No edit of this run cuts, moves or turns the picture."


def mark_of(run: Measured, group: str) -> Mark:
    """Give the mark of a set."""
    return next(each.mark for each in run.indexed.values() if each.group == group)


_RECALL_COLUMNS = ("asked", "strong %", "goal %", "", "possible %", "called a scene %")


def _sets(run: Measured) -> dict[str, Confusion]:
    return confusion(run.answers(), run.indexed)


def _goal_name(attack: Attack) -> str:
    return attack.name if attack.name in CROPS else attack.group


def _recall_row(name: str, own: Recall, goal: float) -> tuple[str, ...]:
    asked = max(1, own.asked)
    return (
        name,
        str(own.asked),
        f"{own.share:.1f}",
        f"{goal:g}",
        word(met=own.share >= goal),
        f"{100 * own.possible / asked:.1f}",
        f"{100 * own.scene / asked:.1f}",
    )


def _strong(found: Sequence[FalseMatch]) -> list[FalseMatch]:
    return [each for each in found if each.strength is not Strength.POSSIBLE]


def _wrong_cells(answers: Sequence[Answer], run: Measured) -> tuple[str, ...]:
    found, pairs = false_matches(answers, run.indexed), stranger_pairs(answers, run.indexed)
    strong = len(_strong(found))
    millions = max(pairs, 1) / 1e6
    rate = f"{strong / millions:.2f}" if strong else f"0 (< {_BOUND / millions:.1f})"
    return str(len(answers)), f"{pairs:,}", str(strong), rate, str(len(found) - strong)


def _wrong_line(wrong: FalseMatch) -> str:
    asked = wrong.question
    edit = f" ({asked.attack})" if asked.attack else ""
    said = f"{wrong.strength}, {wrong.relation}"
    return f"- {asked.picture.name}{edit} with {wrong.picture.name}: {said}"


def _set_row(name: str, what: str, own: Confusion) -> tuple[str, ...]:
    counts = (f"{own.pairs:,}", str(own.strong), str(own.possible), str(own.same))
    return (name, what, *counts, f"{own.share:.1f}")


def _mean(values: Sequence[float]) -> str:
    return f"{sum(values) / len(values):.2f}" if values else "-"
