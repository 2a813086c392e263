"""Keeps the keypoints of frames, lists them under their visual words, and finds candidates."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from provenance.errors import StoreError
from provenance.index import reading, vocabulary, votes, word_lists
from provenance.index.interface import Candidate
from provenance.index.lengths import Lengths
from provenance.index.marks import marks_of
from provenance.model.keypoints import RECIPE, Keypoints
from provenance.model.media import Frame, Media

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Small = npt.NDArray[np.uint32]
    Numbers = npt.NDArray[np.int64]

OURS = {"keypoints": RECIPE, "vocabulary": vocabulary.NAME}
"""How this program makes keypoints, and under which words it lists them."""

_Voted = tuple[int, Media, Frame, int]
"""A score, the frame that it is of, and its id."""

_LOOKED_AT = 4
"""Times the wanted candidates that are looked at: equal votes are settled by SHA-256."""


def write(connection: sqlite3.Connection, rows: Sequence[tuple[int, Keypoints]]) -> None:
    """Keep and list keypoints by their frames' ids; runs inside the caller's transaction."""
    if not rows:
        return
    for name, value in OURS.items():
        _agree(connection, name, value)
    connection.executemany(
        "INSERT INTO keypoints VALUES (?, ?)", [(frame, each.packed()) for frame, each in rows]
    )
    word_lists.append(connection, entries(rows))


def entries(rows: Sequence[tuple[int, Keypoints]]) -> word_lists.Lists:
    """Give what stands in the word lists for these keypoints, which must have their words."""
    import numpy as np

    words = [np.frombuffer(each.words, "<u4") for _, each in rows]
    marks = [marks_of(each, len(own)) for (_, each), own in zip(rows, words, strict=True)]
    ids = np.array([frame for frame, _ in rows], "<u4")
    frames = np.repeat(ids, [len(own) for own in words])
    return word_lists.listed(np.concatenate(words), frames, np.concatenate(marks))


def candidates(
    connection: sqlite3.Connection,
    queries: Sequence[Keypoints],
    most: int,
    compared: int | None = None,
    lengths: Lengths | None = None,
) -> tuple[tuple[Candidate, ...], ...]:
    """Give the frames with the most votes of each, best first; equal votes in the order of SHA-256.

    `compared` bounds what each compares in a large index; `lengths` are those of its word lists.
    """
    ballots = [_ballot(each) for each in queries]
    voted = [
        (frames[: most * _LOOKED_AT].tolist(), scores[: most * _LOOKED_AT].tolist())
        for frames, scores in votes.scores(connection, ballots, compared, lengths)
    ]
    # What several vote for, as the frames of a video do, is read once.
    known = reading.by_frame(connection, {each for frames, _ in voted for each in frames})
    best = [_best(known, *each, most) for each in voted]
    stored = read(connection, {frame_id for own in best for *_, frame_id in own})
    return tuple(
        tuple(
            Candidate(media, frame, score, stored[frame_id])
            for score, media, frame, frame_id in own
            if frame_id in stored
        )
        for own in best
    )


def _ballot(keypoints: Keypoints) -> votes.Ballot:
    import numpy as np

    words = np.frombuffer(keypoints.words, "<u4").astype(np.int64).reshape(-1, vocabulary.PROBES)
    return votes.Ballot(words, marks_of(keypoints, len(words)))


def _best(
    known: Mapping[int, tuple[Media, Frame]],
    frames: Sequence[int],
    scores: Sequence[int],
    most: int,
) -> list[_Voted]:
    """Give the best of the frames that got votes, with their ids."""
    found = [
        (score, *known[frame], frame)
        for frame, score in zip(frames, scores, strict=True)
        if frame in known
    ]
    found.sort(key=lambda each: (-each[0], each[1].sha256, each[2].index))
    return found[:most]


def read(connection: sqlite3.Connection, frame_ids: Iterable[int]) -> dict[int, Keypoints]:
    """Give the keypoints of each frame that has them."""
    found = {}
    for frame_id in frame_ids:
        row = connection.execute(
            "SELECT packed FROM keypoints WHERE frame_id = ?", (frame_id,)
        ).fetchone()
        if row:
            found[frame_id] = Keypoints.unpacked(row[0])
    return found


def of_frame(connection: sqlite3.Connection, frame: Frame) -> Keypoints | None:
    """Give the keypoints of a frame."""
    row = connection.execute(
        "SELECT packed FROM keypoints JOIN frames ON frames.id = frame_id "
        "JOIN media ON media.id = media_id WHERE sha256 = ? AND number = ? AND rotated = ?",
        (frame.media_sha256, frame.index, frame.rotated),
    ).fetchone()
    return Keypoints.unpacked(row[0]) if row else None


def require(connection: sqlite3.Connection) -> bool:
    """Tell whether there are keypoints; raises `StoreError` for those that are not made as ours."""
    noted = recipes(connection)
    for name in strange(noted):
        raise _strange(name, noted.get(name, "none"), OURS[name])
    return bool(noted)


def recipes(connection: sqlite3.Connection) -> dict[str, str]:
    """Give how the keypoints are made and listed, nothing where there never were any."""
    return dict(connection.execute("SELECT name, value FROM recipes"))


def strange(noted: Mapping[str, str]) -> tuple[str, ...]:
    """Name the recipes that are not those of this program."""
    return tuple(name for name, value in OURS.items() if noted and noted.get(name) != value)


def _agree(connection: sqlite3.Connection, name: str, value: str) -> None:
    """Note how keypoints are made at the first ones; refuse others later."""
    connection.execute("INSERT OR IGNORE INTO recipes VALUES (?, ?)", (name, value))
    (noted,) = connection.execute("SELECT value FROM recipes WHERE name = ?", (name,)).fetchone()
    if noted != value:
        raise _strange(name, noted, value)


def _strange(name: str, noted: str, value: str) -> StoreError:
    return StoreError(
        f"the index was filled with another {name} ({noted}; this program has {value}); bring it "
        "up to date with `provenance index extend`, or use the program that filled it"
    )
