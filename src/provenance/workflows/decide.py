"""Remembers what a reviewer decided about two pictures."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

from provenance.errors import UsageError
from provenance.model.decision import Decision, Verdict
from provenance.model.media import Location
from provenance.model.report import DecisionReport, Subject
from provenance.workflows.naming import subject
from provenance.workflows.opening import OpenIndex, tool


def decide(
    index: OpenIndex,
    first: str | Path,
    second: str | Path,
    verdict: str,
    *,
    by: str,
    why: str,
) -> DecisionReport:
    """Remember that two pictures are the `same` or `different`; later answers honour it.

    Each is named by a file, a SHA-256 or its first 8 digits, or the URL or id of a posting with
    one picture; a file need not be in the index, which must be open for writing. Nothing is
    overwritten: a later decision on the same pair is one more, and the one in force. Raises
    `UnknownSubject` for words that name nothing, `InputError` for a file that cannot be read and
    `UsageError` for words that name several pictures, for two names of the same bytes, and where
    it is not said who decides or why.
    """
    said = _verdict(verdict)
    by, why = _stated("--by", "who decides", by), _stated("--why", "why", why)
    subjects = (subject(index, os.fspath(first)), subject(index, os.fspath(second)))
    decision = _decision(subjects, said, by, why)
    index.engine.decide(decision)
    history = tuple(
        each for each in index.engine.decisions(decision.pair) if each.pair == decision.pair
    )
    return DecisionReport(tool(), index.engine.identity(), subjects, decision, history)


def _verdict(words: str) -> Verdict:
    try:
        return Verdict(words)
    except ValueError as error:
        known = " or ".join(Verdict)
        raise UsageError(f"{words!r} is no decision; say {known}") from error


def _stated(option: str, what: str, text: str) -> str:
    # Words of a command line are bytes, which need not be text.
    said = Location(text).display.strip()
    if not said:
        raise UsageError(f"{option} is empty; say {what}, for those who read it later")
    return said


def _decision(subjects: tuple[Subject, Subject], verdict: Verdict, by: str, why: str) -> Decision:
    first, second = subjects
    if first.sha256 == second.sha256:
        raise UsageError(
            f"{first.words!r} and {second.words!r} are the same bytes (SHA-256 "
            f"{first.sha256[:16]}), so there is nothing to decide; name two pictures"
        )
    now = datetime.now(UTC)
    return Decision.on(first.sha256, second.sha256, verdict, by, why, now)
