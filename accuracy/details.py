"""One row for each check, for whoever wants to know which pictures were missed."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

from accuracy.scoring import Answer, overlap

COLUMNS = (
    *("picture", "attack", "found", "relation", "mirrored", "rotated"),
    *("iou_query", "iou_match", "other_strong", "other_possible", "failure"),
)


def write(path: Path, answers: Iterable[Answer]) -> None:
    """Write the rows."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        rows = csv.writer(stream)
        rows.writerow(COLUMNS)
        rows.writerows(map(row, answers))


def row(answer: Answer) -> tuple[str, ...]:
    """Say what came of one check; `found` is empty where the picture itself was not."""
    own, truth = answer.own(), answer.question.truth
    others = [hit for hit in answer.hits if hit is not own]
    strong = sum(hit.strong for hit in others)
    cells: tuple[str, ...] = ("",) * 6
    if own is not None:
        turn = own.transform.orientation
        ious = (
            overlap(truth.where, own.transform.crop_query),
            overlap(truth.seen, own.transform.crop_match),
        )
        said = (own.strength, own.relation, str(turn.mirrored), str(turn.rotated))
        cells = (*said, *(f"{each:.3f}" for each in ious))
    counts = (str(strong), str(len(others) - strong))
    return (
        answer.question.picture.name,
        answer.question.attack,
        *cells,
        *counts,
        answer.failure,
    )
