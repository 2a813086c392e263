"""Keeps what postings pass on and the languages that they state, and finds what is passed on."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from provenance.index.timed import moments_of
from provenance.model.origin import PassedOn, Relay
from provenance.model.posting import Posting

_COLUMNS = "relay, platform, native_id, url, account"
_ASKED = "SELECT value FROM json_each(?)"


def write(connection: sqlite3.Connection, postings: Iterable[tuple[int, Posting]]) -> None:
    """Write what postings, by their rows, pass on, and their languages; what is there stays."""
    told = [each for each in postings if each[1].languages or each[1].origins]
    connection.executemany(
        "INSERT OR IGNORE INTO languages VALUES (?, ?)",
        [(number, language) for number, posting in told for language in posting.languages],
    )
    connection.executemany(
        "INSERT OR IGNORE INTO origins VALUES (?, ?, ?, ?, ?, ?)",
        [(number, o.relay, *_place(o)) for number, posting in told for o in posting.origins],
    )


def completed(
    connection: sqlite3.Connection, postings: Mapping[int, Posting]
) -> dict[int, Posting]:
    """Give postings, by their rows, with what each passes on and its languages, in stable order."""
    asked = json.dumps(sorted(postings))
    languages: dict[int, list[str]] = defaultdict(list)
    origins: dict[int, list[PassedOn]] = defaultdict(list)
    for posting_id, language in connection.execute(
        f"SELECT posting_id, language FROM languages WHERE posting_id IN ({_ASKED}) "  # noqa: S608 - constants
        "ORDER BY posting_id, language",
        (asked,),
    ):
        languages[posting_id].append(language)
    for posting_id, relay, *place in connection.execute(
        f"SELECT posting_id, {_COLUMNS} FROM origins WHERE posting_id IN ({_ASKED}) "  # noqa: S608 - constants
        f"ORDER BY posting_id, {_COLUMNS}",
        (asked,),
    ):
        origins[posting_id].append(PassedOn(Relay(relay), *place))
    return {
        number: replace(posting, languages=tuple(languages[number]), origins=tuple(origins[number]))
        if number in languages or number in origins
        else posting
        for number, posting in postings.items()
    }


def found(
    connection: sqlite3.Connection, origins: Sequence[PassedOn]
) -> dict[PassedOn, tuple[str, Posting]]:
    """Give the posting that each origin names, with its key; by its id, else by its link."""
    by_id = {o: _key(o) for o in origins if o.platform and o.native_id}
    keys = _rows(connection, "key", by_id.values())
    by_url = {o: o.url for o in origins if o.url and by_id.get(o) not in keys}
    links = _rows(connection, "url", by_url.values())
    rows = {o: keys[key] for o, key in by_id.items() if key in keys}
    rows |= {o: links[url] for o, url in by_url.items() if url in links}
    postings = _postings(connection, set(rows.values()))
    return {origin: postings[number] for origin, number in rows.items()}


def _place(origin: PassedOn) -> tuple[str, str, str, str]:
    return origin.platform, origin.native_id, origin.url, origin.account


def _key(origin: PassedOn) -> str:
    return Posting(platform=origin.platform, native_id=origin.native_id).key("")


def _rows(connection: sqlite3.Connection, column: str, values: Iterable[str]) -> dict[str, int]:
    """Give the row of each value; of several with one link, the first by its key."""
    rows = connection.execute(
        f"SELECT {column}, id FROM postings WHERE {column} IN ({_ASKED}) AND {column} <> '' "  # noqa: S608 - constants
        "ORDER BY key DESC",
        (json.dumps(sorted(set(values))),),
    )
    return dict(rows.fetchall())


def _postings(connection: sqlite3.Connection, ids: set[int]) -> dict[int, tuple[str, Posting]]:
    moments = moments_of(connection, ids)
    keys, stated = {}, {}
    for number, key, *fields in connection.execute(
        "SELECT id, key, platform, native_id, url, account, text FROM postings "  # noqa: S608 - constants
        f"WHERE id IN ({_ASKED})",
        (json.dumps(sorted(ids)),),
    ):
        keys[number] = key
        stated[number] = replace(Posting(*fields), moments=tuple(moments[number]))
    complete = completed(connection, stated)
    return {number: (keys[number], posting) for number, posting in complete.items()}
