"""Writes postings whose file is not there, many at once: most of what an export holds is such."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence

from provenance.index import join_keys, origins
from provenance.index.moment_rows import rows as moment_rows
from provenance.model.posting import Attachment


def posting_key(attachment: Attachment) -> str:
    """Give the identity of the posting; where it has none, what names its file decides."""
    return attachment.posting.key("/".join([key.value for key in attachment.keys]))


def known(connection: sqlite3.Connection, keys: Sequence[str]) -> set[str]:
    """Give those of the keys that postings of the index have."""
    rows = connection.execute(
        "SELECT key FROM postings WHERE key IN (SELECT value FROM json_each(?))",
        (json.dumps(keys),),
    )
    return {row[0] for row in rows}


def write_new(
    connection: sqlite3.Connection, collection_id: int, added: Sequence[tuple[str, Attachment]]
) -> None:
    """Write postings that the index does not have, each with its key.

    One statement for all rows of a table costs less than one for each row. The numbers of the rows
    are given out here, as SQLite would: nobody else can write until the transaction ends.
    """
    (last,) = connection.execute("SELECT coalesce(max(id), 0) FROM postings").fetchone()
    numbered = [(number, *each) for number, each in enumerate(added, last + 1)]
    connection.executemany("INSERT INTO postings VALUES (?, ?, ?, ?, ?, ?, ?)", _postings(numbered))
    connection.executemany(
        "INSERT OR IGNORE INTO moments VALUES (?, ?, ?, ?, ?, ?, ?)",
        (row for number, _, each in numbered for row in moment_rows(number, each.posting.moments)),
    )
    origins.write(connection, [(number, each.posting) for number, _, each in numbered])
    connection.executemany(
        "INSERT OR IGNORE INTO join_keys VALUES (?, ?, ?, '')",
        ((key.kind, key.value, number) for number, _, each in numbered for key in each.keys),
    )
    connection.executemany(
        "INSERT OR IGNORE INTO mentions VALUES (?, ?)",
        ((number, collection_id) for number, _, _ in numbered),
    )


def write_again(
    connection: sqlite3.Connection, collection_id: int, posting_id: int, attachment: Attachment
) -> bool:
    """Write what a posting of the index says here; tell whether any of it was new."""
    new = not join_keys.is_known(connection, posting_id, attachment.keys)
    join_keys.write(connection, posting_id, attachment.keys, "")
    connection.execute("INSERT OR IGNORE INTO mentions VALUES (?, ?)", (posting_id, collection_id))
    return new


def _postings(
    numbered: Sequence[tuple[int, str, Attachment]],
) -> Iterator[tuple[int, str, str, str, str, str, str]]:
    for number, key, attachment in numbered:
        said = attachment.posting
        yield number, key, said.platform, said.native_id, said.url, said.account, said.text
