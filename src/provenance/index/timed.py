"""Reads the moments of postings back."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from datetime import datetime

from provenance.model.moment import Basis, Clock, Moment, Trust, parse_iso


def moments_of(connection: sqlite3.Connection, posting_ids: set[int]) -> dict[int, list[Moment]]:
    """Give the moments of each posting, in a stable order."""
    found: dict[int, list[Moment]] = defaultdict(list)
    rows = connection.execute(
        "SELECT posting_id, clock, earliest, latest, stated, basis, trust FROM moments "
        "WHERE posting_id IN (SELECT value FROM json_each(?)) "
        "ORDER BY posting_id, clock, earliest, latest, stated, basis, trust",
        (json.dumps(sorted(posting_ids)),),
    )
    for posting_id, clock, earliest, latest, stated, basis, trust in rows:
        found[posting_id].append(
            Moment(
                Clock(clock),
                _end(earliest),
                _end(latest),
                stated,
                Basis(basis),
                Trust(trust),
            )
        )
    return found


def _end(text: str | None) -> datetime | None:
    return parse_iso(text) if text else None
