"""Opens the SQLite file: the right file, the right journal, and errors in words."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import quote

from provenance.errors import NoStore, StoreError, StoreLocked
from provenance.index.migrations.script import APPLICATION_ID, SCHEMA_VERSION

# Two writers in WAL mode could damage a database before SQLite 3.51.3 (its "WAL-reset bug").
_SAFE_WAL = (3, 51, 3)


def create(path: Path) -> None:
    """Make an empty index where there is none; one that is there is left as it is.

    It is made beside its place and linked into it whole, so that two programs may do it at once
    and neither a kill nor a full disk leaves half of one.
    """
    from provenance.index import schema

    draft = path.with_name(f"{path.name}.{os.getpid()}.new")
    with explained(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists():
            return
        try:
            connection = sqlite3.connect(draft, isolation_level=None)
            try:
                # A BLOB of hashes is read page by page; at 16 KiB that costs half of what it does
                # at SQLite's 4, and the other tables are no slower.
                connection.execute("PRAGMA page_size = 16384")
                schema.lay(connection)
                connection.execute(f"PRAGMA journal_mode = {journal_mode()}")
            finally:
                connection.close()
            with suppress(FileExistsError):
                os.link(draft, path)
        finally:
            draft.unlink(missing_ok=True)


def connect(path: Path, *, lock_wait_s: int, writable: bool) -> sqlite3.Connection:
    """Open an existing index; raises `NoStore`, `StoreLocked` or `StoreError`."""
    if not path.exists():
        raise NoStore(
            f"{path}: there is no index; fill one with `provenance --index {path} ingest FOLDER`"
        )
    if not path.is_file():
        raise StoreError(f"{path}: is not a file, so it cannot be an index; check --index")
    with explained(path):
        if path.stat().st_size == 0:
            raise StoreError(f"{path}: is empty, so it is no index; delete it, or check --index")
        # Opened for writing even to read: only so can SQLite undo what a killed writer left.
        location = f"file:{quote(os.fsencode(path.absolute()))}?mode=rw"
        connection = sqlite3.connect(
            location, uri=True, timeout=lock_wait_s, isolation_level=None, check_same_thread=False
        )
        try:
            if _version(path, connection) < SCHEMA_VERSION:
                from provenance.index import schema

                schema.migrate(connection)
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("PRAGMA trusted_schema = OFF")
            if writable:
                connection.execute("PRAGMA cache_size = -32768")
            else:
                connection.execute("PRAGMA query_only = ON")
        except BaseException:
            connection.close()
            raise
    return connection


def journal_mode() -> str:
    """Give the journal that this SQLite can be trusted with."""
    return "WAL" if sqlite3.sqlite_version_info >= _SAFE_WAL else "DELETE"


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn what SQLite and the file system raise into an error that names the next step."""
    try:
        yield
    except sqlite3.OperationalError as error:
        raise _operational(path, error) from error
    except sqlite3.DatabaseError as error:
        raise StoreError(
            f"{path}: is damaged or no SQLite database ({error}); restore a backup of it, or give "
            "another path with --index"
        ) from error
    except (KeyError, ValueError) as error:
        raise StoreError(
            f"{path}: holds something that no program wrote ({error}); restore a backup of it, or "
            "ingest again into a new index"
        ) from error
    except OSError as error:
        raise StoreError(
            f"{path}: cannot be used as an index ({error.strerror}); check --index"
        ) from error


def _operational(path: Path, error: sqlite3.OperationalError) -> StoreError:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
        return StoreLocked(
            f"{path}: another program holds the index; wait until it is done and try again"
        )
    if code == sqlite3.SQLITE_FULL:
        return StoreError(
            f"{path}: the disk is full; everything reported so far is stored, so make room and "
            "run the same command again"
        )
    if code in {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM}:
        return StoreError(f"{path}: cannot be written ({error}); check its permissions")
    return StoreError(f"{path}: the index failed ({error}); run `provenance index verify`")


def _version(path: Path, connection: sqlite3.Connection) -> int:
    """Give the schema's version, if the database is an index that this program can read."""
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if application != APPLICATION_ID:
        raise StoreError(
            f"{path}: is a SQLite database, but no index of this program; check --index"
        )
    if version > SCHEMA_VERSION:
        raise StoreError(
            f"{path}: was written by a newer program (schema {version}, this one knows "
            f"{SCHEMA_VERSION}); update provenance"
        )
    return int(version)
